package io.cxwarehouse.observe;

import static org.apache.spark.sql.functions.col;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.engine.OpsTables;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Publications;
import io.cxwarehouse.engine.Warehouse;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What {@code ops} says after a night.
 *
 * @param publication what readers get
 * @param lastGood when a run ended with exit code 0
 * @param newest the highest date that was run
 * @param checks of the night, those that found something
 */
record Facts(
    Optional<Publication> publication,
    Optional<Instant> lastGood,
    Optional<LocalDate> newest,
    List<Offence> checks) {
  static final Facts NONE =
      new Facts(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  /** A check that found rows. */
  record Offence(String table, String check, String severity, String description) {}

  static Facts of(Warehouse warehouse, Optional<String> runId) {
    Tables tables = warehouse.tables();
    SparkSession session = warehouse.newSession();
    List<Row> runs = tables.rows(session, OpsTables.RUN);
    return new Facts(
        Publications.load(session, tables).current(),
        runs.stream()
            .filter(run -> Integer.valueOf(ExitCode.OK.code()).equals(run.getAs("exit_code")))
            .map(run -> run.<Timestamp>getAs("finished_at"))
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(Timestamp::toInstant),
        runs.stream()
            .map(run -> run.<Date>getAs("as_of"))
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(Date::toLocalDate),
        runId.map(id -> offences(session, tables, id)).orElse(List.of()));
  }

  private static List<Offence> offences(SparkSession session, Tables tables, String runId) {
    Tables.State state = tables.state(session, OpsTables.CHECK_RESULT);
    if (!state.exists()) {
      return List.of();
    }
    return tables
        .read(session, OpsTables.CHECK_RESULT, state.version())
        .where(col("run_id").equalTo(runId).and(col("offences").gt(0)))
        .select("table", "check_name", "severity", "description")
        .orderBy("table", "check_name")
        .collectAsList()
        .stream()
        .map(r -> new Offence(r.getString(0), r.getString(1), r.getString(2), r.getString(3)))
        .toList();
  }
}
