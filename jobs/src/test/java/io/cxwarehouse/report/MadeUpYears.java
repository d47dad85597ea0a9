package io.cxwarehouse.report;

import io.cxwarehouse.report.ScoreRows.Kpi;
import io.cxwarehouse.report.ScoreRows.Month;
import io.cxwarehouse.report.ScoreRows.Score;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three years of all that can be shown, in all segments, with names that are not harmless. */
final class MadeUpYears {
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
  static final int MONTHS = 36;

  private final Random random = new Random(1);
  private final List<Segment> segments = new ArrayList<>(List.of(Segment.ALL));

  MadeUpYears() {
    COLUMNS.forEach(
        (column, values) ->
            IntStream.range(0, values)
                .forEach(i -> segments.add(new Segment(column, column + " " + i))));
    segments.add(new Segment("country", MadeUpReport.HOSTILE));
  }

  ReportData all() {
    List<Kpi> kpis =
        List.of(
            MadeUpReport.kpi("nps", "score", "up", "nps", "personalisation"),
            MadeUpReport.kpi("survey_response_rate", "share", "up", "share", "personalisation"),
            MadeUpReport.kpi("csat", "share", "up", "share", "reliability"),
            MadeUpReport.kpi("fcr_rate", "share", "up", "share", "reliability"),
            MadeUpReport.kpi("sla_attainment", "share", "up", "share", "reliability"),
            MadeUpReport.kpi("sla_attainment_next_reply", "share", "up", "share", "reliability"),
            MadeUpReport.kpi("retention_rate", "share", "up", "share", "reliability"),
            MadeUpReport.kpi("gross_revenue_retention", "share", "up", "ratio", "reliability"),
            MadeUpReport.kpi("net_revenue_retention", "share", "up", "ratio", "reliability"),
            MadeUpReport.kpi("mrr", "amount", "up", "total", "reliability"),
            MadeUpReport.kpi("enps", "score", "up", "nps", "reliability"),
            MadeUpReport.kpi("ces", "share", "up", "share", "responsiveness"),
            MadeUpReport.kpi("first_reply_minutes", "minutes", "down", "mean", "responsiveness"),
            MadeUpReport.kpi(
                "first_reply_minutes_median", "minutes", "down", "median", "responsiveness"),
            MadeUpReport.kpi("first_reply_minutes_p90", "minutes", "down", "p90", "responsiveness"),
            MadeUpReport.kpi("backlog", "tickets", "down", "total", "responsiveness"),
            MadeUpReport.kpi("web_engagement_rate", "share", "up", "share", "innovation"));
    List<Score> scores = new ArrayList<>();
    List<ScoreRows.Effect> effects = new ArrayList<>();
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
          hasInterval ? low : null,
          hasInterval ? high : null,
          value - change,
          change,
          hasInterval ? change - size * 0.07 : null,
          hasInterval ? change + size * 0.07 : null,
          kpi.kpi().equals("nps") ? 30.0 : null,
          kpi.kpi().equals("nps") ? 50.0 : null
        };
        scores.add(
            MadeUpReport.score(
                kpi.kpi(), segment, value, n, of, kpi.kpi().equals("nps") ? "above" : null));
        effects.add(
            new ScoreRows.Effect(
                kpi.kpi(), segment.name(), segment.value(), change / 20, change / 30));
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
    Map<String, List<?>> lists = new HashMap<>(customers());
    lists.putAll(MadeUpChannels.all());
    lists.put("kpis", kpis);
    lists.put("scores", scores);
    lists.put("effects", effects);
    lists.put("courses", courses);
    return MadeUpReport.only(lists);
  }

  private Map<String, List<?>> customers() {
    return Map.ofEntries(
        Map.entry(
            "answers",
            cut(
                s ->
                    IntStream.range(0, 11)
                        .mapToObj(i -> new SurveyRows.Answers(s.name(), s.value(), i, count())))),
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
                                            new SupportRows.Duration(
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
                                    new SupportRows.Backlog(
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
                        new CustomerRows.Churn(
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
                new CustomerRows.Reason("voluntary", "too_expensive", 40L, 900.0, null),
                new CustomerRows.Reason("involuntary", "payment_failed", 20L, 400.0, null),
                new CustomerRows.Reason("lost_deal", MadeUpReport.HOSTILE, 10L, null, 12L))),
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
                                            new CustomerRows.Cohort(
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
                                new CustomerRows.Survival(
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
                                new ForecastRows.Tier(
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
                        new ForecastRows.Week(
                            "pareto_nbd",
                            Date.valueOf(MadeUpReport.DAY),
                            Date.valueOf(MadeUpReport.DAY.minusWeeks(156L - i)),
                            i > 130,
                            5L * i,
                            5.2 * i))
                .toList()),
        Map.entry(
            "models",
            List.of(
                new ForecastRows.Model(
                    "pareto_nbd",
                    Date.valueOf(MadeUpReport.DAY),
                    "ok",
                    null,
                    3_000L,
                    2_000L,
                    0.03,
                    0.5,
                    1.0,
                    2.0,
                    true),
                new ForecastRows.Model(
                    "bgnbd",
                    Date.valueOf(MadeUpReport.DAY),
                    "boundary",
                    "flat",
                    3_000L,
                    2_000L,
                    null,
                    null,
                    null,
                    null,
                    false))));
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

  private long count() {
    return random.nextInt(400);
  }

  static Date month(int i) {
    return Date.valueOf(MadeUpReport.DAY.withDayOfMonth(1).minusMonths(MONTHS - 1L - i));
  }
}
