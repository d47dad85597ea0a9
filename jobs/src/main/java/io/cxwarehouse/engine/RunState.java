package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What earlier runs left in {@code ops}. */
record RunState(List<Row> runs, Ledger ledger, IntakeLog intakeLog) {

  static RunState load(SparkSession spark, Tables tables) {
    return new RunState(
        rows(spark, tables, OpsLog.RUN),
        Ledger.of(rows(spark, tables, OpsLog.LEDGER)),
        IntakeLog.of(rows(spark, tables, OpsLog.INGESTED_FILE)));
  }

  static List<Row> rows(SparkSession spark, Tables tables, TableId table) {
    Tables.State state = tables.state(spark, table);
    return state.exists() ? tables.read(spark, table, state.version()).collectAsList() : List.of();
  }

  /** The last run that began; one that died has no exit code. */
  Optional<Row> last() {
    return runs.stream().max(Comparator.comparingLong(row -> row.<Long>getAs("run_number")));
  }

  /** Above every run that began, dead ones too: their commits' numbers must not come again. */
  long nextRunNumber() {
    return runs.stream().mapToLong(row -> row.<Long>getAs("run_number")).max().orElse(0) + 1;
  }

  /** The highest as_of ever run, this one included. */
  LocalDate tableAsOf(LocalDate asOf) {
    return runs.stream()
        .map(row -> row.<Date>getAs("as_of").toLocalDate())
        .reduce(asOf, (a, b) -> a.isAfter(b) ? a : b);
  }
}
