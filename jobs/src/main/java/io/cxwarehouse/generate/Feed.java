package io.cxwarehouse.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The deliveries of one entity within one part of the customers. A record is announced by {@link
 * #record()}; each of its versions is offered with the instant at which the system knew it, and is
 * written only if some delivery carries it: {@code if (feed.version(at, next)) { …; feed.end(); }}.
 */
final class Feed {
  /** {@code next} of a record's last version. */
  static final long LAST = Long.MAX_VALUE;

  private static final int LATEST_DAYS = 14;

  /** One file to be: rows in its format; of a name of its own, or (null) of the entity's. */
  static final class Page {
    final String stem;
    final EntityFormat format;
    final TextBuffer text = new TextBuffer(4096);
    int rows;

    Page(String stem, EntityFormat format) {
      this.stem = stem;
      this.format = format;
    }
  }

  private final String entity;
  private final boolean hasCursor;
  private final Surroundings surroundings;
  private final List<List<Page>> deliveries = new ArrayList<>();
  private final TextBuffer row = new TextBuffer(2048);
  private final CsvRow csv = new CsvRow(row);
  private final JsonRow json = new JsonRow(row);
  private final SortedMap<String, Long> rejected = new TreeMap<>();

  private String stem;
  private EntityFormat format;
  private boolean isCounted;
  private boolean isPunctual;
  private int recordLateDays;
  private int target;
  private boolean isLate;
  private boolean isLast;
  private long records;
  private long lateRows;
  private long repeatedRows;

  Feed(String entity, EntityFormat format, boolean hasCursor, Surroundings surroundings) {
    this.entity = entity;
    this.format = format;
    this.hasCursor = hasCursor;
    this.surroundings = surroundings;
    for (int i = 0; i < surroundings.schedule().size(); i++) {
      deliveries.add(new ArrayList<>());
    }
  }

  String entity() {
    return entity;
  }

  List<Page> pages(int delivery) {
    return deliveries.get(delivery);
  }

  /** The rows to come lie in a file of their own name and format, one in each delivery. */
  Feed file(String name, EntityFormat nameFormat) {
    stem = name;
    format = nameFormat;
    return this;
  }

  /** A record of the system itself (an agent, a policy): there from the first delivery on. */
  Feed fixture() {
    isPunctual = true;
    isCounted = false;
    recordLateDays = 0;
    return this;
  }

  Feed record() {
    isPunctual = false;
    isCounted = false;
    recordLateDays = lateDays();
    return this;
  }

  /**
   * Whether a delivery carries the version that was true from {@code at} until {@code next}. An
   * extract sees the latest state only, so a version overtaken before its extract never appears.
   */
  boolean version(long at, long next) {
    int day = surroundings.calendar().dayOf(at);
    int onTime = surroundings.schedule().deliveryOf(day);
    if (onTime == DeliverySchedule.NEVER) {
      return false;
    }
    // Without a cursor the later delivery wins: versions of a record must keep their order.
    int late = hasCursor && !isPunctual ? lateDays() : recordLateDays;
    target = deliveryOf(day, late);
    isLate = target != onTime;
    isLast = next == LAST;
    if (target == DeliverySchedule.NEVER) {
      return false;
    }
    if (!isLast && (!hasCursor || !isLate)) {
      int overtaker = deliveryOf(surroundings.calendar().dayOf(next), hasCursor ? 0 : late);
      if (overtaker == target) {
        return false;
      }
    }
    begin();
    return true;
  }

  private int deliveryOf(int day, int lateDays) {
    return surroundings.schedule().deliveryOf(Math.max(day, surroundings.startDay()) + lateDays);
  }

  private int lateDays() {
    return surroundings.chaos().chance(surroundings.disturbances().lateRows())
        ? surroundings.chaos().between(1, LATEST_DAYS)
        : 0;
  }

  private void begin() {
    row.clear();
    csv.start();
    json.start();
  }

  CsvRow csv() {
    return csv;
  }

  JsonRow json() {
    return json;
  }

  /** For rows that no well-behaved writer would produce. */
  TextBuffer raw() {
    return row;
  }

  void end() {
    append(target);
    if (!isCounted) {
      isCounted = true;
      records++;
    }
    if (isLate) {
      lateRows++;
    }
    if ((hasCursor || isLast)
        && surroundings.chaos().chance(surroundings.disturbances().repeatedRows())) {
      int again = target + surroundings.chaos().between(1, 3);
      if (again < deliveries.size()) {
        append(again);
        repeatedRows++;
      }
    }
  }

  /** Whether to write a bad row beside the good one; on time, so that its delivery is certain. */
  boolean bad(long at) {
    if (!surroundings.chaos().chance(surroundings.disturbances().badRows())) {
      return false;
    }
    target = surroundings.schedule().deliveryOf(surroundings.calendar().dayOf(at));
    if (target == DeliverySchedule.NEVER) {
      return false;
    }
    begin();
    return true;
  }

  void endBad(String reason) {
    append(target);
    rejected.merge(reason, 1L, Long::sum);
  }

  private Page open(List<Page> pages) {
    for (int i = pages.size() - 1; i >= 0; i--) {
      if (Objects.equals(pages.get(i).stem, stem)) {
        return pages.get(i);
      }
    }
    return null;
  }

  private void append(int delivery) {
    List<Page> pages = deliveries.get(delivery);
    Page page = open(pages);
    if (page == null || page.rows == format.rowsPerFile()) {
      page = new Page(stem, format);
      format.head(page.text);
      pages.add(page);
    } else {
      format.separate(page.text);
    }
    page.text.put(row);
    if (format.rowsPerFile() == Integer.MAX_VALUE) {
      page.text.put('\n');
    }
    page.rows++;
  }

  /** What was said to be delivered; files, bytes and rows are counted where they are written. */
  EntityCounts counts() {
    return new EntityCounts(0, 0, 0, 0, 0, repeatedRows, lateRows, records, rejected);
  }
}
