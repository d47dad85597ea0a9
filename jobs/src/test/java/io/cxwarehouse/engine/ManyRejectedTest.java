package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.catalog.TableId;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

/** More rejected rows than a driver holds, as where a feed of exchange rates is missing. */
class ManyRejectedTest extends NightTest {
  private static final TableId TABLE = TableId.of("silver.order_value");
  private static final int MANY = Few.MAX_ROWS + 2;

  private long runs;

  @Test
  void manyRejectedRowsStayInSparkAndLeaveWhenTheyHave() {
    assertThat(rejected(0, MANY)).isEqualTo(MANY);
    assertThat(rejected(0, MANY)).as("the same again").isZero();
    // All but one have healed, and the list gets as many changes.
    assertThat(rejected(MANY - 1, MANY)).isZero();
    Engine engine = engine("warehouse");
    assertThat(
            engine
                .query("SELECT record_id, source, reason, message FROM ops.rejected_record")
                .collectAsList()
                .toString())
        .isEqualTo(
            "[[billing:%d,billing,missing_fx_rate,no exchange rate on or before the date]]"
                .formatted(MANY - 1));
  }

  /** A run in which a table rejects the orders from one number up to another. */
  private long rejected(long from, long until) {
    Engine engine = engine("warehouse");
    OpsLog ops = new OpsLog(engine.definitions(), "run_" + ++runs);
    TableWriter writer =
        new TableWriter(
            engine.tables(), new Commit(engine.tables(), "run_" + runs, runs, () -> {}));
    RunContext run =
        engine.context(RunOptions.of(LocalDate.of(2026, 3, 2)), engine.state(), ops, writer);
    Dataset<Row> rejects =
        spark()
            .range(from, until, 1, 2)
            .select(
                lit("missing_fx_rate").as(Rejects.REASON),
                lit("billing/orders/2026-03-02/orders.csv").as("_file"),
                lit("f").as("_file_id"),
                col("id").as("_row_number"),
                concat(lit("billing:"), col("id")).as("_record_id"));
    long count = ops.rejected(run, spark(), TABLE, Optional.empty(), rejects);
    if (ops.hasRejectedDiff()) {
      assertHeldBySpark(ops.rejectedDiff(spark()));
      if (engine.tables().state(spark(), OpsLog.REJECTED_RECORD).exists()) {
        writer.apply(spark(), ops.spec(OpsLog.REJECTED_RECORD), ops.rejectedDiff(spark()));
      } else {
        writer.append(spark(), ops.spec(OpsLog.REJECTED_RECORD), ops.rejectedDiff(spark()));
      }
      ops.forgetRejected();
    }
    return count;
  }

  private static void assertHeldBySpark(Dataset<Row> diff) {
    LogicalPlan plan = diff.queryExecution().withCachedData();
    assertThat(JavaConverters.seqAsJavaListConverter(plan.collectLeaves()).asJava())
        .as("where the rows are")
        .anyMatch(
            leaf ->
                leaf instanceof InMemoryRelation held
                    && held.cacheBuilder().storageLevel().useDisk())
        .allMatch(leaf -> !(leaf instanceof LocalRelation local) || local.data().isEmpty());
  }
}
