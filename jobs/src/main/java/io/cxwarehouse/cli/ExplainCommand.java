package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Spelling;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Reader;
import io.cxwarehouse.explain.Explainer;
import io.cxwarehouse.explain.Explanation;
import io.cxwarehouse.explain.Settling;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where a value of the scorecard comes from. */
@Command(
    name = "explain",
    description = {
      "Says where a value of the scorecard comes from: its definition, parts and interval, and the",
      "delivered rows behind it by source, entity and file. The value is counted again, from the",
      "rows of silver and gold that are counted.",
      "Only ids are written, no texts and no persons.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw explain nps --conf my.conf",
      "  cxw explain nps --date 2026-03-31 --window quarter --segment country=DE",
      "  cxw explain csat --rows --format csv > rows.csv    file and row of each delivered row",
      "  cxw explain backlog --why-changed                  what was restated, when and why"
    })
final class ExplainCommand extends CxwSubcommand {
  @Parameters(paramLabel = "KPI", description = "A KPI of the scorecard, such as nps.")
  private String kpi;

  @Mixin private ScorecardOptions which = new ScorecardOptions();

  @Option(
      names = "--window",
      paramLabel = "NAME",
      description =
          "day, 7d, 28d, 90d, month or quarter (default: 28d, or month if it has no other).")
  private String window;

  @Option(
      names = "--rows",
      description = "Also what is counted, and each delivered row: its id, file and row.")
  private boolean isByRow;

  @Option(
      names = "--why-changed",
      description = "Instead, what was restated of it: old, new, run and cause.")
  private boolean isWhyChanged;

  @Option(
      names = "--format",
      paramLabel = "text|json|csv",
      defaultValue = "text",
      description =
          "For people, one JSON document, or the last table as CSV (default: ${DEFAULT-VALUE}).")
  private ExplainFormat format;

  @Option(names = "--raw", description = "Write all digits of numbers also in text.")
  private boolean isRaw;

  @Override
  ExitCode execute() {
    ScorecardChoice.of("", which.segment);
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    Reader reader = engine.reader();
    Dataset<Row> scores = reader.query(Explainer.SCORES);
    Publication publication = reader.publications().current().orElseThrow();
    Explainer explainer = new Explainer(engine, settings, publication);
    Row score = score(scores, publication, explainer);
    ExplainText text =
        new ExplainText(
            score,
            publication,
            explainer.isRestated(score),
            settling(engine, publication, score),
            isRaw,
            out());
    if (format != ExplainFormat.TEXT) {
      events().phase(publication.named());
    }
    if (isWhyChanged) {
      text.restated(explainer.restated(score), format);
      return ExitCode.OK;
    }
    Optional<Explanation> explanation = Optional.empty();
    if (explainer.isNameable(score)) {
      explanation = Optional.of(explainer.explain(score));
    } else if (isByRow || format == ExplainFormat.CSV) {
      throw new CxwException(
          ExitCode.USAGE,
          "The rows of " + kpi + " are not named.",
          "they are answers of employees, who must not be told apart",
          "Leave --rows and CSV away to see its value, which stands for "
              + settings.privacy().minGroupSize()
              + " answers or more.");
    }
    text.print(explanation, isByRow, format);
    return ExitCode.OK;
  }

  /** Of the total: segments have too few of anything. */
  private static Optional<Settling> settling(Engine engine, Publication publication, Row score) {
    if (!score.getAs("segment_name").equals("all")) {
      return Optional.empty();
    }
    LocalDate day = score.<Date>getAs("as_of_date").toLocalDate();
    return Optional.ofNullable(
        Settling.of(engine, publication, day, score.getAs("window_name")).get(score.getAs("kpi")));
  }

  private Row score(Dataset<Row> scores, Publication publication, Explainer explainer) {
    LocalDate day = ScorecardDates.choose(scores, which.date, publication.asOf());
    List<Row> rows = ScorecardDates.on(scores, day);
    List<Row> own = rows.stream().filter(row -> row.getAs("kpi").equals(kpi)).toList();
    if (own.isEmpty()) {
      TreeSet<String> known = new TreeSet<>();
      rows.forEach(row -> known.add(row.getAs("kpi")));
      throw new CxwException(
          ExitCode.USAGE,
          "There is no KPI " + kpi + " on the scorecard as of " + day + ".",
          Spelling.nearest(kpi, known)
              .map(near -> "the nearest name is " + near)
              .orElse("KPIs are " + ScorecardChoice.listed(known)),
          "Name a KPI of `cxw scorecard`.");
    }
    boolean hasDays = own.stream().anyMatch(row -> row.getAs("window_name").equals("28d"));
    String name = window != null ? window : hasDays ? "28d" : "month";
    Row score = ScorecardChoice.of(name, which.segment).from(own).get(0);
    if (score.getAs("value") == null) {
      throw noValue(scores, score, !explainer.isNameable(score));
    }
    return score;
  }

  private CxwException noValue(Dataset<Row> scores, Row score, boolean isPersons) {
    Dataset<Row> valued = scores.where(functions.col("value").isNotNull());
    for (String name : List.of("kpi", "window_name", "segment_name", "segment_value")) {
      valued = valued.where(functions.col(name).equalTo(score.<String>getAs(name)));
    }
    List<LocalDate> days = ScorecardDates.of(valued);
    return new CxwException(
        ExitCode.USAGE,
        kpi + " has no value as of " + score.getAs("as_of_date") + ".",
        "nothing was counted from "
            + score.getAs("window_start")
            + " to "
            + score.getAs("window_end")
            + (isPersons ? ", or so few answers that they are not shown" : ""),
        days.isEmpty()
            ? "It has none as of any other date either: see which deliveries came in `cxw status`."
            : "Name a date as of which it has one: " + ScorecardDates.listed(days) + ".");
  }
}
