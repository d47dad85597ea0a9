package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run that ought not to have been: it is refused, or taken back without a trace in tables. */
class RollbackTest extends NightCase {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  private static final LocalDate SLIP = LocalDate.of(2062, 3, 3);
  private static final List<String> ONLY = List.of("silver.orders", "silver.order_value");
  private static final String HEADER = "order_id,customer_id,ordered_at,amount,currency,type\n";

  @AfterEach
  void revive() {
    DyingLogStore.revive();
  }

  @Test
  void aRunOfTheFarFutureIsRefusedAndOneThatWasForcedIsTakenBack() throws IOException {
    deliver("billing/orders/2026-03-02/a.csv", HEADER + "O-1,C-1,2026-03-01,10.00,EUR,sale\n");
    run(engine("mended"), FIRST, List.of("silver.orders"));
    assertThatThrownBy(() -> engine("mended").run(RunOptions.of(SLIP), RunListener.NONE))
        .isInstanceOfSatisfying(
            CxwException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(e).hasMessageContaining("2062-03-03").hasMessageContaining("2026-03-02");
            });

    // Files that are not right yet, a rejected row, and a table that was not there before.
    deliver("billing/orders/2026-03-03/b.csv", HEADER + "O-1,C-1,2026-03-01,99.00,EUR,sale\n");
    deliver("billing/orders/2026-03-03/c.csv", HEADER + "O-9,C-1,2026-03-01,none,EUR,sale\n");
    engine("mended").run(new RunOptions(SLIP, ONLY, false, true), RunListener.NONE);
    assertThat(amounts()).isEqualTo("[[99.0]]");

    RollbackReport plan = engine("mended").rollback(Optional.empty(), true, RunListener.NONE);
    assertThat(plan.runs()).containsExactly("2062-03-03_2");
    assertThat(plan.versions())
        .containsEntry(TableId.of("silver.order_value"), Optional.empty())
        .containsEntry(TableId.of("bronze.billing_orders"), Optional.of(0L));
    assertThat(amounts()).isEqualTo("[[99.0]]");

    // It dies on the way: nothing may go on from there but the same command.
    DyingLogStore.dieAfter(2, false);
    assertThatThrownBy(() -> engine("mended").rollback(Optional.empty(), false, RunListener.NONE))
        .hasStackTraceContaining("this run is dead");
    DyingLogStore.revive();
    assertThatThrownBy(() -> run(engine("mended"), FIRST.plusDays(1), ONLY))
        .hasMessageContaining("cxw rollback");
    RollbackReport done = engine("mended").rollback(Optional.empty(), false, RunListener.NONE);
    assertThat(done.asOf()).contains(FIRST);
    assertThat(folder.resolve("mended/silver/order_value")).doesNotExist();
    assertThat(amounts()).isEqualTo("[[10.0]]");
    assertThat(
            engine("mended")
                .query("SELECT DISTINCT run_id FROM ops.step_run ORDER BY 1")
                .collectAsList()
                .toString())
        .as("what was said of the run stays")
        .isEqualTo("[[2026-03-02_1], [2062-03-03_2]]");

    // From here on it is as if that run had never been.
    deliver("billing/orders/2026-03-03/b.csv", HEADER + "O-2,C-1,2026-03-02,20.00,EUR,sale\n");
    LocalDate next = FIRST.plusDays(1);
    run(engine("mended"), next, ONLY);
    run(engine("never"), next, ONLY);
    assertThat(engine("mended").warehouse().state().tableAsOf(next)).isEqualTo(next);
    assertSameTables(engine("mended"), engine("never"), ONLY, next);
    for (String table : List.of("bronze.billing_orders", "ops.rejected_record")) {
      assertThat(text("mended", table)).isEqualTo(text("never", table)).isNotEmpty();
    }

    // Of what is but a shortcut, nothing needs to come back.
    TableId folders = OpsTables.LANDING_FOLDER;
    String path = engine("mended").warehouse().tables().path(folders);
    long now = engine("mended").warehouse().tables().state(spark(), folders).version();
    Set<String> old =
        new TreeSet<>(
            List.of(
                spark()
                    .read()
                    .format("delta")
                    .option("versionAsOf", now - 1)
                    .load(path)
                    .inputFiles()));
    old.removeAll(List.of(spark().read().format("delta").load(path).inputFiles()));
    assertThat(old).isNotEmpty();
    for (String file : old) {
      Files.delete(Path.of(URI.create(file)));
    }
    assertThat(engine("mended").rollback(Optional.empty(), true, RunListener.NONE).versions())
        .containsEntry(folders, Optional.empty());

    // What is gone cannot come back.
    assertThatThrownBy(
            () -> engine("mended").rollback(Optional.of("2062-03-03_2"), false, RunListener.NONE))
        .hasMessageContaining("does not stand");
    TableSpec erasure = engine("mended").warehouse().definitions().table(OpsTables.ERASURE).spec();
    spark()
        .createDataFrame(
            List.of(RowFactory.create("e", 99L, "completed", null, null, null, null, null)),
            erasure.schema())
        .write()
        .format("delta")
        .save(folder.resolve("mended/ops/erasure").toString());
    assertThatThrownBy(() -> engine("mended").rollback(Optional.empty(), false, RunListener.NONE))
        .hasMessageContaining("erased");
  }

  private String amounts() {
    return engine("mended")
        .query("SELECT CAST(amount AS DOUBLE) FROM silver.orders")
        .collectAsList()
        .toString();
  }

  private List<String> text(String warehouse, String table) {
    return rows(engine(warehouse), TableId.of(table))
        .drop("_ingested_run", "run_id")
        .collectAsList()
        .stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }
}
