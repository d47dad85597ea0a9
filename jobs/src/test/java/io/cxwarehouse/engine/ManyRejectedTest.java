package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Rejects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

/** More rejected rows than a driver holds, as where a feed of exchange rates is missing. */
class ManyRejectedTest extends NightCase {
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
    Warehouse warehouse = engine("warehouse").warehouse();
    TableSpec spec = warehouse.definitions().table(OpsTables.REJECTED_RECORD).spec();
    Tables tables = warehouse.tables();
    RejectedRecords records = new RejectedRecords(tables, spec);
    Dataset<Row> rejects =
        spark()
            .range(from, until, 1, 2)
            .select(
                lit("missing_fx_rate").as(Rejects.REASON),
                lit("billing/orders/2026-03-02/orders.csv").as("_file"),
                lit("f").as("_file_id"),
                col("id").as("_row_number"),
                concat(lit("billing:"), col("id")).as("_record_id"));
    long count = records.of(spark(), TABLE, Optional.empty(), rejects);
    if (records.hasDiff()) {
      assertHeldBySpark(records.diff(spark()));
      TableWriter writer =
          new TableWriter(tables, new Commit(tables, "run_" + ++runs, runs, () -> {}));
      if (tables.state(spark(), spec.id()).exists()) {
        writer.apply(spark(), spec, records.diff(spark()));
      } else {
        writer.append(spark(), spec, records.diff(spark()));
      }
      records.forget();
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
