package io.cxwarehouse.generate;

import io.cxwarehouse.generate.TicketStep.Actor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tickets of a customer: when they come (working days, daytime, after the holidays), how fast they
 * are answered, and what becomes of them.
 */
final class SupportLife {
  private static final int DAY = 86_400;
  private static final int MOST_TICKETS = 250;
  private static final double TICKETS_PER_DAY_AT_PEAK = 0.3 / 30 * 1.75;
  private static final String[] CHANNELS = {"email", "web", "chat", "voice", "facebook"};
  private static final double[] CHANNEL_WEIGHTS = {38, 30, 14, 13, 5};
  private static final String[] PRIORITIES = {"low", "normal", "high", "urgent"};
  private static final double[] PRIORITY_WEIGHTS = {20, 55, 19, 6};

  private final Company company;

  SupportLife(Company company) {
    this.company = company;
  }

  List<Ticket> live(Person person, Draw draw) {
    List<Ticket> tickets = new ArrayList<>();
    double meanGap = DAY / (TICKETS_PER_DAY_AT_PEAK * person.activity() + 1e-4);
    double at = person.acquiredAt();
    while (tickets.size() < MOST_TICKETS - 1) {
      at += draw.exponential(meanGap);
      if (at >= company.endTime()) {
        break;
      }
      int day = company.calendar().dayOf((long) at);
      if (!draw.chance(Company.supportDemand(day))) {
        continue;
      }
      long createdAt = company.calendar().at(day, secondOfDay(draw));
      if (createdAt > person.acquiredAt()) {
        ticket(person, createdAt, tickets, draw);
      }
    }
    return tickets;
  }

  private static int secondOfDay(Draw draw) {
    if (draw.chance(0.15)) {
      return draw.below(DAY - 7200);
    }
    double hour = 13 + 2.8 * draw.normal();
    return (int) (3600 * Math.max(6, Math.min(21.5, hour)));
  }

  private void ticket(Person person, long createdAt, List<Ticket> tickets, Draw draw) {
    double[] weights = new double[Company.TOPICS.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Company.TOPICS[i].weight();
    }
    Company.Topic topic = Company.TOPICS[draw.weighted(weights)];
    String channel = CHANNELS[draw.weighted(CHANNEL_WEIGHTS)];
    int urgency = draw.weighted(PRIORITY_WEIGHTS);
    boolean isCase = person.hasCrm() && draw.chance(0.15);
    Ticket.Home home = isCase ? Ticket.Home.SALESFORCE : helpDesk(person, tickets.size(), channel);
    Ticket ticket =
        new Ticket(
            tickets.size(), person.number(), home, topic, channel, PRIORITIES[urgency], createdAt);
    tickets.add(ticket);
    boolean byAgent = channel.equals("voice");
    int first = company.agentOf(topic.group(), draw).number();
    TicketStep opening =
        ticket.step(createdAt, byAgent ? Actor.AGENT : Actor.CUSTOMER).status("new");
    opening.reply(topic.subject() + " (order " + draw.between(1, 99) + ")");
    opening.by(byAgent ? first : TicketStep.NOBODY);
    if (draw.chance(0.012)) {
      ticket
          .step(createdAt + draw.between(600, 20 * 3600), Actor.AGENT)
          .by(first)
          .status("deleted")
          .tag(draw.chance(0.7) ? "spam" : "erased_on_request");
      return;
    }
    if (home == Ticket.Home.ZENDESK && draw.chance(0.02)) {
      duplicate(person, ticket, first, tickets, draw);
    }
    new Handling(company, ticket, urgency, draw).from(createdAt, first);
    ticket.steps.sort(Comparator.comparingLong(step -> step.at));
  }

  /**
   * Most write to Zendesk; chats are often on the messenger, and firms bought brought their own.
   */
  private Ticket.Home helpDesk(Person person, int number, String channel) {
    Draw draw = Draw.of(company.options().seed(), "help desk".hashCode(), person.number(), number);
    if (channel.equals("chat") && draw.chance(0.4)) {
      return Ticket.Home.INTERCOM;
    }
    if (draw.chance(0.07)) {
      return Ticket.Home.FRESHDESK;
    }
    return draw.chance(0.06) ? Ticket.Home.HUBSPOT : Ticket.Home.ZENDESK;
  }

  /** The customer writes twice; the second ticket is merged into the first. */
  private void duplicate(Person person, Ticket target, int agent, List<Ticket> tickets, Draw draw) {
    long createdAt = target.createdAt + draw.between(300, 3 * 3600);
    Ticket copy =
        new Ticket(
            tickets.size(),
            person.number(),
            Ticket.Home.ZENDESK,
            target.topic,
            "email",
            target.priority,
            createdAt);
    tickets.add(copy);
    copy.step(createdAt, Actor.CUSTOMER).status("new").reply("Did you get my message?");
    long mergedAt = company.calendar().afterWork(createdAt, draw.between(300, 5400));
    copy.step(mergedAt, Actor.AGENT)
        .by(agent)
        .status("closed")
        .tag("closed_by_merge")
        .note("This request was closed and merged into request #" + target.id() + ".");
    target
        .step(mergedAt, Actor.AGENT)
        .by(agent)
        .note("Request #" + copy.id() + " was closed and merged into this request.")
        .merged(copy.id());
  }
}
