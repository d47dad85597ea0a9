package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** How the last nights that came to a good end went, from {@code ops}. */
final class EarlierRuns {
  private static final int MOST = 10;

  private EarlierRuns() {}

  /** None where they cannot be read: no run fails for want of a forecast. */
  static List<Forecast.Earlier> load(SparkSession session, Tables tables, RunState state) {
    try {
      return read(session, tables, state);
    } catch (Exception e) { // Spark's are partly checked, but not declared
      System.getLogger(EarlierRuns.class.getName())
          .log(System.Logger.Level.WARNING, "earlier runs cannot be read: {0}", e.getMessage());
      return List.of();
    }
  }

  private static List<Forecast.Earlier> read(SparkSession session, Tables tables, RunState state) {
    Map<String, Row> runs =
        nights(state.standing()).stream()
            .collect(Collectors.toMap(run -> run.getAs("run_id"), run -> run));
    Tables.State steps = tables.state(session, OpsTables.STEP_RUN);
    if (runs.isEmpty() || !steps.exists()) {
      return List.of();
    }
    Map<String, Map<TableId, Forecast.Step>> of = new TreeMap<>();
    tables
        .read(session, OpsTables.STEP_RUN, steps.version())
        .where(col("run_id").isin(runs.keySet().toArray()))
        .select("run_id", "table", "mode", "seconds")
        .collectAsList()
        .forEach(
            row ->
                of.computeIfAbsent(row.getString(0), id -> new TreeMap<>())
                    .put(
                        TableId.of(row.getString(1)),
                        new Forecast.Step(
                            How.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                            row.getDouble(3))));
    List<Forecast.Earlier> earlier = new ArrayList<>();
    of.forEach(
        (id, done) -> earlier.add(new Forecast.Earlier(RunState.seconds(runs.get(id)), done)));
    return earlier;
  }

  /** The last of them: repairs and other upkeep say nothing of how long a night takes. */
  static List<Row> nights(List<Row> runs) {
    return runs.stream()
        .filter(RunState::isOfADate)
        .filter(EarlierRuns::isGood)
        .sorted(Comparator.comparingLong(RunState::number).reversed())
        .limit(MOST)
        .toList();
  }

  private static boolean isGood(Row run) {
    Integer code = run.getAs("exit_code");
    return code != null
        && (code == ExitCode.OK.code() || code == ExitCode.REFUSED.code())
        && run.getAs("started_at") != null
        && run.getAs("finished_at") != null;
  }
}
