package io.cxwarehouse.generate;

import io.cxwarehouse.generate.TicketStep.Actor;

/** How agents treat one ticket, from its assignment to its closing. */
final class Handling {
  /** Median working minutes to the first reply, by priority. */
  private static final double[] REPLY_MINUTES = {260, 130, 55, 20};

  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int DAY = 86_400;
  private static final int MOST_ROUNDS = 6;

  private final Company company;
  private final BusinessCalendar calendar;
  private final Ticket ticket;
  private final int urgency;
  private final Draw draw;
  private final boolean isLive;
  private int agent;
  private double slowness;
  private int replies;
  private boolean isReopened;

  Handling(Company company, Ticket ticket, int urgency, Draw draw) {
    this.company = company;
    this.calendar = company.calendar();
    this.ticket = ticket;
    this.urgency = urgency;
    this.draw = draw;
    this.isLive = ticket.channel.equals("chat") || ticket.channel.equals("voice");
  }

  void from(long createdAt, int firstAgent) {
    agent = firstAgent;
    long assignedAt = createdAt;
    if (!isLive) {
      assignedAt = work(createdAt, draw.logNormal(15, 0.9));
    }
    long start = Math.max(assignedAt, createdAt + 5);
    ticket.step(start, Actor.AGENT).by(agent).assignee(agent).status("open");
    if (draw.chance(0.2)) {
      ticket
          .step(start + draw.between(20, 200), Actor.AGENT)
          .by(agent)
          .note("Checked the account.");
    }
    long repliedAt = firstReply(createdAt, start);
    boolean isSolvedAtOnce = draw.chance(0.74);
    reply(repliedAt, isSolvedAtOnce ? "solved" : "pending");
    long solvedAt = isSolvedAtOnce ? repliedAt : rounds(repliedAt);
    solvedAt = reopen(solvedAt);
    ticket.solvedAt = solvedAt;
    ticket.experience = experience();
    rate(solvedAt);
    ticket.step(solvedAt + 4L * DAY + draw.below(HOUR), Actor.SYSTEM).status("closed");
  }

  private long firstReply(long createdAt, long start) {
    if (isLive) {
      return Math.max(start, calendar.afterWork(createdAt, 0)) + draw.between(20, 6 * MINUTE);
    }
    double median = REPLY_MINUTES[urgency] * company.agents().get(agent).pace();
    double minutes = draw.logNormal(median, 0.95);
    slowness = minutes / REPLY_MINUTES[urgency];
    return work(start, minutes) + draw.below(MINUTE);
  }

  private long rounds(long repliedAt) {
    long at = repliedAt;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (draw.chance(0.05)) {
        ticket
            .step(at + 10L * MINUTE, Actor.AGENT)
            .by(agent)
            .status("hold")
            .note("With the vendor.");
        at = work(at, draw.logNormal(900, 0.5));
        ticket.step(at, Actor.AGENT).by(agent).status("open").note("Vendor answered.");
      } else {
        at += MINUTE + (long) (HOUR * draw.logNormal(5, 1));
        ticket.step(at, Actor.CUSTOMER).status("open").reply("Here is what you asked for.");
      }
      handOver(at);
      at = work(at + MINUTE, draw.logNormal(70, 1));
      boolean isSolved = round == MOST_ROUNDS - 1 || draw.chance(0.6);
      reply(at, isSolved ? "solved" : "pending");
      if (isSolved) {
        break;
      }
    }
    return at;
  }

  private void handOver(long at) {
    if (draw.chance(0.1)) {
      agent = company.agentOf(draw.below(Company.GROUPS.length), draw).number();
      ticket.step(at + 30, Actor.AGENT).by(agent).assignee(agent).note("Taken over.");
    }
    if (draw.chance(0.07)) {
      TicketStep step = ticket.step(at + 40, Actor.AGENT).by(agent).tag("escalated");
      step.priority("urgent").note("Escalated to the team lead.");
    }
  }

  private void reply(long at, String status) {
    replies++;
    String text = status.equals("solved") ? "This should solve it." : "Could you tell us more?";
    ticket.step(at, Actor.AGENT).by(agent).status(status).reply(text);
  }

  private long reopen(long solvedAt) {
    double risk = 0.05 + 0.03 * Math.min(2, Math.max(0, slowness - 2));
    if (!draw.chance(risk)) {
      return solvedAt;
    }
    isReopened = true;
    long at = solvedAt + 10L * MINUTE + (long) (HOUR * draw.exponential(24));
    at = Math.min(at, solvedAt + 3L * DAY);
    ticket.step(at, Actor.CUSTOMER).status("open").reply("It happened again.");
    long solvedAgain = work(at + MINUTE, draw.logNormal(150, 1));
    reply(solvedAgain, "solved");
    return solvedAgain;
  }

  /** Fast and final is good; slow, many rounds or a relapse is bad. The mean is about zero. */
  private double experience() {
    double value = 0.3 - 0.12 * Math.max(0, replies - 1);
    value -= 0.3 * Math.min(3, Math.max(0, slowness - 1.5));
    return isReopened ? value - 0.8 : value;
  }

  private void rate(long solvedAt) {
    if (!ticket.home.asksForRating() || !draw.chance(0.7)) {
      return;
    }
    ticket.step(solvedAt + DAY - draw.below(600), Actor.SYSTEM).rating("offered");
    if (draw.chance(0.3)) {
      boolean isGood = 0.9 + 0.8 * ticket.experience + draw.normal() * 0.7 > 0;
      long at = solvedAt + DAY + 600 + (long) (HOUR * draw.exponential(8));
      ticket.step(at, Actor.CUSTOMER).rating(isGood ? "good" : "bad");
      if (draw.chance(0.04)) {
        ticket.step(at + HOUR, Actor.CUSTOMER).rating(isGood ? "bad" : "good");
      }
    }
  }

  private long work(long from, double minutes) {
    return calendar.afterWork(from, (long) (MINUTE * minutes));
  }
}
