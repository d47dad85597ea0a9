package io.cxwarehouse.report;

import java.sql.Date;

/** Rows about KPIs: what each is, how it stands, and how it came to that. */
public final class ScoreRows {
  private ScoreRows() {}

  public record Kpi(
      String kpi,
      String label,
      String definition,
      String unit,
      String direction,
      String statistic,
      String pillar,
      String period) {}

  public record Score(
      String kpi,
      String segmentName,
      String segmentValue,
      String windowName,
      Date windowStart,
      Date windowEnd,
      Double value,
      Long n,
      Double ciLow,
      Double ciHigh,
      Double previousValue,
      Date previousWindowStart,
      Date previousWindowEnd,
      Double change,
      Double changeCiLow,
      Double changeCiHigh,
      Double target,
      Double benchmarkLow,
      Double benchmarkHigh,
      String benchmarkStatus,
      String alertDirection,
      String alertReason)
      implements Cut {}

  public record Effect(
      String kpi, String segmentName, String segmentValue, Double rateEffect, Double mixEffect) {}

  public record Month(
      String kpi,
      String segmentName,
      String segmentValue,
      Date month,
      Double value,
      Long n,
      Double low,
      Double high)
      implements Cut {}
}
