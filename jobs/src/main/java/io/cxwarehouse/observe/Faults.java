package io.cxwarehouse.observe;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Reader;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.engine.StepResult;
import io.cxwarehouse.publish.Withheld;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * What is wrong after a night, and of what the night can tell whether it is: a run of some tables
 * says nothing of the others, and one that never began nothing of any.
 */
final class Faults {
  static final String RUN = "run";
  static final String HELD = "held";
  static final String PUBLISH = "publish";
  static final String TABLE = "table:";
  static final String CHECK = "check:";
  static final String FILES = "files:";
  static final String LATE = "late:";
  static final String ALERT = "alert:";
  static final String ALERTS = "observe/alerts.sql";
  private static final String REFUSED = "status/files_refused.sql";

  private final Outcome night;
  private final Map<String, Fault> now = new TreeMap<>();

  private Faults(Outcome night) {
    this.night = night;
  }

  /**
   * What the run itself says; whoever waits for the lock of another one has nothing to tell.
   *
   * @param checks of the run
   */
  static Faults of(Outcome night, List<Facts.Offence> checks) {
    Faults faults = new Faults(night);
    if (night.exitCode() != ExitCode.LOCKED) {
      faults.run();
      night.report().ifPresent(report -> faults.steps(report, checks));
    }
    return faults;
  }

  /**
   * Adds what stands in the tables: refused files, and alerts of the scorecard that readers see.
   */
  Faults with(Engine engine) {
    if (night.report().isPresent()) {
      Reader reader = engine.reader();
      rows(reader, "ops.ingested_file", REFUSED).forEach(this::refused);
      rows(reader, "gold.kpi_scorecard", ALERTS)
          .forEach(row -> alert(row, Withheld.of(engine.warehouse().definitions()).kpis()));
    }
    return this;
  }

  private static List<Row> rows(Reader reader, String table, String query) {
    return reader.isReadable(TableId.of(table))
        ? reader.query(Resource.text(query)).collectAsList()
        : List.of();
  }

  Map<String, Fault> now() {
    return now;
  }

  /** Whether a fault that lasted until this night would have been found by it. */
  boolean isJudged(String key) {
    if (night.exitCode() == ExitCode.LOCKED) {
      return false;
    }
    if (key.startsWith(LATE)) {
      return night.late().isPresent();
    }
    if (key.equals(PUBLISH)) {
      return night.sent().isPresent();
    }
    if (key.equals(HELD)) {
      return night.report().filter(report -> !report.isNothingNew()).isPresent();
    }
    if (key.startsWith(TABLE) || key.startsWith(CHECK)) {
      String table = key.split(":", -1)[1];
      return night.report().stream()
          .flatMap(report -> report.steps().stream())
          .anyMatch(
              step ->
                  step.table().toString().equals(table)
                      && step.status() != StepResult.Status.BLOCKED);
    }
    return night.report().isPresent();
  }

  private void run() {
    night
        .late()
        .ifPresent(
            late ->
                late.forEach(
                    (source, text) ->
                        add(
                            LATE + source,
                            "Source "
                                + source
                                + " is late: "
                                + text
                                + (night.exitCode() == ExitCode.MISSING_DELIVERY
                                    ? ". The run waits for it, or for another one: nothing was"
                                        + " taken in"
                                    : ""))));
    if (night.report().isEmpty() && night.exitCode() != ExitCode.MISSING_DELIVERY) {
      add(
          RUN,
          "The run ended with exit code "
              + night.exitCode().code()
              + ": "
              + night.problem().orElse(""));
    }
    night.held().ifPresent(reason -> add(HELD, "Nothing new was published: " + reason));
    night
        .sent()
        .flatMap(Outcome.Sent::problem)
        .ifPresent(
            problem ->
                add(PUBLISH, "Readers outside of the warehouse have older numbers: " + problem));
  }

  private void steps(RunReport report, List<Facts.Offence> checks) {
    for (StepResult step : report.steps()) {
      if (step.status() == StepResult.Status.FAILED) {
        add(
            TABLE + step.table(),
            step.table() + " could not be computed; it and what follows it stand as before");
      }
    }
    for (Facts.Offence check : checks) {
      if (check.severity().equals("fail")) {
        add(
            CHECK + check.table() + ":" + check.check(),
            "Check "
                + check.check()
                + " of "
                + check.table()
                + " failed ("
                + check.description()
                + "); the table stands as before");
      }
    }
  }

  /** Names of files may name persons: source and entity are told, and how many. */
  private void refused(Row row) {
    String[] parts = row.getString(0).split("/", -1);
    String of = parts.length > 2 ? parts[0] + "/" + parts[1] : parts[0];
    add(FILES + of, "Files of " + of + " are refused: `cxw status` names them");
  }

  /** Numbers of few employees do not leave the warehouse, alerts about them neither. */
  void alert(Row row, Set<String> withheld) {
    String kpi = row.getAs("kpi");
    if (!withheld.contains(kpi)) {
      add(
          ALERT + kpi,
          "KPI %s: %s news since %s, %s"
              .formatted(
                  kpi,
                  row.getAs("alert_direction"),
                  row.getAs("alert_since"),
                  row.getAs("alert_reason")));
    }
  }

  private void add(String key, String text) {
    now.put(key, new Fault(key, text));
  }
}
