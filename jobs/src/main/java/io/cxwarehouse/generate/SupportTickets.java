package io.cxwarehouse.generate;

/** What sources ask about a customer's tickets. */
final class SupportTickets {
  private SupportTickets() {}

  static boolean hasZendesk(CustomerLife life) {
    return firstZendesk(life) != Long.MAX_VALUE;
  }

  /** When the help desk first met the customer; {@code Long.MAX_VALUE}: never. */
  static long firstZendesk(CustomerLife life) {
    long first = Long.MAX_VALUE;
    for (Ticket ticket : life.tickets()) {
      if (ticket.home == Ticket.Home.ZENDESK) {
        first = Math.min(first, ticket.createdAt);
      }
    }
    return first;
  }
}
