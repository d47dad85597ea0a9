package io.cxwarehouse.report;

import java.sql.Date;
import java.util.List;

/**
 * What the report is made of. Each list is what the query of its name below {@code report} on the
 * class path gives, each component of a row the column of its name.
 */
public record ReportData(
    List<Kpi> kpis,
    List<Score> scores,
    List<Effect> effects,
    List<Month> courses,
    List<Answers> answers,
    List<Duration> durations,
    List<Backlog> backlog,
    List<Topic> topics,
    List<Stage> stages,
    List<Churn> churn,
    List<Reason> reasons,
    List<Cohort> cohorts,
    List<Survival> survival,
    List<Tier> tiers,
    List<Stake> stakes,
    List<Week> tracking,
    List<Model> models,
    List<Web> web,
    List<Social> social,
    List<Chatbot> chatbot,
    List<Experience> experiences,
    List<Employees> employees,
    List<Deliveries> deliveries,
    List<Rejected> rejected,
    List<Restatement> restatements,
    List<CheckFound> checks) {

  /** A row of a part of the customers: one value of one segment. */
  interface Cut {
    String segmentName();

    String segmentValue();

    default Segment segment() {
      return new Segment(segmentName(), segmentValue());
    }
  }

  public record Kpi(
      String kpi,
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

  public record Answers(String segmentName, String segmentValue, Integer score, Long answers)
      implements Cut {}

  public record Duration(
      String measure, String segmentName, String segmentValue, Integer place, Long tickets)
      implements Cut {}

  public record Backlog(Date date, String ageBand, Long tickets) {}

  public record Topic(
      Date month,
      String topic,
      Long tickets,
      Double share,
      Double change,
      Double low,
      Double high,
      Long ratings,
      Long satisfied,
      Boolean isNew) {}

  public record Stage(
      Date month,
      String stage,
      Long customers,
      Long movedOn,
      Double low,
      Double high,
      Double medianDays,
      Double nps,
      Long npsAnswers,
      Double ces,
      Long cesAnswers) {}

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

  public record Web(Date month, Long sessions, Long engaged, Long checkouts, Long purchases) {}

  public record Social(
      Date month,
      String network,
      Long impressions,
      Long engagements,
      Long mentions,
      Long positive,
      Long neutral,
      Long negative) {}

  public record Chatbot(
      Date month,
      Long conversations,
      Long handoverKnown,
      Long contained,
      Long turns,
      Long fallbacks,
      Long fallbackKnown,
      Long ratings,
      Long thumbsUp) {}

  public record Experience(
      String experienceId,
      String variationId,
      Boolean isControl,
      Date metricDate,
      Long users,
      Long converted,
      Double uplift,
      Double low,
      Double high,
      Double pValue,
      Boolean isSampleRatioMismatch) {}

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

  public record Deliveries(
      String source, Date newest, Long files, Long taken, Long rejected, Long refused) {}

  public record Rejected(String source, String entity, String reason, Long records) {}

  public record Restatement(String runId, String table, String cause, Long changes) {}

  public record CheckFound(
      String table, String checkName, String severity, String description, Long offences) {}
}
