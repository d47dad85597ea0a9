package io.cxwarehouse.report;

import io.cxwarehouse.report.ReportData.Kpi;
import io.cxwarehouse.report.ReportData.Month;
import io.cxwarehouse.report.ReportData.Score;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Data of a report, made up: nothing at all, or years of everything. */
final class MadeUpReport {
  static final LocalDate DAY = LocalDate.of(2026, 3, 31);
  static final String HOSTILE = "<img src=x onerror=alert(1)></script><b>";
  private static final Map<String, Integer> COLUMNS =
      Map.of(
          "country",
          12,
          "region",
          6,
          "industry",
          12,
          "plan",
          4,
          "acquisition_channel",
          8,
          "channel",
          6);
  private static final int MONTHS = 36;

  private final Random random = new Random(1);
  private final List<Segment> segments = new ArrayList<>(List.of(Segment.ALL));

  private MadeUpReport() {
    COLUMNS.forEach(
        (column, values) ->
            IntStream.range(0, values)
                .forEach(i -> segments.add(new Segment(column, column + " " + i))));
    segments.add(new Segment("country", HOSTILE));
  }

  static ReportContext context(ReportData data) {
    return new ReportContext(data, DAY, "publication 2026-03-31_7, as of 2026-03-31", "EUR", 10);
  }

  static ReportData nothing() {
    return Rows.record(ReportData.class, part -> List.of());
  }

  /** One list of rows, and nothing else. */
  static ReportData only(Map<String, List<?>> lists) {
    return Rows.record(ReportData.class, part -> lists.getOrDefault(part.getName(), List.of()));
  }

  static Kpi kpi(String name, String unit, String direction, String statistic, String pillar) {
    return new Kpi(
        name,
        "What " + name + " says",
        unit,
        direction,
        statistic,
        pillar,
        "day",
        statistic.equals("nps") ? 100.0 : 1.0);
  }

  static Score score(
      String kpi, Segment segment, Double value, Long n, Double[] of, String status) {
    Date start = Date.valueOf(DAY.minusDays(27));
    Date before = Date.valueOf(DAY.minusDays(55));
    return new Score(
        kpi,
        segment.name(),
        segment.value(),
        "28d",
        start,
        Date.valueOf(DAY),
        value,
        of[0],
        of[1],
        n,
        of[2],
        of[3],
        of[4],
        of[5],
        of[6],
        before,
        Date.valueOf(DAY.minusDays(28)),
        of[7],
        of[8],
        of[9],
        null,
        of[10],
        of[11],
        status,
        null,
        null);
  }

  /** Three years of all that can be shown, in all segments, with names that are not harmless. */
  static ReportData years() {
    return new MadeUpReport().all();
  }

  private ReportData all() {
    List<Kpi> kpis =
        List.of(
            kpi("nps", "score", "up", "nps", "personalisation"),
            kpi("survey_response_rate", "share", "up", "share", "personalisation"),
            kpi("csat", "share", "up", "share", "reliability"),
            kpi("fcr_rate", "share", "up", "share", "reliability"),
            kpi("sla_attainment", "share", "up", "share", "reliability"),
            kpi("sla_attainment_next_reply", "share", "up", "share", "reliability"),
            kpi("retention_rate", "share", "up", "share", "reliability"),
            kpi("gross_revenue_retention", "share", "up", "ratio", "reliability"),
            kpi("net_revenue_retention", "share", "up", "ratio", "reliability"),
            kpi("mrr", "amount", "up", "total", "reliability"),
            kpi("enps", "score", "up", "nps", "reliability"),
            kpi("ces", "share", "up", "share", "responsiveness"),
            kpi("first_reply_minutes", "minutes", "down", "mean", "responsiveness"),
            kpi("first_reply_minutes_median", "minutes", "down", "median", "responsiveness"),
            kpi("first_reply_minutes_p90", "minutes", "down", "p90", "responsiveness"),
            kpi("backlog", "tickets", "down", "total", "responsiveness"),
            kpi("web_engagement_rate", "share", "up", "share", "innovation"));
    List<Score> scores = new ArrayList<>();
    List<Month> courses = new ArrayList<>();
    for (Kpi kpi : kpis) {
      for (Segment segment : segments) {
        double size = size(kpi.unit());
        double value = size * (0.6 + 0.3 * random.nextDouble());
        double low = value - size * 0.05;
        double high = value + size * 0.05;
        long n = segment.isAll() ? 40_000 : 3 + random.nextInt(2_000);
        double change = size * (random.nextDouble() - 0.5) * 0.3;
        boolean hasInterval = !List.of("total", "ratio").contains(kpi.statistic());
        Double[] of = {
          value * n,
          (double) n,
          hasInterval ? low : null,
          hasInterval ? high : null,
          value - change,
          (value - change) * n,
          (double) n,
          change,
          hasInterval ? change - size * 0.07 : null,
          hasInterval ? change + size * 0.07 : null,
          kpi.kpi().equals("nps") ? 30.0 : null,
          kpi.kpi().equals("nps") ? 50.0 : null
        };
        scores.add(
            score(kpi.kpi(), segment, value, n, of, kpi.kpi().equals("nps") ? "above" : null));
        for (int i = 0; i < MONTHS; i++) {
          double v = size * (0.5 + 0.3 * random.nextDouble());
          courses.add(
              new Month(
                  kpi.kpi(),
                  segment.name(),
                  segment.value(),
                  month(i),
                  v,
                  (long) random.nextInt(900),
                  hasInterval ? v - size * 0.04 : null,
                  hasInterval ? v + size * 0.04 : null));
        }
      }
    }
    return only(
        Map.ofEntries(
            Map.entry("kpis", kpis),
            Map.entry("scores", scores),
            Map.entry("courses", courses),
            Map.entry(
                "answers",
                cut(
                    s ->
                        IntStream.range(0, 11)
                            .mapToObj(
                                i -> new ReportData.Answers(s.name(), s.value(), i, count())))),
            Map.entry(
                "durations",
                cut(
                    s ->
                        Stream.of(
                                "first_reply",
                                "first_reply_business",
                                "resolution",
                                "resolution_business")
                            .flatMap(
                                m ->
                                    IntStream.range(0, 8)
                                        .mapToObj(
                                            i ->
                                                new ReportData.Duration(
                                                    m, s.name(), s.value(), i, count()))))),
            Map.entry(
                "backlog",
                IntStream.range(0, MONTHS)
                    .boxed()
                    .flatMap(
                        i ->
                            Stream.of("0-1", "1-3", "3-7", "7-30", "30+")
                                .map(
                                    a ->
                                        new ReportData.Backlog(
                                            Date.valueOf(
                                                month(i).toLocalDate().plusMonths(1).minusDays(1)),
                                            a,
                                            count())))
                    .toList()),
            Map.entry(
                "churn",
                cut(
                    s ->
                        Stream.of(
                            new ReportData.Churn(
                                month(35),
                                s.name(),
                                s.value(),
                                900L,
                                20L,
                                910L,
                                90_000.0,
                                4_000.0,
                                2_000.0,
                                300.0,
                                1_000.0,
                                1_500.0,
                                s.isAll() ? 0.0 : 120.0,
                                93_920.0)))),
            Map.entry(
                "reasons",
                List.of(
                    new ReportData.Reason("voluntary", "too_expensive", 40L, 900.0, null),
                    new ReportData.Reason("involuntary", "payment_failed", 20L, 400.0, null),
                    new ReportData.Reason("lost_deal", HOSTILE, 10L, null, 12L))),
            Map.entry(
                "cohorts",
                cut(
                    s ->
                        IntStream.range(0, 24)
                            .boxed()
                            .flatMap(
                                i ->
                                    IntStream.range(0, 24 - i)
                                        .mapToObj(
                                            p ->
                                                new ReportData.Cohort(
                                                    "subscriptions",
                                                    s.name(),
                                                    s.value(),
                                                    month(12 + i),
                                                    p,
                                                    100L,
                                                    100L - 2 * p,
                                                    1 - p / 50.0))))),
            Map.entry(
                "survival",
                cut(
                    s ->
                        IntStream.range(0, 37)
                            .mapToObj(
                                i ->
                                    new ReportData.Survival(
                                        "subscriptions",
                                        s.name(),
                                        s.value(),
                                        30 * i,
                                        900L - 20 * i,
                                        1 - i / 60.0,
                                        1 - i / 50.0,
                                        1 - i / 70.0)))),
            Map.entry(
                "tiers",
                cut(
                    s ->
                        Stream.of("high", "medium", "low")
                            .map(
                                t ->
                                    new ReportData.Tier(
                                        s.name(),
                                        s.value(),
                                        t,
                                        count() + 1,
                                        1_000.0 + random.nextInt(900),
                                        700.0,
                                        0.5,
                                        3.0)))),
            Map.entry(
                "tracking",
                IntStream.range(0, 156)
                    .mapToObj(
                        i ->
                            new ReportData.Week(
                                "pareto_nbd",
                                Date.valueOf(DAY),
                                Date.valueOf(DAY.minusWeeks(156L - i)),
                                i > 130,
                                5L * i,
                                5.2 * i))
                    .toList()),
            Map.entry(
                "models",
                List.of(
                    new ReportData.Model(
                        "pareto_nbd",
                        Date.valueOf(DAY),
                        "ok",
                        null,
                        3_000L,
                        2_000L,
                        0.03,
                        0.5,
                        1.0,
                        2.0,
                        true),
                    new ReportData.Model(
                        "bgnbd",
                        Date.valueOf(DAY),
                        "boundary",
                        "flat",
                        3_000L,
                        2_000L,
                        null,
                        null,
                        null,
                        null,
                        false))),
            Map.entry("web", months(m -> new ReportData.Web(m, 900L, 500L, 80L, 40L))),
            Map.entry(
                "social",
                months(
                    m -> new ReportData.Social(m, "linkedin", 20_000L, 900L, 30L, 12L, 10L, 8L))),
            Map.entry(
                "chatbot",
                months(m -> new ReportData.Chatbot(m, 400L, 300L, 1_600L, 200L, 90L, 60L))),
            Map.entry(
                "experiences",
                List.of(
                    new ReportData.Experience(
                        "dy:banner",
                        "dy:old",
                        true,
                        Date.valueOf(DAY),
                        900L,
                        90L,
                        null,
                        null,
                        null,
                        null,
                        false),
                    new ReportData.Experience(
                        "dy:banner",
                        "dy:new",
                        false,
                        Date.valueOf(DAY),
                        910L,
                        130L,
                        0.43,
                        0.1,
                        0.8,
                        0.01,
                        false))),
            Map.entry(
                "employees",
                List.of(
                    new ReportData.Employees(
                        month(35),
                        "department",
                        "Support",
                        20L,
                        9L,
                        6L,
                        5L,
                        20.0,
                        false,
                        -15.0,
                        48.0),
                    new ReportData.Employees(
                        month(35),
                        "department",
                        "Finance",
                        null,
                        null,
                        null,
                        null,
                        null,
                        true,
                        null,
                        null))),
            Map.entry(
                "deliveries",
                List.of(new ReportData.Deliveries("zendesk", Date.valueOf(DAY), 9L, 900L, 3L, 0L))),
            Map.entry(
                "rejected",
                List.of(new ReportData.Rejected("zendesk", "tickets", "malformed_row", 3L))),
            Map.entry(
                "restatements",
                List.of(
                    new ReportData.Restatement(
                        "2026-03-31_7", "gold.kpi_support_daily", "changed inputs", 4L))),
            Map.entry(
                "checks",
                List.of(
                    new ReportData.CheckFound(
                        "gold.fct_ticket", "no_future", "warn", HOSTILE, 2L)))));
  }

  private static double size(String unit) {
    return switch (unit) {
      case "share" -> 1;
      case "score" -> 60;
      case "minutes" -> 900;
      case "tickets" -> 100;
      default -> 90_000;
    };
  }

  private <R> List<R> cut(Function<Segment, Stream<R>> rows) {
    return segments.stream().flatMap(rows).toList();
  }

  private <R> List<R> months(Function<Date, R> row) {
    return IntStream.range(0, MONTHS).mapToObj(i -> row.apply(month(i))).toList();
  }

  private long count() {
    return random.nextInt(400);
  }

  private static Date month(int i) {
    return Date.valueOf(DAY.withDayOfMonth(1).minusMonths(MONTHS - 1L - i));
  }
}
