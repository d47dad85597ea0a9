package io.cxwarehouse.generate;

/** One change of a ticket, made at one instant by one actor; what stays as it was is null. */
final class TicketStep {
  enum Actor {
    CUSTOMER,
    AGENT,
    SYSTEM
  }

  static final int NOBODY = -1;

  final long at;
  final Actor actor;
  int agent = NOBODY;
  String status;
  int assignee = NOBODY;
  String priority;
  String comment;
  boolean isPublic;
  String tag;
  String rating;
  long mergedTicket;

  TicketStep(long at, Actor actor) {
    this.at = at;
    this.actor = actor;
  }

  TicketStep by(int number) {
    agent = number;
    return this;
  }

  TicketStep status(String value) {
    status = value;
    return this;
  }

  TicketStep assignee(int number) {
    assignee = number;
    return this;
  }

  TicketStep priority(String value) {
    priority = value;
    return this;
  }

  TicketStep reply(String text) {
    comment = text;
    isPublic = true;
    return this;
  }

  TicketStep note(String text) {
    comment = text;
    isPublic = false;
    return this;
  }

  TicketStep tag(String value) {
    tag = value;
    return this;
  }

  TicketStep rating(String value) {
    rating = value;
    return this;
  }

  /** The ticket that was merged into this one. */
  TicketStep merged(long ticket) {
    mergedTicket = ticket;
    return this;
  }
}
