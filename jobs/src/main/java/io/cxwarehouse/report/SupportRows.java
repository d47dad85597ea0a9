package io.cxwarehouse.report;

import java.sql.Date;

/** Rows about tickets, and about the journey that customers contact us on. */
public final class SupportRows {
  private SupportRows() {}

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
}
