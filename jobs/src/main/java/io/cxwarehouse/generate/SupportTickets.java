package io.cxwarehouse.generate;

/** What sources ask about a customer's tickets. */
final class SupportTickets {
  private SupportTickets() {}

  static boolean hasZendesk(CustomerLife life) {
    return first(life, Ticket.Home.ZENDESK) != Long.MAX_VALUE;
  }

  /** When a help desk first met the customer; {@code Long.MAX_VALUE}: never. */
  static long first(CustomerLife life, Ticket.Home home) {
    long first = Long.MAX_VALUE;
    for (Ticket ticket : life.tickets()) {
      if (ticket.home == home) {
        first = Math.min(first, ticket.createdAt);
      }
    }
    return first;
  }
}
