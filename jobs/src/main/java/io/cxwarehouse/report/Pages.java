package io.cxwarehouse.report;

import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Cell;
import io.cxwarehouse.report.Page.Chart;
import io.cxwarehouse.report.Page.Line;
import io.cxwarehouse.report.Page.Movement;
import io.cxwarehouse.report.Page.Pillar;
import io.cxwarehouse.report.Page.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Puts the page together. */
final class Pages {
  private final ReportContext context;
  private final Segments segments;
  private final Scorecards scorecards;

  Pages(ReportContext context) {
    this.context = context;
    this.segments = new Segments(context.data().scores());
    this.scorecards = new Scorecards(context);
  }

  List<Segment> segments() {
    return segments.all();
  }

  /** The page; the script needs {@link #data} beside it. */
  Page page(String chosen) {
    Movements changes = new Movements(context);
    List<Movement> movements = changes.surest();
    List<Pillar> pillars = scorecards.pillars();
    return new Page(
        "Customer experience report",
        Formats.day(context.asOf()),
        context.publication(),
        summary(pillars, changes.count()),
        segments.choices(chosen),
        scorecards.tiles(),
        pillars,
        movements,
        movements.isEmpty() ? nothingMoved(pillars) : shown(movements, changes.count()),
        sections());
  }

  private static String shown(List<Movement> movements, long all) {
    return movements.size() == all ? "" : "The surest " + movements.size() + " of " + all + ".";
  }

  private static String nothingMoved(List<Pillar> pillars) {
    return pillars.isEmpty()
        ? "There is nothing to compare yet."
        : "No KPI changed by more than chance explains. Changes that are not certain stand in grey on the scorecard.";
  }

  private static String summary(List<Pillar> pillars, long changed) {
    List<Cell> cells =
        pillars.stream()
            .flatMap(p -> Stream.concat(p.lines().stream(), p.more().stream()))
            .map(Line::cell)
            .toList();
    if (cells.stream().allMatch(c -> c.value().equals(Formats.NONE))) {
      return "Nothing has been counted yet. Each section says what to deliver.";
    }
    long alerts = count(cells, c -> !c.alert().isEmpty());
    return changed
        + " "
        + (changed == 1 ? "KPI" : "KPIs")
        + " changed by more than chance explains. Against benchmarks "
        + count(cells, c -> c.standingTone().equals("good"))
        + (count(cells, c -> c.standingTone().equals("good")) == 1
            ? " stands well, "
            : " stand well, ")
        + count(cells, c -> c.standingTone().equals("bad"))
        + (count(cells, c -> c.standingTone().equals("bad")) == 1
            ? " does not, and "
            : " do not, and ")
        + count(cells, c -> c.standing().startsWith("not certain"))
        + " cannot be told yet."
        + (alerts > 0 ? " " + alerts + (alerts == 1 ? " alert." : " alerts.") : "");
  }

  private static long count(List<Cell> cells, Predicate<Cell> which) {
    return cells.stream().filter(which).count();
  }

  private List<Section> sections() {
    Charts charts = new Charts(context, segments);
    QualityCards quality = new QualityCards(context, charts);
    return List.of(
        new Section(
            "surveys",
            "Surveys",
            "What customers say, and how many of them say it.",
            new SurveyCards(context, charts).cards()),
        new Section(
            "support",
            "Support",
            "How quickly the help desk answers, and whether once is enough.",
            new SupportCards(context, charts).cards()),
        new Section(
            "retention",
            "Retention",
            "Who stays, who leaves and why, and what that does to recurring revenue.",
            new RetentionCards(context, charts).cards()),
        new Section(
            "value",
            "Customer value",
            "Who is likely to leave, what customers are expected to bring, and whether to trust it.",
            Stream.concat(
                    new HealthCards(context).cards().stream(),
                    new ValueCards(context, charts).cards().stream())
                .toList()),
        new Section(
            "channels",
            "Digital, social, chatbot, experiments",
            "How customers are met where no agent is.",
            new ChannelCards(context).cards()),
        new Section(
            "employees",
            "Employees",
            "Whether those who serve customers would recommend the company.",
            quality.employees()),
        new Section(
            "quality",
            "Data quality",
            "What these numbers rest on.",
            Stream.concat(quality.quality().stream(), new TrustCards(context).cards().stream())
                .toList()));
  }

  /** What the script draws from: charts by their card, cells by segment and KPI. */
  Map<String, Object> data(Page page, String chosen) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    page.sections().stream()
        .flatMap(s -> s.cards().stream())
        .filter(c -> c.chart() != null)
        .forEach((Card c) -> charts.put(c.id(), c.chart()));
    Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
    Stream.concat(Stream.of(Segment.ALL), segments.all().stream())
        .forEach(segment -> cells.put(segment.key(), scorecards.cells(segment)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("chosen", chosen);
    data.put("currency", context.currency());
    data.put("minN", context.minN());
    data.put("charts", charts);
    data.put("cells", cells);
    return data;
  }
}
