package io.cxwarehouse.report;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.ScoreRows.Kpi;
import io.cxwarehouse.report.ScoreRows.Score;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Data of a report, made up: nothing at all, or years of everything. */
final class MadeUpReport {
  static final LocalDate DAY = LocalDate.of(2026, 3, 31);
  static final String HOSTILE = "<img src=x onerror=alert(1)></script><b>";

  private MadeUpReport() {}

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
        Labels.words(name),
        "What " + name + " says",
        unit,
        direction,
        statistic,
        pillar,
        "day");
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
        n,
        of[0],
        of[1],
        of[2],
        before,
        Date.valueOf(DAY.minusDays(28)),
        of[3],
        of[4],
        of[5],
        null,
        of[6],
        of[7],
        status,
        null,
        null);
  }

  /** Three years of all that can be shown, in all segments, with names that are not harmless. */
  static ReportData years() {
    return new MadeUpYears().all();
  }
}
