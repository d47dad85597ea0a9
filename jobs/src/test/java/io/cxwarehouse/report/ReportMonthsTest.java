package io.cxwarehouse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Topics and stages of the report: which month they are of, and against which one. */
class ReportMonthsTest extends ReportQueryCase {
  /** Of 8 tickets of one help desk and 2 of another, which had none the month before. */
  @Test
  void topicsAreSharesOfAllHelpDesks() {
    List<SupportRows.Topic> topics =
        read(
                Map.of(
                    "gold.kpi_topic_monthly",
                    List.of(
                        topic("2026-02-01", "delivery", "zendesk", 3, 8, 1, 4),
                        topic("2026-02-01", "billing", "zendesk", 1, 8, 0, 4),
                        topic("2026-02-01", "billing", "freshdesk", 1, 2, 0, 0),
                        topic("2026-02-01", null, "zendesk", 4, 8, 3, 4),
                        topic("2026-03-01", "delivery", "zendesk", 9, 9, 3, 8))),
                LocalDate.of(2026, 3, 15))
            .topics();
    assertThat(topics)
        .extracting(
            t -> t.topic(), t -> t.tickets(), t -> t.share(), t -> t.change(), t -> t.isNew())
        .containsExactly(
            tuple("delivery", 3L, 0.3, 3 / 10.0 - 1 / 4.0, false),
            tuple("billing", 2L, 0.2, 0.2, true),
            tuple(null, 4L, 0.4, 4 / 10.0 - 3 / 4.0, false));
    assertThat(topics).allSatisfy(t -> assertThat(t.change()).isBetween(t.low(), t.high()));
  }

  private Row topic(
      String month, String topic, String source, long n, long all, long before, long allBefore) {
    return of(
        "gold.kpi_topic_monthly",
        "month",
        month,
        "topic",
        topic,
        "source",
        source,
        "tickets",
        n,
        "tickets_all",
        all,
        "tickets_previous",
        before,
        "tickets_all_previous",
        allBefore,
        "ratings",
        0L,
        "satisfied",
        0L);
  }

  @Test
  void stagesAreOfTheMonthThatWasMature() {
    assertThat(
            read(
                    Map.of(
                        "gold.kpi_journey_monthly",
                        List.of(
                            stage("2026-01-01", "all", "2026-03-02", 7),
                            stage("2026-01-01", "order", "2026-03-02", 3),
                            stage("2026-02-01", "all", "2026-03-30", 9))),
                    LocalDate.of(2026, 3, 15))
                .stages())
        .extracting(s -> s.customers())
        .containsExactly(7L);
  }

  private Row stage(String month, String touchpoint, String mature, long customers) {
    return of(
        "gold.kpi_journey_monthly",
        "month",
        month,
        "stage",
        "buy",
        "touchpoint",
        touchpoint,
        "mature_on",
        mature,
        "customers",
        customers);
  }
}
