package io.cxwarehouse.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.engine.Engine;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What belongs to a record is its owner's: whom its latest version names. */
class RecordOwnerTest extends ErasureCase {

  @Test
  void theHistoryOfATicketThatWasAnothersByMistakeStays() throws IOException {
    users("owner");
    deliver("owner", "zendesk/tickets/2026-03-02/a.json", ticket("77", ANN, "2026-03-01", "new"));
    night("owner", FIRST);
    deliver(
        "owner",
        "zendesk/tickets/2026-03-03/b.json",
        ticket("77", BOB, "2026-03-02", "solved"),
        ticket("78", ANN, "2026-03-02", "solved"));
    deliver(
        "owner",
        "zendesk/ticket_audits/2026-03-03/b.json",
        audit("1", "77", BOB, "it is broken"),
        requesterChange("2", "77", AGENT, ANN, BOB),
        audit("3", "77", AGENT, "mended"),
        audit("4", "78", AGENT, "Dear Ann"));
    Engine engine = night("owner", SECOND);
    erase(engine, "source_id,zendesk:" + ANN);

    assertThat(ids(engine, "tickets")).containsExactly("77");
    assertThat(ids(engine, "ticket_audits")).containsExactly("1", "2", "3", "9");
    assertThat(
            engine
                .query("SELECT events FROM bronze.zendesk_ticket_audits WHERE id = 2")
                .first()
                .getString(0))
        .contains("\"value\":\"9102\"", "\"previous_value\":null");

    // Her version is delivered once more, alone and with more of the history.
    deliver("owner", "zendesk/tickets/2026-03-04/c.json", ticket("77", ANN, "2026-03-01", "new"));
    deliver(
        "owner", "zendesk/ticket_audits/2026-03-04/c.json", audit("5", "77", AGENT, "and closed"));
    night("owner", THIRD);
    assertThat(ids(engine, "ticket_audits")).containsExactly("1", "2", "3", "5", "9");
  }

  @Test
  void whatCameBeforeItsRecordGoesWithIt() throws IOException {
    users("late");
    night("late", FIRST);
    erase(engine("late", Map.of()), "source_id,zendesk:" + ANN);
    deliver(
        "late",
        "zendesk/ticket_audits/2026-03-03/b.json",
        audit("11", "90", AGENT, "Dear Ann Lee of Elm Road"),
        audit("12", "70", AGENT, "Dear Bob"));
    Engine engine = night("late", SECOND);
    assertThat(ids(engine, "ticket_audits")).containsExactly("11", "12", "9");
    deliver("late", "zendesk/tickets/2026-03-04/c.json", ticket("90", ANN, "2026-03-03", "open"));
    night("late", THIRD);
    assertThat(ids(engine, "ticket_audits")).containsExactly("12", "9");
    assertThat(
            texts(
                engine,
                "SELECT concat(max_by(rows, run_number), ' ', max_by(suppressed, run_number))"
                    + " FROM ops.ingested_file WHERE path LIKE '%audits%/b.json'"))
        .containsExactly("1 1");

    // More of it later, and in a night in which nothing else comes.
    deliver(
        "late", "zendesk/ticket_audits/2026-03-05/d.json", audit("13", "90", AGENT, "Dear Ann"));
    night("late", THIRD.plusDays(1));
    assertThat(ids(engine, "ticket_audits")).containsExactly("12", "9");
  }

  @Test
  void aCorrectedFileGivesTheTicketBackWithItsHistory() throws IOException {
    users("given");
    night("given", FIRST);
    erase(engine("given", Map.of()), "source_id,zendesk:" + ANN);
    deliver("given", "zendesk/tickets/2026-03-03/b.json", ticket("95", ANN, "2026-03-03", "open"));
    deliver(
        "given",
        "zendesk/ticket_audits/2026-03-03/b.json",
        audit("21", "95", BOB, "it is broken"),
        audit("22", "95", AGENT, "mended"),
        audit("23", "95", ANN, "I add a word"));
    Engine engine = night("given", SECOND);
    assertThat(ids(engine, "tickets")).isEmpty();
    assertThat(ids(engine, "ticket_audits")).containsExactly("9");

    deliver(
        "given", "zendesk/tickets/2026-03-03/b.json", ticket("95", BOB, "2026-03-03", "solved"));
    night("given", THIRD);
    assertThat(ids(engine, "tickets")).containsExactly("95");
    assertThat(ids(engine, "ticket_audits")).containsExactly("21", "22", "9");
    deliver("given", "zendesk/ticket_audits/2026-03-05/d.json", audit("24", "95", AGENT, "closed"));
    night("given", THIRD.plusDays(1));
    assertThat(ids(engine, "ticket_audits")).containsExactly("21", "22", "24", "9");
  }

  @Test
  void theLatestVersionSaysWhoseARecordIsAndNotTheOneThatComesLast() throws IOException {
    users("order");
    deliver("order", "zendesk/tickets/2026-03-02/a.json", ticket("96", BOB, "2026-03-01", "new"));
    deliver("order", "zendesk/ticket_audits/2026-03-02/b.json", audit("31", "96", BOB, "broken"));
    night("order", FIRST);
    erase(engine("order", Map.of()), "source_id,zendesk:" + ANN);

    // Bob's ticket becomes hers: it goes whole, and with it what came before.
    deliver("order", "zendesk/tickets/2026-03-03/b.json", ticket("96", ANN, "2026-03-03", "open"));
    Engine engine = night("order", SECOND);
    assertThat(ids(engine, "tickets")).isEmpty();
    assertThat(ids(engine, "ticket_audits")).containsExactly("9");

    // An earlier version of his comes late.
    deliver("order", "zendesk/tickets/2026-03-04/c.json", ticket("96", BOB, "2026-03-02", "open"));
    night("order", THIRD);
    assertThat(ids(engine, "tickets")).isEmpty();
    assertThat(ids(engine, "ticket_audits")).containsExactly("9");

    // And his again by a later one.
    deliver(
        "order", "zendesk/tickets/2026-03-05/d.json", ticket("96", BOB, "2026-03-04", "solved"));
    night("order", THIRD.plusDays(1));
    assertThat(texts(engine, "SELECT status FROM bronze.zendesk_tickets"))
        .containsExactly("new", "open", "solved");
    assertThat(ids(engine, "ticket_audits")).containsExactly("31", "9");
  }
}
