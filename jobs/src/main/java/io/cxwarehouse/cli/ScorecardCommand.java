package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Reader;
import io.cxwarehouse.explain.Settling;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
  private static final int WIDTH = 80;

  @Mixin private ScorecardOptions which = new ScorecardOptions();

  @Option(
      names = "--window",
      paramLabel = "NAME",
      defaultValue = "28d",
      description = "day, 7d, 28d, 90d, month or quarter (default: ${DEFAULT-VALUE}).")
  private String window;

  @Mixin private DocumentFormat format = new DocumentFormat();

  @Override
  ExitCode execute() {
    ScorecardChoice choice = ScorecardChoice.of(window, which.segment);
    Settings settings = common.settings();
    SparkSession spark = SparkSessions.start(settings);
    Engine engine = new Engine(spark, settings);
    Reader reader = engine.reader();
    Dataset<Row> all = reader.query(Resource.text("scorecard/scores.sql"));
    Optional<Publication> publication = reader.publications().current();
    LocalDate day = ScorecardDates.choose(all, which.date, publication.flatMap(Publication::asOf));
    List<Row> ofDay = ScorecardDates.on(all, day);
    List<Row> rows = choice.from(ofDay);
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
    List<ScorecardRow> days =
        choice.daysOf(ofDay).stream().map(row -> ScorecardRow.of(row, minN)).toList();
    new ScorecardText(shown, days, window, width(), Ansi.AUTO).print(out());
    publication.ifPresent(
        one -> printMoving(Settling.of(engine, one, day, window).values(), shown));
    return ExitCode.OK;
  }

  private void printMoving(Collection<Settling> settlings, List<ScorecardRow> shown) {
    List<Settling> moving =
        settlings.stream()
            .filter(SettlingText::isMoving)
            .filter(one -> shown.stream().anyMatch(row -> row.kpi().equals(one.kpi())))
            .toList();
    if (!moving.isEmpty()) {
      out().println();
      out().println("STILL MOVING, as late deliveries come in");
      moving.forEach(one -> out().println(one.kpi() + ": " + SettlingText.of(one)));
    }
  }

  /** Of the terminal, which bin/cxw and the shell tell. */
  private static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : WIDTH;
  }
}
