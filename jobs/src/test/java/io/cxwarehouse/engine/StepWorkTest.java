package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.TableId;
import java.time.Instant;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Spark's own tasks tell what was done for which table, and log for which. */
class StepWorkTest extends SparkCase {
  private static final TableId TICKET = TableId.of("silver.ticket");
  private static final TableId ORDERS = TableId.of("silver.orders");

  @Test
  void tasksAreCountedForTheTableOfTheirThread() throws Exception {
    StepWork work = new StepWork();
    spark().sparkContext().addSparkListener(work);
    try (LogContext about = about(TICKET)) {
      spark().range(0, 100_000, 1, 4).repartition(3).count();
    }
    spark().range(0, 10, 1, 2).count();
    spark().sparkContext().listenerBus().waitUntilEmpty(30_000);
    spark().sparkContext().removeSparkListener(work);
    assertThat(work.describe(TICKET, Instant.now()))
        .matches("[0-9]+ tasks done, 0 running; .*exchanged between tasks; Spark works on none.*");
    assertThat(work.describe(TICKET, Instant.now())).doesNotStartWith("0 ");
    assertThat(work.describe(ORDERS, Instant.now())).startsWith("0 tasks done, 0 running");
  }

  @Test
  void whatTasksLogCarriesRunStepAndTable() {
    List<String> seen;
    try (LogContext about = about(TICKET)) {
      seen =
          spark()
              .range(0, 2, 1, 2)
              .map(
                  (MapFunction<Long, String>)
                      i ->
                          String.join(
                              " ",
                              MDC.get("mdc.run_id"),
                              MDC.get("mdc.step"),
                              MDC.get("mdc.table"),
                              String.valueOf(TaskContext.get() != null)),
                  Encoders.STRING())
              .collectAsList();
      assertThat(MDC.get(LogContext.TABLE)).isEqualTo("silver.ticket");
    }
    assertThat(seen).hasSize(2).containsOnly("2026-03-31_7 compute silver.ticket true");
    assertThat(MDC.get(LogContext.TABLE)).isNull();
    assertThat(spark().sparkContext().getLocalProperty(LogContext.RUN)).isNull();
  }

  private LogContext about(TableId table) {
    return LogContext.of(spark().sparkContext(), "2026-03-31_7", "compute", table);
  }
}
