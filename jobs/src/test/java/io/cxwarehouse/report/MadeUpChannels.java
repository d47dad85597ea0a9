package io.cxwarehouse.report;

import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Made up months of channels, employees and deliveries, revenue at stake and drivers, with names
 * that are not harmless.
 */
final class MadeUpChannels {
  private MadeUpChannels() {}

  static CustomerRows.Driver driver(
      String name, Double ratio, Double q, String status, String message, String reversedBy) {
    return new CustomerRows.Driver(
        "subscription_churn",
        name,
        Date.valueOf("2025-12-31"),
        900L,
        ratio,
        ratio == null ? null : ratio - 0.1,
        ratio == null ? null : ratio + 0.1,
        q,
        -0.2,
        status,
        message,
        reversedBy);
  }

  static Map<String, List<?>> all() {
    return Map.ofEntries(
        Map.entry(
            "stakes", List.of(new ForecastRows.Stake("any", 900L, 40L, 5_000.0, 9_000.0, 30L))),
        Map.entry(
            "health",
            List.of(
                new ForecastRows.Health("all", 900L, 70L, 0.08, 5_000.0),
                new ForecastRows.Health("low_nps", 90L, 40L, 0.2, 3_000.0),
                new ForecastRows.Health(null, 300L, 0L, 0.03, null))),
        Map.entry(
            "healthModels",
            List.of(
                new ForecastRows.HealthModel(
                    "logistic_regression",
                    Date.valueOf(MadeUpReport.DAY),
                    "ok",
                    null,
                    true,
                    900L,
                    0.08,
                    0.0712,
                    0.0736,
                    0.21,
                    0.97),
                new ForecastRows.HealthModel(
                    "gradient_boosted_trees",
                    Date.valueOf(MadeUpReport.DAY),
                    "too_few",
                    MadeUpReport.HOSTILE,
                    false,
                    12L,
                    null,
                    null,
                    null,
                    null,
                    null))),
        Map.entry(
            "drivers",
            List.of(
                driver("nps", 0.7, 0.001, "ok", null, "plan"),
                driver("contacts", 1.02, 0.6, "ok", null, null),
                driver("csat", null, null, "too_few", MadeUpReport.HOSTILE, null))),
        Map.entry("web", months(m -> new ChannelRows.Web(m, 900L, 500L, 900L, 80L, 40L))),
        Map.entry(
            "social",
            months(m -> new ChannelRows.Social(m, "linkedin", 20_000L, 900L, 30L, 12L, 10L, 8L))),
        Map.entry(
            "chatbot",
            months(
                m -> new ChannelRows.Chatbot(m, 400L, 400L, 300L, 1_600L, 200L, 1_500L, 90L, 60L))),
        Map.entry(
            "topics",
            List.of(
                new SupportRows.Topic(
                    MadeUpYears.month(34), "delivery", 30L, 0.3, 0.1, 0.02, 0.18, 10L, 8L, false),
                new SupportRows.Topic(
                    MadeUpYears.month(34),
                    MadeUpReport.HOSTILE,
                    0L,
                    0.0,
                    null,
                    null,
                    null,
                    0L,
                    0L,
                    false),
                new SupportRows.Topic(
                    MadeUpYears.month(34), null, 70L, 0.7, -0.1, -0.3, 0.1, 5L, 1L, false))),
        Map.entry(
            "stages",
            List.of(
                new SupportRows.Stage(
                    MadeUpYears.month(33), "aware", 90L, 30L, 0.2, 0.4, 4.5, null, 0L, 0.8, 10L),
                new SupportRows.Stage(
                    MadeUpYears.month(33),
                    "renew",
                    9L,
                    null,
                    null,
                    null,
                    null,
                    -20.0,
                    5L,
                    null,
                    0L))),
        Map.entry(
            "experiences",
            List.of(
                new ChannelRows.Experience(
                    "dy:banner",
                    "dy:old",
                    true,
                    Date.valueOf(MadeUpReport.DAY),
                    900L,
                    90L,
                    null,
                    null,
                    null,
                    null,
                    false),
                new ChannelRows.Experience(
                    "dy:banner",
                    "dy:new",
                    false,
                    Date.valueOf(MadeUpReport.DAY),
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
                new SurveyRows.Employees(
                    MadeUpYears.month(35),
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
                new SurveyRows.Employees(
                    MadeUpYears.month(35),
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
            List.of(
                new TrustRows.Deliveries(
                    "zendesk", Date.valueOf(MadeUpReport.DAY), 9L, 900L, 3L, 0L))),
        Map.entry(
            "rejected", List.of(new TrustRows.Rejected("zendesk", "tickets", "malformed_row", 3L))),
        Map.entry(
            "restatements",
            List.of(
                new TrustRows.Restatement(
                    "2026-03-31_7", "gold.kpi_support_daily", "changed inputs", 4L))),
        Map.entry(
            "settling",
            List.of(
                new TrustRows.Settling("csat", "share", 0, 0, 62L, 0.012, 0.03),
                new TrustRows.Settling("csat", "share", 0, 7, 55L, 0.001, 0.004))),
        Map.entry(
            "agreements",
            List.of(
                new TrustRows.Agreement(
                    MadeUpYears.month(35),
                    "zendesk_explore",
                    "first_reply_minutes",
                    "minutes",
                    65.0,
                    80.0,
                    -15.0,
                    2L,
                    "other_month 1, own_reply 1"))),
        Map.entry(
            "respondents",
            List.of(
                new SurveyRows.Group(
                    MadeUpYears.month(34),
                    "all",
                    "all",
                    90L,
                    30L,
                    0.24,
                    0.44,
                    40.0,
                    28L,
                    31.5,
                    4.0,
                    59.0),
                new SurveyRows.Group(
                    MadeUpYears.month(34),
                    "clv_tier",
                    MadeUpReport.HOSTILE,
                    30L,
                    15L,
                    0.33,
                    0.67,
                    null,
                    0L,
                    null,
                    null,
                    null))),
        Map.entry(
            "checks",
            List.of(
                new TrustRows.CheckFound(
                    "gold.fct_ticket", "no_future", "warn", MadeUpReport.HOSTILE, 2L))));
  }

  private static <R> List<R> months(Function<Date, R> row) {
    return IntStream.range(0, MadeUpYears.MONTHS)
        .mapToObj(i -> row.apply(MadeUpYears.month(i)))
        .toList();
  }
}
