package io.cxwarehouse.generate;

import io.cxwarehouse.generate.TicketStep.Actor;

/**
 * Freshdesk's tickets with their stats, conversations and ratings; there is no history of status.
 */
final class FreshdeskTickets {
  private static final String UTC = FreshdeskJson.UTC;
  private static final long STEPS_PER_TICKET = 128;
  private static final long SURVEY_ID = 77;
  private static final int[] GOOD = {103, 102, 101, 100};
  private static final double[] GOOD_WEIGHTS = {60, 20, 12, 8};
  private static final int[] BAD = {-103, -102, -101};

  private final Part part;
  private final Feed tickets;
  private final Feed conversations;
  private final Feed ratings;

  FreshdeskTickets(Part part) {
    this.part = part;
    this.tickets = part.feed("tickets", EntityFormat.arrays(), true);
    this.conversations = part.feed("conversations", EntityFormat.lines(), true);
    this.ratings = part.feed("satisfaction_ratings", EntityFormat.arrays(), true);
  }

  /** A ticket as it stands after some steps; instants are 0 where there is none. */
  private static final class State {
    int status = 2;
    String priority;
    int responder = TicketStep.NOBODY;
    int group;
    boolean isEscalated;
    boolean isSpam;
    boolean isDeleted;
    long respondedAt;
    long resolvedAt;
    long closedAt;
  }

  void write(Person person, Ticket ticket) {
    State state = new State();
    state.priority = ticket.priority;
    state.group = ticket.topic.group();
    tickets.record();
    for (int i = 0; i < ticket.steps.size(); i++) {
      TicketStep step = ticket.steps.get(i);
      if (i > 0 && step.comment != null) {
        conversation(person, ticket, step, i);
      }
      apply(step, state, i == 0);
      long next = i + 1 == ticket.steps.size() ? Feed.LAST : ticket.steps.get(i + 1).at;
      if (tickets.version(step.at, next)) {
        ticket(person, ticket, ticket.id(), step.at, state);
        tickets.end();
      }
    }
    if (tickets.bad(ticket.createdAt)) {
      badTicket(person, ticket, state);
    }
    ratings(person, ticket, state.responder);
  }

  private void apply(TicketStep step, State state, boolean isOpening) {
    if (step.status != null) {
      apply(step.status, step, state);
    }
    state.priority = step.priority == null ? state.priority : step.priority;
    state.isEscalated |= "escalated".equals(step.tag);
    boolean isReply = step.actor == Actor.AGENT && step.comment != null && step.isPublic;
    if (isReply && !isOpening && state.respondedAt == 0) {
      state.respondedAt = step.at;
    }
    if (step.assignee != TicketStep.NOBODY) {
      state.responder = step.assignee;
      state.group = part.company().agents().get(step.assignee).group();
    }
  }

  private static void apply(String status, TicketStep step, State state) {
    switch (status) {
      case "pending" -> state.status = 3;
      case "hold" -> state.status = 7;
      case "solved" -> {
        state.status = 4;
        state.resolvedAt = step.at;
      }
      case "closed" -> {
        state.status = 5;
        state.closedAt = step.at;
      }
      case "deleted" -> {
        state.isSpam = "spam".equals(step.tag);
        state.isDeleted = !state.isSpam;
      }
      default -> {
        // Whoever opens a ticket again takes back that it was resolved.
        state.status = 2;
        state.resolvedAt = 0;
        state.closedAt = 0;
      }
    }
  }

  private void conversation(Person person, Ticket ticket, TicketStep step, int number) {
    long id = ticket.id() * STEPS_PER_TICKET + number;
    if (conversations.record().version(step.at, Feed.LAST)) {
      JsonRow json = conversations.json().object().field("id", id);
      json.field("ticket_id", ticket.id());
      conversation(json, person, step);
      conversations.end();
    }
    if (conversations.bad(step.at)) {
      JsonRow json = conversations.json().object().field("id", id + STEPS_PER_TICKET / 2);
      if (part.chaos().chance(0.5)) {
        json.field("ticket_id", ticket.id()).name("body_text");
        conversations.endBad("malformed_row");
      } else {
        conversation(json.name("ticket_id").nothing(), person, step);
        conversations.endBad("missing_required");
      }
    }
  }

  private static void conversation(JsonRow json, Person person, TicketStep step) {
    boolean isCustomer = step.actor == Actor.CUSTOMER;
    json.field("incoming", isCustomer).field("private", !step.isPublic);
    long user = FreshdeskJson.agentId(Math.max(0, step.agent));
    json.field("user_id", isCustomer ? FreshdeskJson.contactId(person) : user);
    json.field("source", step.isPublic ? 0 : 2).field("body_text", step.comment);
    FreshdeskJson.stamps(json, step.at, step.at);
  }

  private void ticket(Person person, Ticket ticket, long id, long updatedAt, State state) {
    JsonRow json = tickets.json().object().field("id", id);
    ticket(json, person, ticket, state);
    json.name("created_at").instant(ticket.createdAt, UTC);
    json.name("updated_at").instant(updatedAt, UTC).end();
  }

  private static void ticket(JsonRow json, Person person, Ticket ticket, State state) {
    json.field("subject", ticket.topic.subject()).field("status", state.status);
    json.field("priority", priority(state.priority)).field("source", source(ticket.channel));
    json.field("type", ticket.topic.type());
    json.field("requester_id", FreshdeskJson.contactId(person)).name("requester").object();
    json.field("id", FreshdeskJson.contactId(person)).field("email", person.supportEmail());
    json.field("mobile", person.phone()).end().name("responder_id");
    if (state.responder == TicketStep.NOBODY) {
      json.nothing();
    } else {
      json.number(FreshdeskJson.agentId(state.responder));
    }
    json.field("group_id", FreshdeskJson.groupId(state.group)).name("tags").array();
    json.text(ticket.topic.tag()).endArray().field("spam", state.isSpam);
    json.field("deleted", state.isDeleted).field("is_escalated", state.isEscalated);
    json.field("fr_escalated", false).name("custom_fields");
    // Connectors turn the API's object into a list.
    if (ticket.number % 2 == 0) {
      json.object().field("cf_area", ticket.topic.tag()).end();
    } else {
      json.array().object().field("name", "cf_area").field("value", ticket.topic.tag());
      json.end().endArray();
    }
    json.name("stats").object();
    instant(json.name("first_responded_at"), state.respondedAt);
    instant(json.name("resolved_at"), state.resolvedAt);
    instant(json.name("closed_at"), state.closedAt);
    json.end();
  }

  private static void instant(JsonRow json, long at) {
    if (at == 0) {
      json.nothing();
    } else {
      json.instant(at, UTC);
    }
  }

  private void badTicket(Person person, Ticket ticket, State state) {
    boolean isNameless = part.chaos().chance(0.5);
    JsonRow json = tickets.json().object().name("id");
    if (isNameless) {
      json.nothing();
    } else {
      json.number(ticket.id() + 900_000_000L);
    }
    ticket(json, person, ticket, state);
    json.field("created_at", isNameless ? "2026-01-05T08:00:00Z" : "2026-02-30T08:00:00Z");
    json.name("updated_at").instant(ticket.createdAt, UTC).end();
    tickets.endBad(isNameless ? "missing_required" : "bad_type");
  }

  /** The same submission in each version: who changes the mind changes its code. */
  private void ratings(Person person, Ticket ticket, int responder) {
    ratings.record();
    TicketStep last = null;
    for (TicketStep step : ticket.steps) {
      if ("good".equals(step.rating) || "bad".equals(step.rating)) {
        if (last != null) {
          rating(person, ticket, responder, last, step.at);
        }
        last = step;
      }
    }
    if (last != null) {
      rating(person, ticket, responder, last, Feed.LAST);
    }
  }

  private void rating(Person person, Ticket ticket, int responder, TicketStep step, long next) {
    Draw draw = Draw.of(part.company().options().seed(), "freshdesk".hashCode(), ticket.id());
    int good = GOOD[draw.weighted(GOOD_WEIGHTS)];
    int code = step.rating.equals("good") ? good : BAD[draw.below(BAD.length)];
    if (ratings.version(step.at, next)) {
      rating(person, ticket, 7_000_000_000L + ticket.id(), responder, step, code);
      ratings.end();
    }
    if (ratings.bad(step.at)) {
      rating(person, ticket, 7_900_000_000L + ticket.id(), responder, step, 42);
      ratings.endBad("out_of_scale");
    }
  }

  private void rating(
      Person person, Ticket ticket, long id, int responder, TicketStep step, int code) {
    JsonRow json = ratings.json().object().field("id", id).field("survey_id", SURVEY_ID);
    json.field("ticket_id", ticket.id()).field("user_id", FreshdeskJson.contactId(person));
    json.field("agent_id", FreshdeskJson.agentId(Math.max(0, responder)));
    json.field("feedback", code < 0 ? "This took too long." : null).name("ratings");
    if (ticket.number % 2 == 0) {
      json.object().field("default_question", code).end();
    } else {
      json.array().object().field("question", "default_question").field("value", code);
      json.end().endArray();
    }
    FreshdeskJson.stamps(json, step.at, step.at);
  }

  private static int priority(String priority) {
    return switch (priority) {
      case "low" -> 1;
      case "normal" -> 2;
      case "high" -> 3;
      default -> 4;
    };
  }

  private static int source(String channel) {
    return switch (channel) {
      case "email" -> 1;
      case "web" -> 2;
      case "voice" -> 3;
      case "chat" -> 7;
      default -> 6;
    };
  }
}
