package io.cxwarehouse.report;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Chart;
import io.cxwarehouse.report.Page.Series;
import io.cxwarehouse.report.ScoreRows.Score;
import io.cxwarehouse.report.SupportRows.Backlog;
import io.cxwarehouse.report.SupportRows.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How quickly and how well the help desk answers. */
final class SupportCards {
  private static final List<String> TIMES =
      List.of("15 min", "1 h", "4 h", "8 h", "24 h", "2 d", "7 d", "more");

  /** Ages of the backlog, the youngest first, and how they are coloured. */
  private static final Map<String, String> AGES = new LinkedHashMap<>();

  static {
    AGES.put("0-1", "age1");
    AGES.put("1-3", "age2");
    AGES.put("3-7", "age3");
    AGES.put("7-30", "age4");
    AGES.put("30+", "age5");
  }

  private final ReportContext context;
  private final Charts charts;

  SupportCards(ReportContext context, Charts charts) {
    this.context = context;
    this.charts = charts;
  }

  List<Card> cards() {
    return List.of(
        Cards.chart(
            "first-reply",
            "Time to the first reply",
            "Tickets first replied to in the last 28 days, in calendar and in working time of their schedules.",
            "half",
            durations("first_reply"),
            Missing.TICKETS),
        Cards.chart(
            "resolution",
            "Time to resolution",
            "Tickets resolved in the last 28 days, in calendar and in working time of their schedules.",
            "half",
            durations("resolution"),
            Missing.TICKETS),
        Cards.chart(
            "fcr-months",
            "First contact resolution by month",
            "Resolved tickets that needed one contact, with the 95 % interval; resolutions whose waiting time is not over are left out.",
            "half",
            charts.course("share", "fcr_rate"),
            Missing.TICKETS),
        Cards.chart(
            "promises",
            "Promises kept",
            "Share of promises (SLA) kept in the last 28 days, with the 95 % interval.",
            "half",
            promises(),
            Missing.PROMISES),
        Cards.chart(
            "first-reply-months",
            "First reply by month",
            "Half of the tickets were replied to sooner than the median, nine in ten sooner than the 90th percentile; calendar time.",
            "half",
            charts.course("minutes", "first_reply_minutes_median", "first_reply_minutes_p90"),
            Missing.TICKETS),
        Cards.chart(
            "backlog",
            "Backlog by age",
            "Unsolved tickets at the ends of months and on the date, by days since their creation.",
            "half",
            backlog(),
            Missing.TICKETS),
        new ReasonCards(context).topics());
  }

  private Chart durations(String measure) {
    Map<String, List<Series>> cuts = new LinkedHashMap<>();
    charts
        .cuts(
            context.data().durations().stream()
                .filter(d -> d.measure().startsWith(measure))
                .toList())
        .forEach(
            (segment, rows) ->
                cuts.put(
                    segment.key(),
                    List.of(
                        times("Calendar time", "a", rows, measure),
                        times("Business time", "b", rows, measure + "_business"))));
    return cuts.isEmpty() ? null : new Chart("bars", "tickets", "Up to", TIMES, cuts);
  }

  private static Series times(String name, String role, List<Duration> rows, String measure) {
    return Charts.series(
        name,
        role,
        Charts.counts(
            TIMES.size(),
            rows.stream().filter(d -> d.measure().equals(measure)).toList(),
            Duration::place,
            d -> d.tickets().doubleValue()));
  }

  private Chart promises() {
    Map<Segment, List<Score>> scores =
        charts.cuts(
            context.data().scores().stream()
                .filter(s -> s.kpi().startsWith("sla_attainment") && s.n() != null && s.n() > 0)
                .toList());
    List<String> kpis =
        scores.getOrDefault(Segment.ALL, List.of()).stream().map(Score::kpi).sorted().toList();
    Map<String, List<Series>> cuts = new LinkedHashMap<>();
    scores.forEach(
        (segment, rows) -> {
          Map<String, Score> byKpi = new LinkedHashMap<>();
          rows.forEach(score -> byKpi.put(score.kpi(), score));
          cuts.put(
              segment.key(),
              List.of(
                  Charts.series(
                      "Kept",
                      "a",
                      kpis,
                      byKpi,
                      Score::value,
                      Score::ciLow,
                      Score::ciHigh,
                      Score::n)));
        });
    return kpis.isEmpty()
        ? null
        : new Chart(
            "points", "share", "Promise", kpis.stream().map(SupportCards::promise).toList(), cuts);
  }

  private static String promise(String kpi) {
    return kpi.equals("sla_attainment")
        ? "First reply"
        : Labels.words(kpi.substring("sla_attainment_".length()));
  }

  /** Ends of months from a date on, and the report's date. */
  private List<LocalDate> monthEnds(LocalDate first) {
    List<LocalDate> ends = new ArrayList<>();
    LocalDate end = first;
    while (end.isBefore(context.asOf())) {
      ends.add(end);
      end = YearMonth.from(end).plusMonths(1).atEndOfMonth();
    }
    ends.add(context.asOf());
    return ends;
  }

  private Chart backlog() {
    List<Backlog> rows = context.data().backlog();
    // A date without a row had no ticket.
    List<LocalDate> dates =
        rows.stream()
            .map(b -> b.date().toLocalDate())
            .min(LocalDate::compareTo)
            .map(this::monthEnds)
            .orElse(List.of());
    List<Series> series = new ArrayList<>();
    AGES.forEach(
        (age, role) ->
            series.add(
                Charts.series(
                    age.replace("-", "–") + " days",
                    role,
                    Charts.counts(
                        dates.size(),
                        rows.stream().filter(b -> b.ageBand().equals(age)).toList(),
                        b -> dates.indexOf(b.date().toLocalDate()),
                        b -> b.tickets().doubleValue()))));
    return dates.isEmpty()
        ? null
        : new Chart(
            "stack",
            "tickets",
            "Date",
            dates.stream().map(Formats::day).toList(),
            Map.of("", series));
  }
}
