package io.cxwarehouse.generate;

import java.util.ArrayList;
import java.util.List;

/** A request for support and every step of its life, in order of time. */
final class Ticket {
  /** Where it lives. */
  enum Home {
    ZENDESK,
    SALESFORCE,
    FRESHDESK,
    HUBSPOT,
    INTERCOM;

    /** Whether it asks the customer afterwards. */
    boolean asksForRating() {
      return this == ZENDESK || this == FRESHDESK || this == INTERCOM;
    }
  }

  final int number;
  final int customer;
  final Home home;
  final Company.Topic topic;
  final String channel;
  final String priority;
  final long createdAt;
  final List<TicketStep> steps = new ArrayList<>();

  /** When it was solved last; 0 if never. */
  long solvedAt;

  /** What the customer felt afterwards: 0 as usual, negative worse. */
  double experience;

  Ticket(
      int number,
      int customer,
      Home home,
      Company.Topic topic,
      String channel,
      String priority,
      long createdAt) {
    this.number = number;
    this.customer = customer;
    this.home = home;
    this.topic = topic;
    this.channel = channel;
    this.priority = priority;
    this.createdAt = createdAt;
  }

  /** Unique over all customers: no customer has more than 250 tickets. */
  long id() {
    return 1 + customer * 256L + number;
  }

  TicketStep step(long at, TicketStep.Actor actor) {
    TicketStep step = new TicketStep(at, actor);
    steps.add(step);
    return step;
  }
}
