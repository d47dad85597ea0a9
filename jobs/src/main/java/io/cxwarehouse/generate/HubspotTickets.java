package io.cxwarehouse.generate;

import io.cxwarehouse.generate.TicketStep.Actor;

/** HubSpot's tickets, which tell their last state only, and the answers to its feedback surveys. */
final class HubspotTickets {
  private static final String UTC = HubspotJson.UTC;
  private static final int DAY = 86_400;

  private final Part part;
  private final Feed tickets;
  private final Feed feedback;

  HubspotTickets(Part part) {
    this.part = part;
    this.tickets = part.feed("tickets", EntityFormat.hubspotPages("tickets"), true);
    this.feedback = part.feed("feedback_submissions", EntityFormat.lines(), true);
  }

  /** A ticket as it stands after some steps; instants are 0 where there is none. */
  private static final class State {
    int stage = 1;
    String priority;
    int owner = TicketStep.NOBODY;
    boolean isArchived;
    long repliedAt;
    long closedAt;
  }

  void write(Person person, Ticket ticket) {
    State state = new State();
    state.priority = ticket.priority;
    tickets.record();
    for (int i = 0; i < ticket.steps.size(); i++) {
      TicketStep step = ticket.steps.get(i);
      apply(step, state, i == 0);
      long next = i + 1 == ticket.steps.size() ? Feed.LAST : ticket.steps.get(i + 1).at;
      if (tickets.version(step.at, next)) {
        ticket(person, ticket, String.valueOf(ticket.id()), step.at, state);
        tickets.end();
      }
    }
    if (tickets.bad(ticket.createdAt)) {
      ticket(person, ticket, null, ticket.createdAt, state);
      tickets.endBad("missing_required");
    }
    if (ticket.solvedAt > 0) {
      effortSurvey(person, ticket);
    }
  }

  private static void apply(TicketStep step, State state, boolean isOpening) {
    if (step.status != null) {
      switch (step.status) {
        case "new" -> state.stage = 1;
        case "pending", "hold" -> state.stage = 2;
        case "open" -> state.stage = 3;
        case "deleted" -> state.isArchived = true;
        default -> {
          state.closedAt = state.stage == 4 ? state.closedAt : step.at;
          state.stage = 4;
        }
      }
    }
    state.priority = step.priority == null ? state.priority : step.priority;
    state.owner = step.assignee == TicketStep.NOBODY ? state.owner : step.assignee;
    boolean isReply = step.actor == Actor.AGENT && step.comment != null && step.isPublic;
    if (isReply && !isOpening && state.repliedAt == 0) {
      state.repliedAt = step.at;
    }
  }

  private void ticket(Person person, Ticket ticket, String id, long updatedAt, State state) {
    JsonRow json = tickets.json().object().field("id", id).name("properties").object();
    json.field("hs_pipeline", "0").field("hs_pipeline_stage", String.valueOf(state.stage));
    json.field("hs_ticket_priority", state.priority.toUpperCase(java.util.Locale.ROOT));
    json.field("subject", ticket.topic.subject()).field("source_type", source(ticket.channel));
    json.name("createdate").instant(ticket.createdAt, UTC);
    instant(json.name("closed_date"), state.closedAt);
    instant(json.name("first_agent_reply_date"), state.repliedAt);
    boolean isOwned = state.owner != TicketStep.NOBODY;
    json.field("hubspot_owner_id", isOwned ? String.valueOf(61_001 + state.owner) : null);
    json.field("hubspot_team_id", String.valueOf(601 + ticket.topic.group()));
    HubspotJson.close(json, ticket.createdAt, updatedAt, state.isArchived);
    json.name("associations").object();
    HubspotJson.link(json, "contacts", HubspotJson.contactId(person), "ticket_to_contact");
    json.end().end();
  }

  private static void instant(JsonRow json, long at) {
    if (at == 0) {
      json.nothing();
    } else {
      json.instant(at, UTC);
    }
  }

  private void effortSurvey(Person person, Ticket ticket) {
    Draw draw = stream("effort", ticket.id());
    if (!draw.chance(0.5)) {
      return;
    }
    long value = Math.round(5.3 + 1.4 * ticket.experience + draw.normal());
    long at = ticket.solvedAt + draw.between(3_600, 2 * DAY);
    submission(person, ticket, at, "CES", Math.max(1, Math.min(7, value)), ticket.id());
  }

  /** One survey two months after marketing won the customer. */
  void relationSurvey(Person person, long wonAt) {
    Draw draw = stream("relation", person.number());
    long at = wonAt + 60L * DAY + draw.below(DAY);
    if (draw.chance(0.5)) {
      long value = Math.round(8.2 + 1.2 * person.mood() + draw.normal());
      long id = 500_000_000L + person.number();
      submission(person, null, at, "NPS", Math.max(0, Math.min(10, value)), id);
    }
  }

  private Draw stream(String purpose, long number) {
    return Draw.of(part.company().options().seed(), purpose.hashCode(), number);
  }

  private void submission(Person person, Ticket ticket, long at, String type, long value, long id) {
    if (feedback.record().version(at, Feed.LAST)) {
      submission(person, ticket, at, type, value, String.valueOf(1_000_000_000L + id));
      feedback.end();
    }
    if (feedback.bad(at)) {
      boolean isNameless = part.chaos().chance(0.5);
      String badId = isNameless ? null : String.valueOf(2_000_000_000L + id);
      submission(person, ticket, at, type, 11, badId);
      feedback.endBad(isNameless ? "missing_required" : "out_of_scale");
    }
  }

  private void submission(
      Person person, Ticket ticket, long at, String type, long value, String id) {
    JsonRow json = feedback.json().object().field("id", id).name("properties").object();
    json.field("hs_survey_type", type).field("hs_survey_channel", "EMAIL");
    json.field("hs_value", String.valueOf(value)).name("hs_createdate").instant(at, UTC);
    json.name("hs_submission_timestamp").instant(at, UTC);
    json.field("hs_sentiment", value > 6 ? "HAPPY" : "UNHAPPY");
    HubspotJson.close(json, at, at, false);
    json.name("associations").object();
    HubspotJson.link(json, "contacts", HubspotJson.contactId(person), "feedback_to_contact");
    if (ticket != null) {
      HubspotJson.link(json, "tickets", ticket.id(), "feedback_to_ticket");
    }
    json.end().end();
  }

  private static String source(String channel) {
    return switch (channel) {
      case "email" -> "EMAIL";
      case "web" -> "FORM";
      case "chat" -> "CHAT";
      case "voice" -> "PHONE";
      default -> "FACEBOOK";
    };
  }
}
