package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.DamagedLog;
import io.cxwarehouse.delta.Examination;
import io.cxwarehouse.delta.Purge;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A damaged table that is to be repaired, with what that needs.
 *
 * @param followers the table, where it is computed, and all that follows it and is there
 * @param state what earlier runs left
 */
record RepairCase(
    Warehouse warehouse,
    SparkSession session,
    RunListener listener,
    Instant started,
    Lock lock,
    RunState state,
    TableId table,
    Set<TableId> followers,
    Damage damage) {

  Examination examination() {
    return new Examination(warehouse.tables(), session);
  }

  /** Of a run that computes the table, and says that it repairs. */
  RunOptions options(LocalDate asOf) {
    return RunOptions.of(asOf, List.of(table.toString())).by("repair");
  }

  RunOptions options() {
    return options(state.tableAsOf(LocalDate.MIN));
  }

  /** The run that repairs. */
  Run begin(Optional<Mending> mending) {
    return Run.begin(warehouse, options(), listener, started, state, lock, mending);
  }

  boolean exists() {
    return warehouse.tables().state(session, table).exists();
  }

  /** Brings the log back to where it can be read; what it held is said to be lost before. */
  boolean setLogAside(Run run) {
    run.lost(table);
    return new DamagedLog(warehouse.tables(), session, table, aside()).setAside(damage.log());
  }

  private Path aside() {
    return new Path(Purge.aside(warehouse.tables()), table + "/" + state.nextRunNumber());
  }

  /**
   * @param files of the landing folder
   * @param dates whose rows are computed as known today
   * @param run null: nothing was computed
   */
  RepairReport report(List<String> files, List<LocalDate> dates, RunReport run) {
    return new RepairReport(
        damage.all(),
        files,
        dates,
        damage.isLogWhole() ? Optional.empty() : Optional.of(aside().toString()),
        Optional.ofNullable(run));
  }
}
