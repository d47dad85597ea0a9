package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The dates of which there is a scorecard. */
final class ScorecardDates {
  private static final int SHOWN_DATES = 10;

  private ScorecardDates() {}

  /**
   * The date that was asked for, or the publication's, or the newest where that has no rows.
   *
   * @param asked null: none was
   */
  static LocalDate choose(Dataset<Row> scores, LocalDate asked, Optional<LocalDate> published) {
    List<LocalDate> days = of(scores);
    if (days.isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          "The scorecard has no rows.",
          "no night has been run since it is there",
          "Run `cxw run`, and look at `cxw status`.");
    }
    LocalDate newest = days.get(days.size() - 1);
    LocalDate day = asked != null ? asked : published.filter(days::contains).orElse(newest);
    if (!days.contains(day)) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no scorecard as of " + day + ".",
          "it is published as of " + listed(days),
          "Name one of these dates with --date, or run the date: `cxw run --date " + day + "`.");
    }
    return day;
  }

  /** All dates of rows, in order. */
  static List<LocalDate> of(Dataset<Row> scores) {
    return scores.select("as_of_date").distinct().collectAsList().stream()
        .map(row -> row.getDate(0).toLocalDate())
        .sorted()
        .toList();
  }

  /** The newest of them, and how many there are if that is not all. */
  static String listed(List<LocalDate> days) {
    List<LocalDate> last = days.subList(Math.max(0, days.size() - SHOWN_DATES), days.size());
    return (last.size() < days.size() ? days.size() + " dates, the newest of them " : "")
        + ScorecardChoice.listed(last);
  }

  /** The rows of a date, by KPI. */
  static List<Row> on(Dataset<Row> scores, LocalDate day) {
    return scores
        .where(functions.col("as_of_date").equalTo(Date.valueOf(day)))
        .orderBy("kpi")
        .collectAsList();
  }
}
