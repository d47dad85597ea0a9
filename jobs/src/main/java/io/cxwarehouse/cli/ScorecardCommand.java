package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the scorecard. */
@Command(
    name = "scorecard",
    description = {
      "Shows the scorecard by pillar, as published: each KPI with its change, what it was counted",
      "of, the interval of its value, target and benchmark. KPIs that are known by month only are",
      "shown with their month. In colours on a terminal, unless NO_COLOR is set.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw scorecard --conf my.conf",
      "  cxw scorecard --conf my.conf --date 2026-03-31 --window quarter --segment country=DE",
      "  cxw scorecard --conf my.conf --format json     all digits, one JSON document a KPI"
    })
final class ScorecardCommand extends CxwSubcommand {
  private static final String ROWS =
      "SELECT s.*, k.unit, k.statistic, k.period, k.direction, k.definition FROM gold.kpi_scorecard s"
          + " JOIN gold.dim_kpi k ON k.kpi = s.kpi";

  private static final int SHOWN_DATES = 10;
  private static final int WIDTH = 80;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      converter = RunChoice.IsoDate.class,
      description = "The scorecard as of this date (default: that of the publication).")
  private LocalDate date;

  @Option(
      names = "--window",
      paramLabel = "NAME",
      defaultValue = "28d",
      description = "day, 7d, 28d, 90d, month or quarter (default: ${DEFAULT-VALUE}).")
  private String window;

  @Option(
      names = "--segment",
      paramLabel = "NAME=VALUE",
      defaultValue = "all=all",
      description = "Only what is of this value of a column, such as country=DE (default: all).")
  private String segment;

  @Mixin private DocumentFormat format = new DocumentFormat();

  @Override
  ExitCode execute() {
    ScorecardChoice choice = ScorecardChoice.of(window, segment);
    Settings settings = common.settings();
    SparkSession spark = SparkSessions.start(settings);
    Engine engine = new Engine(spark, settings);
    Dataset<Row> all = engine.query(ROWS);
    Optional<Publication> publication = engine.publications().current();
    LocalDate day = day(all, publication.flatMap(Publication::asOf));
    List<Row> rows = choice.from(of(all, day));
    if (format.isJson()) {
      publication.ifPresent(one -> events().phase(one.named()));
      rows.forEach(row -> out().println(row.json()));
      return ExitCode.OK;
    }
    out().println("Scorecard as of " + day + ", " + choice);
    publication.ifPresent(one -> out().println(one.named()));
    out().println("amounts in " + settings.warehouse().reportingCurrency());
    int minN = settings.scorecard().minN();
    List<ScorecardRow> shown = rows.stream().map(row -> ScorecardRow.of(row, minN)).toList();
    new ScorecardText(shown, window, width(), Ansi.AUTO).print(out());
    return ExitCode.OK;
  }

  /** The date that was asked for, or the publication's, or the newest where that has no rows. */
  private LocalDate day(Dataset<Row> all, Optional<LocalDate> published) {
    List<LocalDate> days =
        all.select("as_of_date").distinct().collectAsList().stream()
            .map(row -> row.getDate(0).toLocalDate())
            .sorted()
            .toList();
    if (days.isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          "The scorecard has no rows.",
          "no night has been run since it is there",
          "Run `cxw run`, and look at `cxw status`.");
    }
    LocalDate newest = days.get(days.size() - 1);
    LocalDate day = date != null ? date : published.filter(days::contains).orElse(newest);
    if (!days.contains(day)) {
      List<LocalDate> last = days.subList(Math.max(0, days.size() - SHOWN_DATES), days.size());
      throw new CxwException(
          ExitCode.USAGE,
          "There is no scorecard as of " + day + ".",
          "it is published as of "
              + (last.size() < days.size() ? days.size() + " dates, the newest of them " : "")
              + ScorecardChoice.listed(last),
          "Name one of these dates with --date, or run the date: `cxw run --date " + day + "`.");
    }
    return day;
  }

  private static List<Row> of(Dataset<Row> all, LocalDate day) {
    return all.where(functions.col("as_of_date").equalTo(Date.valueOf(day)))
        .orderBy("kpi")
        .collectAsList();
  }

  /** Of the terminal, which bin/cxw and the shell tell. */
  private static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : WIDTH;
  }
}
