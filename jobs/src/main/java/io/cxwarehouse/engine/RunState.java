package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What earlier runs left in {@code ops}. */
record RunState(List<Row> runs, Ledger ledger, IntakeLog intakeLog) {
  private static final int MOST_AT_ONCE = 50_000;

  static RunState load(SparkSession spark, Tables tables) {
    return new RunState(
        rows(spark, tables, OpsLog.RUN),
        Ledger.of(rows(spark, tables, OpsLog.LEDGER)),
        IntakeLog.of(ingested(spark, tables)));
  }

  static List<Row> rows(SparkSession spark, Tables tables, TableId table) {
    Tables.State state = tables.state(spark, table);
    return state.exists() ? tables.read(spark, table, state.version()).collectAsList() : List.of();
  }

  /** Of very many files row by row, since the log itself is much smaller than all its rows. */
  private static Iterator<Row> ingested(SparkSession spark, Tables tables) {
    TableId table = OpsLog.INGESTED_FILE;
    return tables.state(spark, table).exists() && tables.count(spark, table) > MOST_AT_ONCE
        ? tables.read(spark, table, tables.state(spark, table).version()).toLocalIterator()
        : rows(spark, tables, table).iterator();
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
