package io.cxwarehouse.generate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One part of the customers (part 0: what belongs to nobody): the unit of parallel work. Holds the
 * feeds of one source and the random stream of its disturbances.
 */
final class Part implements Surroundings {
  private final Company company;
  private final int number;
  private final Map<String, Feed> feeds = new LinkedHashMap<>();
  private Draw chaos;

  Part(Company company, int number) {
    this.company = company;
    this.number = number;
    this.chaos = Draw.of(company.options().seed(), number);
  }

  Feed feed(String entity, EntityFormat format, boolean hasCursor) {
    Feed feed = new Feed(entity, format, hasCursor, this);
    feeds.put(entity, feed);
    return feed;
  }

  Iterable<Feed> feeds() {
    return feeds.values();
  }

  Company company() {
    return company;
  }

  int number() {
    return number;
  }

  @Override
  public int startDay() {
    return (int) company.options().start().toEpochDay();
  }

  @Override
  public BusinessCalendar calendar() {
    return company.calendar();
  }

  @Override
  public DeliverySchedule schedule() {
    return company.schedule();
  }

  @Override
  public Disturbances disturbances() {
    return company.options().disturbances();
  }

  @Override
  public Draw chaos() {
    return chaos;
  }

  /** Gives the next customer a stream of its own, so that neighbours do not matter. */
  void chaos(Draw stream) {
    chaos = stream;
  }
}
