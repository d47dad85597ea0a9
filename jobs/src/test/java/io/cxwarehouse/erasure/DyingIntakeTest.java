package io.cxwarehouse.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.engine.DyingLogStore;
import io.cxwarehouse.engine.Engine;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A night dies while it leaves out an erased person's records: the same command completes it. */
class DyingIntakeTest extends ErasureCase {

  @AfterEach
  void revive() {
    DyingLogStore.revive();
  }

  /** Her ticket is left out, and a comment of the night before deleted; the log has neither. */
  @Test
  void whatWasDeletedIsWrittenDown() throws IOException {
    users("deleted");
    night("deleted", FIRST);
    Engine engine = engine("deleted", Map.of());
    erase(engine, "source_id,zendesk:" + ANN);
    deliver(
        "deleted",
        "zendesk/ticket_audits/2026-03-03/b.json",
        audit("11", "90", AGENT, "Dear Ann Lee"),
        audit("12", "70", AGENT, "Dear Bob"));
    night("deleted", SECOND);
    deliver(
        "deleted", "zendesk/tickets/2026-03-04/c.json", ticket("90", ANN, "2026-03-03", "open"));
    // The run's own row, the list, comments.
    dieAfter(3, "deleted", THIRD);
    assertThat(ids(engine, "ticket_audits")).containsExactly("12", "9");
    night("deleted", THIRD);
    assertThat(ids(engine, "ticket_audits")).containsExactly("12", "9");
    assertThat(
            texts(
                engine,
                "SELECT concat(max_by(rows, run_number), ' ', max_by(suppressed, run_number))"
                    + " FROM ops.ingested_file WHERE path LIKE '%audits%/b.json'"))
        .containsExactly("1 1");
  }

  /** Bob's ticket became hers: its key is written down, and what came before is still there. */
  @Test
  void whatIsToBeDeletedGoes() throws IOException {
    users("kept");
    deliver("kept", "zendesk/tickets/2026-03-02/a.json", ticket("96", BOB, "2026-03-01", "new"));
    deliver("kept", "zendesk/ticket_audits/2026-03-02/b.json", audit("31", "96", BOB, "broken"));
    night("kept", FIRST);
    Engine engine = engine("kept", Map.of());
    erase(engine, "source_id,zendesk:" + ANN);
    deliver("kept", "zendesk/tickets/2026-03-03/b.json", ticket("96", ANN, "2026-03-03", "open"));
    dieAfter(2, "kept", SECOND);
    assertThat(ids(engine, "ticket_audits")).containsExactly("31", "9");
    night("kept", SECOND);
    assertThat(texts(engine, "SELECT id FROM bronze.zendesk_tickets")).isEmpty();
    assertThat(ids(engine, "ticket_audits")).containsExactly("9");
  }

  /** Her ticket turns out to be Bob's: it is taken in, and its key still on the list. */
  @Test
  void whatIsSomebodyElsesIsGivenBack() throws IOException {
    users("given");
    night("given", FIRST);
    Engine engine = engine("given", Map.of());
    erase(engine, "source_id,zendesk:" + ANN);
    deliver("given", "zendesk/tickets/2026-03-03/b.json", ticket("95", ANN, "2026-03-03", "open"));
    deliver("given", "zendesk/ticket_audits/2026-03-03/b.json", audit("21", "95", BOB, "broken"));
    night("given", SECOND);
    assertThat(ids(engine, "ticket_audits")).containsExactly("9");
    deliver(
        "given", "zendesk/tickets/2026-03-04/c.json", ticket("95", BOB, "2026-03-04", "solved"));
    // The run's own row, tickets, comments, the log of files.
    dieAfter(4, "given", THIRD);
    assertThat(texts(engine, "SELECT kind FROM ops.suppression")).contains("record");
    night("given", THIRD);
    assertThat(ids(engine, "ticket_audits")).containsExactly("21", "9");
    assertThat(texts(engine, "SELECT kind FROM ops.suppression")).doesNotContain("record");
    deliver("given", "zendesk/ticket_audits/2026-03-05/d.json", audit("22", "95", AGENT, "closed"));
    night("given", THIRD.plusDays(1));
    assertThat(ids(engine, "ticket_audits")).containsExactly("21", "22", "9");
  }

  private void dieAfter(int commits, String name, LocalDate date) {
    DyingLogStore.dieAfter(commits, false);
    try {
      night(name, date);
      throw new AssertionError("the run did not die");
    } catch (Exception e) { // Delta lets checked ones through
      assertThat(e).hasStackTraceContaining("this run is dead");
    } finally {
      DyingLogStore.revive();
    }
  }
}
