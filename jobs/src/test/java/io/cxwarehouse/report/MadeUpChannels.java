package io.cxwarehouse.report;

import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Made up months of channels, employees and deliveries, and revenue at stake, with names that are
 * not harmless.
 */
final class MadeUpChannels {
  private MadeUpChannels() {}

  static Map<String, List<?>> all() {
    return Map.ofEntries(
        Map.entry("stakes", List.of(new ReportData.Stake("any", 900L, 40L, 5_000.0, 9_000.0, 30L))),
        Map.entry("web", months(m -> new ReportData.Web(m, 900L, 500L, 80L, 40L))),
        Map.entry(
            "social",
            months(m -> new ReportData.Social(m, "linkedin", 20_000L, 900L, 30L, 12L, 10L, 8L))),
        Map.entry(
            "chatbot",
            months(
                m -> new ReportData.Chatbot(m, 400L, 400L, 300L, 1_600L, 200L, 1_500L, 90L, 60L))),
        Map.entry(
            "topics",
            List.of(
                new ReportData.Topic(
                    MadeUpYears.month(34), "delivery", 30L, 0.3, 0.1, 0.02, 0.18, 10L, 8L, false),
                new ReportData.Topic(
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
                new ReportData.Topic(
                    MadeUpYears.month(34), null, 70L, 0.7, -0.1, -0.3, 0.1, 5L, 1L, false))),
        Map.entry(
            "stages",
            List.of(
                new ReportData.Stage(
                    MadeUpYears.month(33), "aware", 90L, 30L, 0.2, 0.4, 4.5, null, 0L, 0.8, 10L),
                new ReportData.Stage(
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
                new ReportData.Experience(
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
                new ReportData.Experience(
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
                new ReportData.Employees(
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
                new ReportData.Employees(
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
                new ReportData.Deliveries(
                    "zendesk", Date.valueOf(MadeUpReport.DAY), 9L, 900L, 3L, 0L))),
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
                    "gold.fct_ticket", "no_future", "warn", MadeUpReport.HOSTILE, 2L))));
  }

  private static <R> List<R> months(Function<Date, R> row) {
    return IntStream.range(0, MadeUpYears.MONTHS)
        .mapToObj(i -> row.apply(MadeUpYears.month(i)))
        .toList();
  }
}
