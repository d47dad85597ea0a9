package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.DiffStats;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import java.util.Optional;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

class ChangeTest extends NightCase {
  private static final int MANY = 2 * Few.MAX_ROWS;
  private static final TableSpec SPEC =
      TableSpec.parse(
          "CREATE TABLE silver.thing (id BIGINT COMMENT 'i', n BIGINT COMMENT 'n') USING delta"
              + " COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'id')",
          "test");

  /** More rows than the driver holds: counts, checks and the write all read what is held. */
  @Test
  void aChangeOfManyRowsIsComputedOnce() {
    SparkSession session = engine("warehouse").warehouse().newSession();
    Sessions.fit(session, Long.MAX_VALUE);
    Tables tables = new Tables(folder.resolve("warehouse").toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, () -> {}));
    writer.overwrite(session, SPEC, Diff.ofNew(SPEC, rows(session, 1)), true);
    Dataset<Row> before = tables.read(session, SPEC.id(), 0);

    LongAccumulator computed = session.sparkContext().longAccumulator();
    Dataset<Row> after =
        rows(session, 2)
            .filter(
                (FilterFunction<Row>)
                    row -> {
                      computed.add(1);
                      return true;
                    });
    try (Change change =
        Change.of(SPEC, Diff.between(SPEC, Diff.located(before), after), Optional.empty(), false)) {
      assertThat(change.rows()).isEmpty();
      assertThat(change.stats()).isEqualTo(new DiffStats(0, MANY, 0, 0, 0, 1));
      assertThat(Diff.applied(SPEC, before, change.diff()).count()).isEqualTo(MANY);
      writer.apply(session, SPEC, change.diff());
    }
    assertThat(computed.value()).isEqualTo(MANY);
    assertThat(tables.read(session, SPEC.id(), 1).where(col("n").equalTo(2)).count())
        .isEqualTo(MANY);
  }

  private static Dataset<Row> rows(SparkSession session, int n) {
    return session.range(MANY).selectExpr("id", "CAST(" + n + " AS BIGINT) AS n");
  }
}
