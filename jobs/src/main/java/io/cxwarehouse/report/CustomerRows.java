package io.cxwarehouse.report;

import java.sql.Date;

/** Rows about who stays and who leaves, and why. */
public final class CustomerRows {
  private CustomerRows() {}

  public record Churn(
      Date month,
      String segmentName,
      String segmentValue,
      Long customersStart,
      Long customersChurned,
      Long customersEnd,
      Double mrrStart,
      Double mrrNew,
      Double mrrExpansion,
      Double mrrReactivation,
      Double mrrContraction,
      Double mrrChurn,
      Double mrrMoved,
      Double mrrEnd)
      implements Cut {}

  public record Reason(String kind, String reason, Long customers, Double mrr, Long deals) {}

  public record Cohort(
      String basis,
      String segmentName,
      String segmentValue,
      Date cohortStart,
      Integer period,
      Long cohortSize,
      Long activeCustomers,
      Double retentionRate)
      implements Cut {}

  public record Survival(
      String basis,
      String segmentName,
      String segmentValue,
      Integer day,
      Long atRisk,
      Double survival,
      Double low,
      Double high)
      implements Cut {}

  public record Driver(
      String outcome,
      String driver,
      Date windowEnd,
      Long customers,
      Double oddsRatio,
      Double low,
      Double high,
      Double qValue,
      Double correlation,
      String fitStatus,
      String message,
      String reversedBy) {}
}
