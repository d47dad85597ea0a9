package io.cxwarehouse.generate;

import java.util.List;

/**
 * All that happened between a customer and the company, up to the end of the simulation and a
 * little beyond; the sources deliver what was known in time.
 *
 * @param leftAt when the customer lost interest, or {@code Long.MAX_VALUE}
 */
record CustomerLife(
    Person person,
    List<Change> changes,
    List<Subscription> subscriptions,
    List<Order> orders,
    List<Opportunity> opportunities,
    List<Ticket> tickets,
    List<Survey> surveys,
    long leftAt) {

  /** The attributes that change, as they were from an instant on. */
  record Change(long at, String country, String region, String plan) {}
}
