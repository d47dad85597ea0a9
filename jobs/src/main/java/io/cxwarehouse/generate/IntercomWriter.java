package io.cxwarehouse.generate;

import io.cxwarehouse.generate.TicketStep.Actor;

/** The messenger on the web site: conversations and their parts, times in seconds since 1970. */
final class IntercomWriter implements SourceWriter {
  private static final long STEPS_PER_CONVERSATION = 128;
  private static final long FIRST_ADMIN = 5_000_001;

  private final Part part;
  private final Feed conversations;
  private final Feed parts;

  IntercomWriter(Part part) {
    this.part = part;
    this.conversations = part.feed("conversations", EntityFormat.intercomPages(), true);
    this.parts = part.feed("conversation_parts", EntityFormat.lines(), true);
  }

  /** A conversation as it stands after some steps; instants are 0 where there is none. */
  private static final class State {
    String state = "open";
    int admin = TicketStep.NOBODY;
    boolean isPriority;
    int parts;
    int reopens;
    long repliedAt;
    long firstClosedAt;
    long closedAt;
    int rating;
    long ratedAt;
    long rerated;
  }

  @Override
  public void company() {
    // Admins are not exported.
  }

  @Override
  public void customer(CustomerLife life) {
    for (Ticket ticket : life.tickets()) {
      if (ticket.home == Ticket.Home.INTERCOM) {
        write(life.person(), ticket);
      }
    }
  }

  private static String contactId(Person person) {
    return String.format("64c0%020x", person.number());
  }

  private static String conversationId(Ticket ticket) {
    return String.valueOf(215_000_000_000L + ticket.id());
  }

  private void write(Person person, Ticket ticket) {
    State state = new State();
    state.isPriority = ticket.priority.equals("urgent");
    conversations.record();
    for (int i = 0; i < ticket.steps.size(); i++) {
      TicketStep step = ticket.steps.get(i);
      String type = i == 0 ? null : partType(step, state);
      if (type != null) {
        part(person, ticket, step, i, type);
      }
      apply(ticket, step, type, state, i == 0);
      long next = i + 1 == ticket.steps.size() ? Feed.LAST : ticket.steps.get(i + 1).at;
      if (conversations.version(step.at, next)) {
        conversation(person, ticket, conversationId(ticket), step.at, state);
        conversations.end();
      }
    }
    if (conversations.bad(ticket.createdAt)) {
      badConversation(person, ticket, state);
    }
  }

  /**
   * A step makes one part at most; what Intercom does not know (closed after solved) makes none.
   */
  private static String partType(TicketStep step, State before) {
    if (step.rating != null || "closed".equals(step.status)) {
      return null;
    }
    if ("solved".equals(step.status) || "deleted".equals(step.status)) {
      return "close";
    }
    if ("hold".equals(step.status)) {
      return "snoozed";
    }
    if (before.state.equals("snoozed") && step.actor == Actor.AGENT) {
      return "unsnoozed";
    }
    if (step.assignee != TicketStep.NOBODY) {
      return "assignment";
    }
    return step.comment == null ? null : step.isPublic ? "comment" : "note";
  }

  private void apply(Ticket ticket, TicketStep step, String type, State state, boolean isOpening) {
    state.parts += type == null ? 0 : 1;
    state.admin = step.assignee == TicketStep.NOBODY ? state.admin : step.assignee;
    boolean isComment = "comment".equals(type) || ("close".equals(type) && step.comment != null);
    if (!isOpening && step.actor == Actor.AGENT && isComment && state.repliedAt == 0) {
      state.repliedAt = step.at;
    }
    if ("close".equals(type)) {
      state.state = "closed";
      state.closedAt = step.at;
      state.firstClosedAt = state.firstClosedAt == 0 ? step.at : state.firstClosedAt;
    } else if ("snoozed".equals(type)) {
      state.state = "snoozed";
    } else if ("unsnoozed".equals(type)
        || ("comment".equals(type) && step.actor == Actor.CUSTOMER)) {
      state.reopens += state.state.equals("closed") ? 1 : 0;
      state.state = "open";
    }
    if ("good".equals(step.rating) || "bad".equals(step.rating)) {
      Draw draw = Draw.of(part.company().options().seed(), "intercom".hashCode(), ticket.id());
      int good = draw.chance(0.7) ? 5 : draw.chance(0.7) ? 4 : 3;
      state.rating = step.rating.equals("good") ? good : draw.between(1, 2);
      state.rerated = state.ratedAt == 0 ? 0 : step.at;
      state.ratedAt = state.ratedAt == 0 ? step.at : state.ratedAt;
    }
  }

  private void part(Person person, Ticket ticket, TicketStep step, int number, String type) {
    long id = ticket.id() * STEPS_PER_CONVERSATION + number;
    if (parts.record().version(step.at, Feed.LAST)) {
      JsonRow json = parts.json().object().field("type", "conversation_part");
      json.field("id", String.valueOf(id)).field("conversation_id", conversationId(ticket));
      part(json, person, step, type);
      parts.end();
    }
    if (parts.bad(step.at)) {
      JsonRow json = parts.json().object();
      json.field("id", String.valueOf(id + STEPS_PER_CONVERSATION / 2));
      boolean isCut = part.chaos().chance(0.5);
      if (isCut) {
        json.field("conversation_id", conversationId(ticket)).name("author").object();
      } else {
        part(json.name("conversation_id").nothing(), person, step, type);
      }
      parts.endBad(isCut ? "malformed_row" : "missing_required");
    }
  }

  private static void part(JsonRow json, Person person, TicketStep step, String type) {
    boolean isSilent = type.equals("assignment") || type.endsWith("snoozed");
    json.field("part_type", type).field("body", isSilent ? null : step.comment);
    author(json.name("author"), person, step);
    json.name("assigned_to");
    if (type.equals("assignment")) {
      json.object().field("type", "admin");
      json.field("id", String.valueOf(FIRST_ADMIN + step.assignee)).end();
    } else {
      json.nothing();
    }
    json.field("redacted", false).field("created_at", step.at).field("updated_at", step.at).end();
  }

  private static void author(JsonRow json, Person person, TicketStep step) {
    json.object();
    if (step.actor == Actor.CUSTOMER) {
      json.field("type", "user").field("id", contactId(person));
      json.field("email", person.supportEmail());
    } else {
      json.field("type", "admin");
      json.field("id", String.valueOf(FIRST_ADMIN + Math.max(0, step.agent)));
    }
    json.end();
  }

  private void conversation(Person person, Ticket ticket, String id, long updatedAt, State state) {
    JsonRow json = conversations.json().object().field("type", "conversation").field("id", id);
    json.field("created_at", ticket.createdAt).field("updated_at", updatedAt);
    conversation(json, person, ticket, state);
    rating(json.name("conversation_rating"), person, state.rating, state);
    json.end();
  }

  private static void conversation(JsonRow json, Person person, Ticket ticket, State state) {
    json.field("title", ticket.topic.subject()).field("state", state.state);
    json.field("open", state.state.equals("open"));
    json.field("priority", state.isPriority ? "priority" : "not_priority").name("source").object();
    json.field("type", "conversation").field("delivered_as", "customer_initiated");
    json.field("body", ticket.steps.get(0).comment).name("author");
    author(json, person, ticket.steps.get(0));
    json.end().name("contacts").object().field("type", "contact.list").name("contacts").array();
    json.object().field("type", "contact").field("id", contactId(person)).end().endArray().end();
    json.name("admin_assignee_id");
    if (state.admin == TicketStep.NOBODY) {
      json.nothing();
    } else {
      json.number(FIRST_ADMIN + state.admin);
    }
    json.name("team_assignee_id").quoted(7_001 + ticket.topic.group());
    json.name("tags").object().name("tags").array().endArray().end();
    json.name("statistics").object().field("type", "conversation_statistics");
    instant(json.name("first_admin_reply_at"), state.repliedAt);
    instant(json.name("first_close_at"), state.firstClosedAt);
    instant(json.name("last_close_at"), state.closedAt);
    json.field("count_reopens", state.reopens).field("count_conversation_parts", state.parts);
    json.end();
  }

  private static void instant(JsonRow json, long at) {
    if (at == 0) {
      json.nothing();
    } else {
      json.number(at);
    }
  }

  private static void rating(JsonRow json, Person person, int rating, State state) {
    if (rating == 0) {
      json.nothing();
      return;
    }
    json.object().field("rating", rating).field("remark", rating < 3 ? "Too slow." : null);
    json.field("created_at", state.ratedAt).name("updated_at");
    instant(json, state.rerated);
    json.name("contact").object().field("type", "contact").field("id", contactId(person)).end();
    json.end();
  }

  /** Without an id, without a time, or rated beyond the scale. */
  private void badConversation(Person person, Ticket ticket, State state) {
    int kind = part.chaos().below(3);
    String id = String.valueOf(216_000_000_000L + ticket.id());
    JsonRow json = conversations.json().object().field("id", kind == 0 ? null : id);
    json.field("created_at", kind == 1 ? "soon" : String.valueOf(ticket.createdAt));
    conversation(json.field("updated_at", ticket.createdAt), person, ticket, state);
    if (kind == 2) {
      state.ratedAt = ticket.createdAt + 600;
      rating(json.name("conversation_rating"), person, 7, state);
    }
    json.end();
    conversations.endBad(
        switch (kind) {
          case 0 -> "missing_required";
          case 1 -> "bad_type";
          default -> "out_of_scale";
        });
  }
}
