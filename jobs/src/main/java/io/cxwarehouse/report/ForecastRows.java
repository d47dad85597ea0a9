package io.cxwarehouse.report;

import java.sql.Date;

/** Rows that say what customers are expected to do, and how well such was foretold before. */
public final class ForecastRows {
  private ForecastRows() {}

  public record Tier(
      String segmentName,
      String segmentValue,
      String tier,
      Long customers,
      Double clv,
      Double historicalValue,
      Double pAlive,
      Double expectedOrders)
      implements Cut {}

  public record Stake(
      String reason,
      Long customersKnown,
      Long customers,
      Double mrr,
      Double clv,
      Long clvCustomers) {}

  public record Health(
      String reason, Long customers, Long atRisk, Double probability, Double mrr) {}

  public record HealthModel(
      String model,
      Date fitDate,
      String fitStatus,
      String message,
      Boolean isPublished,
      Long testRows,
      Double baseRate,
      Double brierScore,
      Double baseRateBrierScore,
      Double aucPr,
      Double calibrationSlope) {}

  public record Week(
      String model,
      Date fitDate,
      Date weekEnd,
      Boolean isHoldout,
      Long actualCumulative,
      Double expectedCumulative) {}

  public record Model(
      String model,
      Date fitDate,
      String fitStatus,
      String message,
      Long customers,
      Long repeaters,
      Double holdoutBias,
      Double holdoutCorrelation,
      Double holdoutMse,
      Double holdoutMseSameRate,
      Boolean isPublished) {}
}
