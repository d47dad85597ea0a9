package io.cxwarehouse.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.cxwarehouse.functions.Evidence;
import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.Page.Cell;
import io.cxwarehouse.report.ScoreRows.Kpi;
import io.cxwarehouse.report.ScoreRows.Month;
import io.cxwarehouse.report.ScoreRows.Score;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How we are doing: every KPI by pillar, for all customers and for parts of them. */
final class Scorecards {
  private static final List<String> TILES =
      List.of("nps", "csat", "ces", "fcr_rate", "retention_rate", "mrr");

  /** What comes first in a pillar; the rest follows by name. */
  private static final List<String> ORDER =
      List.of(
          "csat",
          "fcr_rate",
          "sla_attainment",
          "on_time_rate",
          "retention_rate",
          "churn_rate",
          "gross_revenue_retention",
          "net_revenue_retention",
          "nrr_12m",
          "mrr",
          "ces",
          "first_reply_minutes",
          "resolution_minutes",
          "nps",
          "survey_response_rate",
          "earned_growth",
          "clv_mean",
          "customer_acquisition_cost");

  private static final Map<String, String> PILLARS = new LinkedHashMap<>();
  private static final int SPARK_MONTHS = 13;

  static {
    PILLARS.put("reliability", "Do we keep what we promise?");
    PILLARS.put("responsiveness", "Are we quick and easy to deal with?");
    PILLARS.put("personalisation", "Do customers value us, and we them?");
    PILLARS.put("innovation", "Do digital ways work for them?");
  }

  private final ReportContext context;
  private final Map<String, Map<Segment, Score>> scores;
  private final Map<String, Map<Segment, List<Month>>> courses;

  Scorecards(ReportContext context) {
    this.context = context;
    this.scores =
        context.data().scores().stream()
            .collect(
                groupingBy(Score::kpi, toMap(Score::segment, s -> s, (a, b) -> a, TreeMap::new)));
    this.courses =
        context.data().courses().stream()
            .collect(groupingBy(Month::kpi, groupingBy(Month::segment)));
  }

  List<Page.Pillar> pillars() {
    List<Page.Pillar> pillars = new ArrayList<>();
    PILLARS.forEach(
        (pillar, about) -> {
          List<Kpi> kpis =
              context.data().kpis().stream()
                  .filter(k -> pillar.equals(k.pillar()))
                  .sorted(Comparator.comparingInt(Scorecards::place))
                  .toList();
          List<Page.Line> lines =
              lines(kpis.stream().filter(k -> !Formats.isVariant(k.kpi())).toList());
          List<Page.Line> more =
              lines(kpis.stream().filter(k -> Formats.isVariant(k.kpi())).toList());
          if (!lines.isEmpty() || !more.isEmpty()) {
            pillars.add(new Page.Pillar(pillar, Labels.words(pillar), about, lines, more));
          }
        });
    return pillars;
  }

  private static int place(Kpi kpi) {
    int place = ORDER.indexOf(kpi.kpi());
    return place < 0 ? ORDER.size() : place;
  }

  List<Page.Tile> tiles() {
    List<Page.Tile> tiles = new ArrayList<>();
    Map<String, Cell> cells = cells(Segment.ALL);
    for (String kpi : TILES) {
      Cell cell = cells.get(kpi);
      if (cell != null) {
        tiles.add(new Page.Tile(kpi, context.label(kpi), cell));
      }
    }
    return tiles;
  }

  private List<Page.Line> lines(List<Kpi> kpis) {
    Map<String, Cell> cells = cells(Segment.ALL);
    List<Page.Line> lines = new ArrayList<>();
    for (Kpi kpi : kpis) {
      Score score = scores.getOrDefault(kpi.kpi(), Map.of()).get(Segment.ALL);
      if (score != null) {
        lines.add(
            new Page.Line(
                kpi.kpi(),
                kpi.label(),
                kpi.definition(),
                Formats.days(score.windowStart().toLocalDate(), score.windowEnd().toLocalDate()),
                cells.get(kpi.kpi())));
      }
    }
    return lines;
  }

  /** The cells of all KPIs that a part of the customers has. */
  Map<String, Cell> cells(Segment segment) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (Kpi kpi : context.data().kpis()) {
      Score score = scores.getOrDefault(kpi.kpi(), Map.of()).get(segment);
      if (score != null) {
        cells.put(kpi.kpi(), cell(kpi, score));
      }
    }
    return cells;
  }

  private Cell cell(Kpi kpi, Score score) {
    String unit = kpi.unit();
    String currency = context.currency();
    List<Double> months = months(score);
    boolean few = context.isFew(kpi, score.n());
    String tone = tone(kpi, score, few);
    return new Cell(
        Formats.value(score.value(), unit, currency),
        Formats.count(score.n()),
        Formats.interval(score.ciLow(), score.ciHigh(), unit, currency),
        Formats.change(score.change(), unit, currency),
        changeNote(score, unit, currency),
        tone,
        standing(kpi, score, few),
        standingTone(kpi, score, few),
        score.alertReason() == null ? "" : score.alertReason(),
        "good".equals(score.alertDirection()) ? "good" : "bad",
        few,
        Spark.path(months),
        Spark.end(months),
        gauge(kpi, score));
  }

  private List<Double> months(Score score) {
    Double[] values = new Double[SPARK_MONTHS];
    LocalDate first = context.asOf().withDayOfMonth(1).minusMonths(SPARK_MONTHS - 1L);
    for (Month month :
        courses.getOrDefault(score.kpi(), Map.of()).getOrDefault(score.segment(), List.of())) {
      int place = ReportContext.months(first, month.month().toLocalDate());
      if (place >= 0 && place < SPARK_MONTHS) {
        values[place] = month.value();
      }
    }
    return Arrays.asList(values);
  }

  /** Good and bad only where the interval of the change leaves 0 out. */
  static String tone(Kpi kpi, Score score, boolean few) {
    if (score.change() == null) {
      return "none";
    }
    boolean isSure =
        score.changeCiLow() != null
            && score.changeCiHigh() != null
            && (score.changeCiLow() > 0 || score.changeCiHigh() < 0);
    boolean isSeen = Formats.change(score.change(), kpi.unit(), "").matches(".*[1-9].*");
    if (!isSeen || few || (Evidence.isSample(kpi.statistic(), kpi.period()) && !isSure)) {
      return "unsure";
    }
    return score.change() > 0 == kpi.direction().equals("up") ? "good" : "bad";
  }

  private static String changeNote(Score score, String unit, String currency) {
    if (score.change() == null) {
      return "";
    }
    String before = "before: " + Formats.value(score.previousValue(), unit, currency);
    return score.changeCiLow() == null || score.changeCiHigh() == null
        ? before
        : Formats.change(score.changeCiLow(), unit, currency)
            + " to "
            + Formats.change(score.changeCiHigh(), unit, currency);
  }

  private String standing(Kpi kpi, Score score, boolean few) {
    if (score.value() == null) {
      return "";
    }
    String unit = kpi.unit();
    List<String> texts = new ArrayList<>();
    if (few) {
      texts.add("too few to judge");
    } else if (score.benchmarkStatus() != null) {
      texts.add(
          switch (score.benchmarkStatus()) {
                case "within" -> "within";
                case "uncertain" -> "not certain against";
                default -> score.benchmarkStatus();
              }
              + " benchmark");
    }
    if (score.target() != null && !few) {
      boolean isMet =
          kpi.direction().equals("up")
              ? score.value() >= score.target()
              : score.value() <= score.target();
      texts.add(
          "target "
              + Formats.value(score.target(), unit, context.currency())
              + (!Evidence.isSure(kpi.statistic(), score.ciLow(), score.ciHigh(), score.target())
                  ? " not certain"
                  : isMet ? " met" : " missed"));
    }
    return String.join(", ", texts);
  }

  private static String standingTone(Kpi kpi, Score score, boolean few) {
    if (score.benchmarkStatus() == null || few) {
      return few && score.value() != null ? "unsure" : "none";
    }
    return switch (score.benchmarkStatus()) {
      case "below" -> kpi.direction().equals("up") ? "bad" : "good";
      case "above" -> kpi.direction().equals("up") ? "good" : "bad";
      case "within" -> "good";
      default -> "unsure";
    };
  }

  private static List<Double> gauge(Kpi kpi, Score score) {
    boolean hasAim =
        score.benchmarkLow() != null || score.benchmarkHigh() != null || score.target() != null;
    if (score.value() == null || (!hasAim && score.ciLow() == null)) {
      return null;
    }
    List<Double> values =
        Arrays.asList(
            score.ciLow(),
            score.ciHigh(),
            score.value(),
            score.benchmarkLow(),
            score.benchmarkHigh(),
            score.target());
    double least = kpi.unit().equals("score") ? -100 : 0;
    double most =
        switch (kpi.unit()) {
          case "share" -> 1;
          case "score" -> 100;
          default ->
              1.2 * values.stream().filter(Objects::nonNull).mapToDouble(v -> v).max().orElse(1);
        };
    if (score.value() < least || score.value() > most || most <= least) {
      return null;
    }
    List<Double> places = Spark.places(values, least, most);
    // a benchmark without an end reaches to the end of the line
    boolean hasBenchmark = score.benchmarkLow() != null || score.benchmarkHigh() != null;
    if (hasBenchmark && score.benchmarkLow() == null) {
      places.set(3, 0.0);
    }
    if (hasBenchmark && score.benchmarkHigh() == null) {
      places.set(4, 100.0);
    }
    return places;
  }
}
