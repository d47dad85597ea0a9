package io.cxwarehouse.generate;

import java.util.List;

/** How a customer feels at an instant: their mood, and what support did lately. */
final class Feelings {
  private static final double DAY = 86_400;
  private static final double FADES_IN_DAYS = 60;

  private final Person person;
  private final List<Ticket> tickets;

  Feelings(Person person, List<Ticket> tickets) {
    this.person = person;
    this.tickets = List.copyOf(tickets);
  }

  double mood() {
    return person.mood();
  }

  /** Sum of what tickets left behind, fading. */
  double afterSupport(long at) {
    double sum = 0;
    for (Ticket ticket : tickets) {
      if (ticket.solvedAt > 0 && ticket.solvedAt <= at) {
        double days = (at - ticket.solvedAt) / DAY;
        sum += ticket.experience * StrictMath.exp(-days / FADES_IN_DAYS);
      }
    }
    return sum;
  }
}
