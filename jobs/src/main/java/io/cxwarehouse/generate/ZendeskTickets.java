package io.cxwarehouse.generate;

import io.cxwarehouse.generate.TicketStep.Actor;
import java.util.ArrayList;
import java.util.List;

/**
 * Tickets, their audits and their ratings. A ticket is exported in each delivery in which it
 * changed; an audit once.
 */
final class ZendeskTickets {
  private static final String UTC = ZendeskJson.UTC;
  private static final long STEPS_PER_TICKET = 128;
  private static final long SYSTEM = -1;
  private static final long FORM_ID = 40_001;

  private final Part part;
  private final Feed tickets;
  private final Feed audits;
  private final Feed ratings;

  ZendeskTickets(Part part) {
    this.part = part;
    this.tickets = part.feed("tickets", EntityFormat.zendeskPages("tickets"), true);
    this.audits = part.feed("ticket_audits", EntityFormat.lines(), true);
    this.ratings =
        part.feed("satisfaction_ratings", EntityFormat.zendeskPages("satisfaction_ratings"), true);
  }

  /** A ticket as it stands after some steps. */
  private static final class State {
    String status;
    String priority;
    int assignee = TicketStep.NOBODY;
    int group;
    String rating = "unoffered";
    long schedule;
    final List<String> tags = new ArrayList<>();
  }

  void write(Person person, Ticket ticket) {
    State state = new State();
    state.priority = ticket.priority;
    state.group = ticket.topic.group();
    state.tags.add(ticket.topic.tag());
    tickets.record();
    for (int i = 0; i < ticket.steps.size(); i++) {
      TicketStep step = ticket.steps.get(i);
      long next = i + 1 == ticket.steps.size() ? Feed.LAST : ticket.steps.get(i + 1).at;
      boolean isSeen = audits.record().version(step.at, Feed.LAST);
      if (isSeen) {
        audits.json().object().field("id", ticket.id() * STEPS_PER_TICKET + i + 1);
        audit(person, ticket, step, state, i == 0);
        audits.end();
      }
      if (audits.bad(step.at)) {
        badAudit(ticket, step, i);
      }
      apply(ticket, step, state);
      if (tickets.version(step.at, next)) {
        ticket(person, ticket, step.at, state);
        tickets.end();
      }
    }
    if (tickets.bad(ticket.createdAt)) {
      tickets.json().object().name("id").nothing().field("status", "open").name("created_at");
      tickets.json().instant(ticket.createdAt, UTC).name("updated_at");
      tickets.json().instant(ticket.createdAt, UTC).end();
      tickets.endBad("missing_required");
    }
    ratings(person, ticket, state.assignee);
  }

  private void apply(Ticket ticket, TicketStep step, State state) {
    state.schedule = schedule(ticket, step, state);
    state.status = step.status == null ? state.status : step.status;
    state.priority = step.priority == null ? state.priority : step.priority;
    state.rating = step.rating == null ? state.rating : step.rating;
    if (step.tag != null && !state.tags.contains(step.tag)) {
      state.tags.add(step.tag);
    }
    if (step.assignee != TicketStep.NOBODY) {
      state.assignee = step.assignee;
      state.group = part.company().agents().get(step.assignee).group();
    }
  }

  private static long author(Person person, TicketStep step) {
    return switch (step.actor) {
      case CUSTOMER -> person.zendeskId();
      case AGENT -> ZendeskJson.agentId(step.agent);
      case SYSTEM -> SYSTEM;
    };
  }

  private void audit(
      Person person, Ticket ticket, TicketStep step, State before, boolean isOpening) {
    JsonRow json = audits.json().field("ticket_id", ticket.id());
    long author = author(person, step);
    json.name("created_at").instant(step.at, UTC).field("author_id", author);
    via(json, ticket, step);
    json.name("events").array();
    long event = (ticket.id() * STEPS_PER_TICKET + ticket.steps.indexOf(step)) * 8;
    if (step.comment != null) {
      json.object().field("id", ++event).field("type", "Comment").field("author_id", author);
      json.field("body", step.comment).field("public", step.isPublic).end();
    }
    if (isOpening) {
      create(json, ++event, "subject", ticket.topic.subject());
      create(json, ++event, "status", step.status);
      create(json, ++event, "priority", ticket.priority);
      create(json, ++event, "requester_id", String.valueOf(person.zendeskId()));
      schedule(json, ++event, null, schedule(ticket, step, before));
    } else {
      change(json, ++event, "status", before.status, step.status);
      change(json, ++event, "priority", before.priority, step.priority);
      change(json, ++event, "satisfaction_score", before.rating, step.rating);
      assign(json, ++event, before, step);
      long schedule = schedule(ticket, step, before);
      if (schedule != before.schedule) {
        schedule(json, ++event, String.valueOf(before.schedule), schedule);
      }
      if (step.tag != null) {
        String tags = String.join(" ", before.tags);
        change(json, ++event, "tags", tags, tags + " " + step.tag);
      }
    }
    json.endArray().end();
  }

  private static void via(JsonRow json, Ticket ticket, TicketStep step) {
    json.name("via").object();
    if (step.mergedTicket != 0) {
      json.field("channel", "system").name("source").object().name("from").object();
      json.name("ticket_ids").array().number(step.mergedTicket).endArray().end();
      json.field("rel", "merge").end();
    } else {
      boolean isStaff = step.actor == Actor.AGENT && !ticket.channel.equals("voice");
      String channel = isStaff ? "web" : ticket.channel;
      json.field("channel", step.actor == Actor.SYSTEM ? "rule" : channel);
    }
    json.end();
  }

  /** Calls are taken in the extended hours from the start, others once they are escalated. */
  private static long schedule(Ticket ticket, TicketStep step, State before) {
    boolean isExtended = ticket.channel.equals("voice") || "escalated".equals(step.tag);
    return isExtended || before.schedule == ZendeskRules.EXTENDED_HOURS_ID
        ? ZendeskRules.EXTENDED_HOURS_ID
        : Company.SCHEDULE_ID;
  }

  private static void schedule(JsonRow json, long id, String before, long after) {
    json.object().field("id", id).field("type", "ScheduleAssignment");
    json.field("previous_schedule_id", before);
    json.field("new_schedule_id", String.valueOf(after)).end();
  }

  private static void create(JsonRow json, long id, String field, String value) {
    json.object().field("id", id).field("type", "Create").field("field_name", field);
    json.field("value", value).end();
  }

  private static void change(JsonRow json, long id, String field, String before, String after) {
    if (after == null || after.equals(before)) {
      return;
    }
    json.object().field("id", id).field("type", "Change").field("field_name", field);
    json.field("value", after).field("previous_value", before).end();
  }

  private static void assign(JsonRow json, long id, State before, TicketStep step) {
    if (step.assignee == TicketStep.NOBODY) {
      return;
    }
    boolean isFirst = before.assignee == TicketStep.NOBODY;
    String previous = isFirst ? null : String.valueOf(ZendeskJson.agentId(before.assignee));
    String now = String.valueOf(ZendeskJson.agentId(step.assignee));
    change(json, id, "assignee_id", previous, now);
  }

  /** Half of the bad audits belong to no ticket, half are cut lines. */
  private void badAudit(Ticket ticket, TicketStep step, int number) {
    JsonRow json = audits.json().object();
    json.field("id", ticket.id() * STEPS_PER_TICKET + number + STEPS_PER_TICKET / 2);
    if (part.chaos().chance(0.5)) {
      json.name("created_at").instant(step.at, UTC).name("events").array().object();
      json.name("type");
      audits.endBad("malformed_row");
      return;
    }
    json.name("ticket_id").nothing().name("created_at").instant(step.at, UTC);
    json.field("author_id", SYSTEM).name("events").array().endArray().end();
    audits.endBad("missing_required");
  }

  private void ticket(Person person, Ticket ticket, long updatedAt, State state) {
    JsonRow json = tickets.json().object().field("id", ticket.id());
    json.field("url", "https://nordwind.zendesk.example/api/v2/tickets/" + ticket.id() + ".json");
    json.name("external_id").nothing();
    json.name("via").object().field("channel", ticket.channel).name("source").object();
    json.name("rel").nothing().end().end();
    json.field("type", ticket.topic.type()).field("subject", ticket.topic.subject());
    json.field("priority", state.priority).field("status", state.status);
    boolean byAgent = ticket.steps.get(0).actor == Actor.AGENT;
    long submitter = byAgent ? author(person, ticket.steps.get(0)) : person.zendeskId();
    json.field("requester_id", person.zendeskId()).field("submitter_id", submitter);
    json.name("assignee_id");
    if (state.assignee == TicketStep.NOBODY) {
      json.nothing();
    } else {
      json.number(ZendeskJson.agentId(state.assignee));
    }
    json.field("organization_id", person.organizationId());
    json.field("group_id", ZendeskJson.groupId(state.group));
    json.field("brand_id", ZendeskJson.brandId(person)).field("ticket_form_id", FORM_ID);
    json.name("tags").array();
    state.tags.forEach(json::text);
    json.endArray().name("custom_fields").array().object().field("id", 50_001);
    json.field("value", ticket.topic.tag()).end().endArray();
    rating(json.name("satisfaction_rating"), ticket, state);
    json.name("created_at").instant(ticket.createdAt, UTC);
    json.name("updated_at").instant(updatedAt, UTC).field("generated_timestamp", updatedAt + 7);
    json.end();
  }

  /** An object where somebody answered, a bare word otherwise: both occur in real exports. */
  private static void rating(JsonRow json, Ticket ticket, State state) {
    if (state.rating.equals("good") || state.rating.equals("bad")) {
      json.object().field("id", ratingId(ticket)).field("score", state.rating).end();
    } else {
      json.text(state.rating);
    }
  }

  private static long ratingId(Ticket ticket) {
    return 62_000_000_000L + ticket.id();
  }

  private void ratings(Person person, Ticket ticket, int assignee) {
    ratings.record();
    long offeredAt = 0;
    TicketStep last = null;
    for (TicketStep step : ticket.steps) {
      if (step.rating == null) {
        continue;
      }
      offeredAt = offeredAt == 0 ? step.at : offeredAt;
      if (last != null) {
        rating(person, ticket, assignee, offeredAt, last, step.at);
      }
      last = step;
    }
    if (last != null) {
      rating(person, ticket, assignee, offeredAt, last, Feed.LAST);
    }
  }

  private void rating(
      Person person, Ticket ticket, int assignee, long offeredAt, TicketStep step, long next) {
    if (ratings.version(step.at, next)) {
      JsonRow json = ratings.json().object().field("id", ratingId(ticket));
      json.field("ticket_id", ticket.id()).field("requester_id", person.zendeskId());
      json.field("assignee_id", ZendeskJson.agentId(Math.max(0, assignee)));
      json.field("score", step.rating);
      json.field("comment", step.rating.equals("bad") ? "This took too long." : null);
      ZendeskJson.stamps(json, offeredAt, step.at);
      ratings.end();
    }
    if (ratings.bad(step.at)) {
      JsonRow json = ratings.json().object().field("id", ratingId(ticket) + 9_000_000_000L);
      json.name("ticket_id").nothing().field("score", step.rating);
      ZendeskJson.stamps(json, offeredAt, step.at);
      ratings.endBad("missing_required");
    }
  }
}
