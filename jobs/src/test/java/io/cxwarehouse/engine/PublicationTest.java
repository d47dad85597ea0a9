package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What readers get: one set after another, none twice, and an earlier one again on demand. */
class PublicationTest extends NightCase {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  private static final List<String> ONLY = List.of("silver.orders", "silver.order_value");
  private static final String HEADER = "order_id,customer_id,ordered_at,amount,currency,type\n";
  private static final TableId ORDERS = TableId.of("silver.orders");

  @AfterEach
  void revive() {
    DyingLogStore.revive();
  }

  @Test
  void anEarlierPublicationIsShownAgainUntilTheNextRunPublishes() throws IOException {
    night(FIRST, "1");
    night(FIRST.plusDays(1), "2");
    assertThat(orders()).isEqualTo("[[O-1], [O-2]]");
    assertThat(ids()).containsExactly("2026-03-02_1", "2026-03-03_2");

    // The same set is not published again.
    run(engine("w"), FIRST.plusDays(1), ONLY);
    assertThat(ids()).containsExactly("2026-03-02_1", "2026-03-03_2");

    Publication shown = engine("w").showAgain("2026-03-02_1", RunListener.NONE);
    assertThat(shown.id()).isEqualTo("publication_4");
    assertThat(orders()).isEqualTo("[[O-1]]");
    assertThat(engine("w").publications().current()).contains(shown);
    assertThat(engine("w").publications().firstOf(shown))
        .map(Publication::id)
        .contains("2026-03-02_1");
    assertThat(shown.asOf()).contains(FIRST);
    // Once more: nothing.
    assertThat(engine("w").showAgain("2026-03-02_1", RunListener.NONE)).isEqualTo(shown);
    assertThat(engine("w").warehouse().state().nextRunNumber()).isEqualTo(5);

    // Tables stand where they stood, so the next night goes on from there, and publishes.
    night(FIRST.plusDays(2), "3");
    assertThat(orders()).isEqualTo("[[O-1], [O-2], [O-3]]");

    // To a younger one, and a run that is taken back takes its publication with it.
    engine("w").showAgain("2026-03-03_2", RunListener.NONE);
    assertThat(orders()).isEqualTo("[[O-1], [O-2]]");
    engine("w").rollback(Optional.empty(), false, RunListener.NONE);
    assertThat(orders()).as("what was shown before the run").isEqualTo("[[O-1]]");
    assertThatThrownBy(() -> engine("w").showAgain("2026-03-04_5", RunListener.NONE))
        .hasMessageContaining("taken back");
    assertThatThrownBy(() -> engine("w").showAgain("2026-03-09_9", RunListener.NONE))
        .hasMessageContaining("cxw publication list");
  }

  @Test
  void aSetOfWhichFilesAreGoneIsRefusedAndNothingChanges() throws IOException {
    night(FIRST, "1");
    Set<Path> first = dataFiles();
    deliver("billing/orders/2026-03-03/2.csv", HEADER + "O-1,C-1,2026-03-01,11.00,EUR,sale\n");
    run(engine("w"), FIRST.plusDays(1), ONLY);
    for (Path file : first) {
      Files.delete(file);
    }
    Publication before = engine("w").publications().current().orElseThrow();
    assertThatThrownBy(() -> engine("w").showAgain("2026-03-02_1", RunListener.NONE))
        .isInstanceOfSatisfying(
            CxwException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(e)
                  .hasMessageContaining("silver.orders at version 0: files of it are gone");
            });
    assertThat(engine("w").publications().current()).contains(before);
    assertThat(engine("w").faults(before)).isEmpty();
  }

  @Test
  void aRunThatDiedBeforeIsStillTakenUp() throws IOException {
    night(FIRST, "1");
    night(FIRST.plusDays(1), "2");
    deliver("billing/orders/2026-03-04/3.csv", line("3"));
    DyingLogStore.dieAfter(6, false);
    assertThatThrownBy(() -> run(engine("w"), FIRST.plusDays(2), ONLY))
        .satisfies(e -> assertThat(engine("w").publications().all()).hasSize(2));
    DyingLogStore.revive();
    engine("w").showAgain("2026-03-02_1", RunListener.NONE);
    assertThat(engine("w").warehouse().state().hasUnrecorded()).isTrue();
    run(engine("w"), FIRST.plusDays(2), ONLY);
    assertThat(orders()).isEqualTo("[[O-1], [O-2], [O-3]]");
    assertThat(
            engine("w")
                .query(
                    "SELECT DISTINCT run_id FROM ops.step_run WHERE `table` = 'silver.orders' AND"
                        + " rows_inserted = 1 ORDER BY 1")
                .collectAsList()
                .toString())
        .as("what the dead run did is told")
        .isEqualTo("[[2026-03-02_1], [2026-03-03_2], [2026-03-04_3]]");
  }

  private void night(LocalDate day, String order) throws IOException {
    deliver("billing/orders/" + day + "/" + order + ".csv", line(order));
    run(engine("w"), day, ONLY);
  }

  private static String line(String order) {
    return HEADER + "O-" + order + ",C-1,2026-03-01,10.00,EUR,sale\n";
  }

  private String orders() {
    return engine("w")
        .query("SELECT replace(order_id, 'billing:') FROM silver.orders ORDER BY 1")
        .collectAsList()
        .toString();
  }

  private List<String> ids() {
    return engine("w").publications().all().stream().map(Publication::id).toList();
  }

  private Set<Path> dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(engine("w").warehouse().tables().path(ORDERS)))) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .collect(Collectors.toSet());
    }
  }
}
