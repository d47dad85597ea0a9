package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.TableId;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weekly upkeep: files and logs do not grow with the nights, and no number changes. */
class MaintenanceTest extends UpkeepCase {
  private static final int NIGHTS = 6;
  private static final int KEPT = 3;
  private static final List<String> WITHOUT_VALUE = List.of("silver.orders", "gold.kpi_turnover");

  /** So late that no reader of the nights before can be reading still. */
  private static Instant later() {
    return Instant.now().plus(Duration.ofDays(8));
  }

  private Engine kept() {
    return opened("kept", "maintain.keep-publications=" + KEPT);
  }

  private MaintenanceReport maintain(boolean isTrial) {
    return new Maintenance(kept().warehouse(), RunListener.NONE, later()).run(isTrial);
  }

  /** A table that others wait for does not catch up for some nights. */
  @Override
  void prepare() throws IOException {
    for (int night = 0; night < NIGHTS; night++) {
      deliverNight(night);
      night(PLAIN, night, night < 3 ? ONLY : WITHOUT_VALUE);
    }
  }

  @BeforeEach
  void copyWarehouse() throws IOException {
    copy(PLAIN, "kept");
  }

  private void both(int night) throws IOException {
    deliverNight(night);
    night("kept", night, ONLY);
    night(PLAIN, night, ONLY);
    assertSame("kept", PLAIN);
  }

  @Test
  void nightsWithMaintenanceEqualNightsWithoutIt() throws IOException {
    long nextRun = kept().warehouse().state().nextRunNumber();
    List<String> published = stored("kept", TURNOVER);
    MaintenanceReport trial = maintain(true);
    assertThat(kept().warehouse().state().nextRunNumber()).isEqualTo(nextRun);
    MaintenanceReport done = maintain(false);
    assertThat(done.tables()).allMatch(table -> table.fault().isEmpty());
    assertThat(removed(done)).isEqualTo(removed(trial));
    assertThat(of(done, OpsTables.RUN).removed().files()).isPositive();
    assertThat(of(done, OpsTables.STEP_RUN).compacted().files()).isGreaterThanOrEqualTo(5);
    assertThat(of(done, ORDERS).compacted().isNone()).isFalse();
    assertThat(files("kept", ORDERS)).hasSizeLessThan(files(PLAIN, ORDERS).size());
    assertThat(stored("kept", TURNOVER)).isEqualTo(published);
    assertThat(kept().examine()).isEmpty();
    for (int night = NIGHTS; night < NIGHTS + KEPT; night++) {
      both(night);
    }
    long before = count("kept", ORDERS, ".parquet");
    maintain(false);
    assertThat(count("kept", ORDERS, ".parquet")).isLessThan(before);

    // Those that may be shown again can be, and the others cannot.
    List<Publication> all =
        kept().publications().all().stream()
            .filter(one -> !one.id().startsWith(RunState.MAINTENANCE))
            .toList();
    assertThat(kept().faults(all.get(0))).isNotEmpty();
    for (Publication one : all.subList(all.size() - KEPT, all.size())) {
      assertThat(kept().faults(one)).as(one.id()).isEmpty();
    }
    Publication shown = kept().showAgain(all.get(all.size() - KEPT).id(), RunListener.NONE);
    assertThat(stored("kept", BALANCE)).isNotEmpty();
    assertThat(kept().publications().current()).contains(shown);

    // The last night goes back behind the maintenance that followed it, and comes again.
    int last = NIGHTS + KEPT - 1;
    RollbackReport back = kept().rollback(Optional.empty(), false, RunListener.NONE);
    assertThat(back.runs()).anyMatch(id -> id.startsWith(FIRST.plusDays(last).toString()));
    night("kept", last, ONLY);
    assertSame("kept", PLAIN);
  }

  @Test
  void killedAnywhereItAndNightsGoOn() throws IOException {
    int night = NIGHTS;
    both(night++);
    boolean isDone = false;
    for (int commits = 0; !isDone; commits += 2) {
      DyingLogStore.dieAfter(commits, commits % 4 == 0);
      try {
        isDone = maintain(false).tables().stream().allMatch(table -> table.fault().isEmpty());
      } catch (Exception e) { // the log store's is checked, and Delta does not declare it
        assertThat(e).hasStackTraceContaining("this run is dead");
      }
      DyingLogStore.revive();
      assertThat(kept().warehouse().state().halfTakenBack()).isEmpty();
      assertSame("kept", PLAIN);
      if (commits == 4) {
        both(night++);
      }
    }
    assertThat(maintain(false).tables()).allMatch(table -> table.compacted().isNone());
    both(night);
  }

  @Test
  void recordsOfOldRunsBecomeTotalsOnce() throws IOException {
    String totals =
        "SELECT `table`, count(*), sum(rows_inserted), sum(rows_updated) FROM ops.step_run"
            + " WHERE run_id LIKE '%\\_1' OR run_id LIKE '%\\_2' GROUP BY 1 ORDER BY 1";
    String expected = kept().query(totals).collectAsList().toString();
    long restated = kept().query("SELECT * FROM ops.restatement").count();
    assertThat(restated).isPositive();
    DeltaTable.forPath(spark(), tableFolder("kept", OpsTables.RUN).toString())
        .update(
            functions.expr("run_number <= 2"),
            Map.of("started_at", functions.expr("started_at - INTERVAL 500 DAYS")));

    MaintenanceReport trial = maintain(true);
    assertThat(trial.expiredRuns()).isEqualTo(2);
    // It dies between the totals and the records that they are of.
    DyingLogStore.dieAfter(2, false);
    assertThatThrownBy(() -> maintain(false)).hasStackTraceContaining("this run is dead");
    DyingLogStore.revive();
    maintain(false);
    assertThat(kept().query(totals).count()).isZero();
    assertThat(
            kept()
                .query(
                    "SELECT `table`, sum(runs), sum(rows_inserted), sum(rows_updated) FROM"
                        + " ops.monthly_total GROUP BY 1 ORDER BY 1")
                .collectAsList()
                .toString())
        .isEqualTo(expected);
    assertThat(kept().query("SELECT * FROM ops.run").count()).isGreaterThan(3);
    maintain(false);
    assertThat(
            kept()
                .query("SELECT sum(runs) FROM ops.monthly_total WHERE `table` = 'silver.orders'")
                .collectAsList()
                .toString())
        .isEqualTo("[[2]]");
  }

  /**
   * Files and logs of many nights: {@code -Dcxw.nights=1000} takes half an hour. The number of
   * nights here is enough to see them stop growing: what is kept is that of five publications.
   */
  @Test
  void filesAndLogsStopGrowing() {
    List<Map<TableId, NightLoop.Size>> weeks = new ArrayList<>();
    new NightLoop(opened("loop", "maintain.keep-publications=5").warehouse())
        .run(Integer.getInteger("cxw.nights", 14), weeks::add);
    Map<TableId, NightLoop.Size> last = weeks.get(weeks.size() - 1);
    for (TableId table : NightLoop.TABLES) {
      assertThat(last.get(table).perPartition()).as("%s", table).isLessThan(15);
      assertThat(last.get(table).log()).as("%s", table).isLessThan(120);
    }
    assertThat(last.get(OpsTables.RUN).onDisk()).isLessThan(40);
  }

  private static List<Long> removed(MaintenanceReport report) {
    return report.tables().stream().map(table -> table.removed().files()).toList();
  }

  private static MaintenanceReport.Table of(MaintenanceReport report, TableId id) {
    return report.tables().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private long count(String warehouse, TableId table, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(tableFolder(warehouse, table))) {
      return all.filter(file -> file.toString().endsWith(ending)).count();
    }
  }
}
