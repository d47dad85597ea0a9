package io.cxwarehouse.report;

import java.sql.Date;

/** Rows about what customers and employees answered, and who was asked. */
public final class SurveyRows {
  private SurveyRows() {}

  public record Answers(String segmentName, String segmentValue, Integer score, Long answers)
      implements Cut {}

  public record Group(
      Date month,
      String segmentName,
      String segmentValue,
      Long invited,
      Long responded,
      Double low,
      Double high,
      Double nps,
      Long npsAnswers,
      Double npsPostStratified,
      Double npsPostStratifiedCiLow,
      Double npsPostStratifiedCiHigh) {}

  public record Employees(
      Date month,
      String segmentName,
      String segmentValue,
      Long answers,
      Long promoters,
      Long passives,
      Long detractors,
      Double enps,
      Boolean suppressed,
      Double low,
      Double high) {}
}
