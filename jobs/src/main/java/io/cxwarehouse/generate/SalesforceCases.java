package io.cxwarehouse.generate;

import io.cxwarehouse.generate.TicketStep.Actor;

/** Tickets that live in the CRM: cases, their field history and their comments. */
final class SalesforceCases {
  static final String UTC = ".000Z";
  private static final long STEPS_PER_CASE = 128;

  private final Part part;
  private final Feed cases;
  private final Feed history;
  private final Feed comments;
  private long lines;

  SalesforceCases(Part part) {
    this.part = part;
    this.cases =
        part.feed(
            "case",
            EntityFormat.csv(
                "Id,CaseNumber,ContactId,AccountId,OwnerId,Status,Priority,Origin,Subject,Type,"
                    + "IsClosed,IsEscalated,ClosedDate,IsDeleted,CreatedDate,SystemModstamp"),
            true);
    this.history =
        part.feed(
            "case_history",
            EntityFormat.csv("Id,CaseId,Field,OldValue,NewValue,CreatedById,CreatedDate"),
            true);
    this.comments =
        part.feed(
            "case_comment",
            EntityFormat.csv(
                "Id,ParentId,IsPublished,CommentBody,CreatedById,CreatedDate,IsDeleted,"
                    + "SystemModstamp"),
            true);
  }

  /** A case as it stands after some steps. */
  private static final class State {
    String status;
    String priority;
    String owner;
    boolean isEscalated;
    boolean isDeleted;
    long closedAt;
  }

  void write(Person person, Ticket ticket) {
    String id = SalesforceId.of("500", ticket.id());
    lines = ticket.id() * STEPS_PER_CASE;
    State state = new State();
    state.priority = priority(ticket.priority);
    state.owner = "00G" + SalesforceId.of("00G", ticket.topic.group()).substring(3);
    cases.record();
    for (int i = 0; i < ticket.steps.size(); i++) {
      TicketStep step = ticket.steps.get(i);
      if (step.rating != null) {
        continue;
      }
      apply(id, person, step, state, i == 0);
      boolean isLast = i + 1 == ticket.steps.size();
      if (cases.version(step.at, isLast ? Feed.LAST : ticket.steps.get(i + 1).at)) {
        row(id, person, ticket, step.at, state);
        cases.end();
      }
    }
    if (cases.bad(ticket.createdAt)) {
      boolean isShort = part.chaos().chance(0.5);
      row(
          isShort ? SalesforceId.of("500", 800_000_000L + ticket.id()) : null,
          person,
          ticket,
          ticket.createdAt,
          state);
      if (isShort) {
        cases.raw().put(",one field too many");
      }
      cases.endBad(isShort ? "malformed_row" : "missing_required");
    }
  }

  private void apply(String id, Person person, TicketStep step, State state, boolean isOpening) {
    // A contact answers by mail: the CRM's mail user writes the comment down for them.
    String author =
        step.actor == Actor.CUSTOMER ? person.contactId() : userId(Math.max(0, step.agent));
    if (isOpening) {
      change(id, "created", null, null, author, step.at);
    }
    if (step.status != null) {
      if (step.status.equals("deleted")) {
        state.isDeleted = true;
      } else {
        String before = state.status;
        state.status = status(step.status);
        if (!isOpening && !state.status.equals(before)) {
          change(id, "Status", before, state.status, author, step.at);
        }
        state.closedAt = step.status.equals("closed") ? step.at : 0;
      }
    }
    if (step.priority != null) {
      String before = state.priority;
      state.priority = priority(step.priority);
      if (!before.equals(state.priority)) {
        change(id, "Priority", before, state.priority, author, step.at);
      }
    }
    if (step.assignee != TicketStep.NOBODY) {
      String owner = userId(step.assignee);
      // History tells an owner twice: by name and by id.
      String name = part.company().agents().get(step.assignee).name();
      change(id, "Owner", null, name, author, step.at);
      change(id, "Owner", state.owner, owner, author, step.at);
      state.owner = owner;
    }
    state.isEscalated |= "escalated".equals(step.tag);
    if (step.comment != null && !isOpening) {
      comment(id, step, author);
    }
  }

  private void change(String id, String field, String before, String after, String by, long at) {
    lines++;
    if (history.record().version(at, Feed.LAST)) {
      CsvRow row = history.csv().text(SalesforceId.of("017", lines)).text(id).text(field);
      row.text(before).text(after).text(by).instant(at, UTC);
      history.end();
    }
    if (history.bad(at)) {
      CsvRow row = history.csv().empty().text(id).text(field);
      row.text(before).text(after).text(by).instant(at, UTC);
      history.endBad("missing_required");
    }
  }

  private void comment(String id, TicketStep step, String author) {
    lines++;
    if (comments.record().version(step.at, Feed.LAST)) {
      CsvRow row = comments.csv().text(SalesforceId.of("00a", lines)).text(id);
      row.flag(step.isPublic).text(step.comment).text(author).instant(step.at, UTC).flag(false);
      row.instant(step.at, UTC);
      comments.end();
    }
  }

  private void row(String id, Person person, Ticket ticket, long at, State state) {
    CsvRow row = cases.csv().text(id);
    cases.raw().put(',').padded(ticket.id(), 8);
    row.text(person.contactId()).text(person.accountId()).text(state.owner);
    row.text(state.status).text(state.priority).text(origin(ticket.channel));
    row.text(ticket.topic.subject()).text(ticket.topic.type()).flag(state.closedAt > 0);
    row.flag(state.isEscalated);
    if (state.closedAt > 0) {
      row.instant(state.closedAt, UTC);
    } else {
      row.empty();
    }
    row.flag(state.isDeleted).instant(ticket.createdAt, UTC).instant(at, UTC);
  }

  private static String status(String status) {
    return switch (status) {
      case "new" -> "New";
      case "open" -> "Working";
      case "pending" -> "Waiting on Customer";
      case "hold" -> "On Hold";
      case "solved" -> "Solved";
      default -> "Closed";
    };
  }

  private static String priority(String priority) {
    return switch (priority) {
      case "low" -> "Low";
      case "normal" -> "Medium";
      case "high" -> "High";
      default -> "Critical";
    };
  }

  private static String origin(String channel) {
    return switch (channel) {
      case "email" -> "Email";
      case "web" -> "Web";
      case "chat" -> "Chat";
      case "voice" -> "Phone";
      default -> "Facebook";
    };
  }

  static String userId(int agent) {
    return SalesforceId.of("005", agent);
  }
}
