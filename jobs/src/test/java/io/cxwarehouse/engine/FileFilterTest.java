package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.Layout;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.JavaConverters;

/**
 * A large table in order: what is looked up by few keys or dates is read from the files that hold
 * it.
 */
class FileFilterTest extends SparkCase {
  private static final int ROWS = 250_000;
  private static final TableSpec SPEC =
      TableSpec.parse(
          "CREATE TABLE silver.thing (id STRING COMMENT 'i', day DATE COMMENT 'd', n BIGINT COMMENT"
              + " 'n') USING delta COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'n', 'cxw.sorted_by' ="
              + " 'id')",
          "test");

  @TempDir Path folder;

  @Test
  void onlyFilesThatCanHoldARowAreRead() {
    Tables tables = new Tables(folder.toString());
    Dataset<Row> things =
        spark()
            .range(ROWS)
            .select(
                format_string("thing:%07d", col("id")).as("id"),
                when(col("id").notEqual(7), date_add(lit(Date.valueOf("2026-01-01")), dayOf()))
                    .as("day"),
                col("id").as("n"))
            .orderBy(col("n").mod(lit(1000)));
    new TableWriter(tables, new Commit(tables, "run", 1, () -> {}))
        .overwrite(spark(), SPEC, Layout.of(SPEC, things, ROWS), false);
    Dataset<Row> stored =
        tables.read(spark(), SPEC.id(), tables.state(spark(), SPEC.id()).version());
    assertThat(files(stored)).isEqualTo(3);

    assertFound(stored.where(col("id").equalTo("thing:0000007")), 1, 1);
    assertFound(stored.where(col("id").isin("thing:0000007", "thing:0249999")), 2, 2);
    assertFound(stored.where(col("id").isin("thing:", "z")), 0, 0);
    assertFound(
        stored.where(col("day").gt(d("2026-09-01")).and(col("day").leq(d("2026-09-03")))),
        1,
        2_000);
    assertFound(stored.where(col("day").leq(d("2026-01-01"))), 1, 999);
    // What is not understood reads everything.
    assertFound(stored.where(col("day").isNull().or(col("id").equalTo("z"))), 3, 1);
    assertFound(stored.where(col("n").equalTo(7)), 3, 1);

    assertFound(narrowed(stored, 200_000, 600), 1, 600);
    assertFound(narrowed(stored, 0, 5_000), 1, 5_000);
    assertFound(narrowed(stored, ROWS, 5_000), 0, 0);
    assertFound(narrowed(stored, 200_000, 5_000, "(id = 'thing:0000001')"), 2, 5_001);

    // Parquet would take each list to every file.
    assertThat(pushed(narrowed(stored, 0, 11))).contains("thing:0000010").doesNotContain("In(");
    assertThat(pushed(narrowed(stored, 0, 5_000))).doesNotContain("In(");
    assertThat(pushed(narrowed(stored, 0, 2))).contains("In(");
  }

  private static Column dayOf() {
    return col("id").divide(lit(1000)).cast("int");
  }

  private static Date d(String text) {
    return Date.valueOf(text);
  }

  private Dataset<Row> narrowed(Dataset<Row> stored, int first, int count) {
    return narrowed(stored, first, count, "false");
  }

  /** Narrowed to some ids in a row, to those for which a condition holds, and to null. */
  private Dataset<Row> narrowed(Dataset<Row> stored, int first, int count, String condition) {
    Dataset<Row> values =
        spark()
            .range(first, (long) first + count)
            .select(format_string("thing:%07d", col("id")).as("id"))
            .union(stored.where(condition).select("id"));
    try (Affected affected = new Affected(List.of("id"), List.of(values))) {
      return affected.narrow(stored, List.of("id"), List.of());
    }
  }

  private void assertFound(Dataset<Row> rows, int files, long count) {
    assertThat(files(rows)).isEqualTo(files);
    assertThat(rows.count()).isEqualTo(count);
    assertThat(rows.select("n").as(Encoders.LONG()).distinct().count()).isEqualTo(count);
  }

  /** How many files its scan reads. */
  private static int files(Dataset<Row> rows) {
    int files = 0;
    for (PartitionDirectory directory : scan(rows).selectedPartitions()) {
      files += directory.files().size();
    }
    return files;
  }

  /** What its scan asks Parquet for. */
  private static String pushed(Dataset<Row> rows) {
    return scan(rows).metadata().apply("PushedFilters");
  }

  private static FileSourceScanExec scan(Dataset<Row> rows) {
    List<SparkPlan> leaves =
        JavaConverters.seqAsJavaListConverter(rows.queryExecution().sparkPlan().collectLeaves())
            .asJava();
    assertThat(leaves).hasSize(1);
    return (FileSourceScanExec) leaves.get(0);
  }
}
