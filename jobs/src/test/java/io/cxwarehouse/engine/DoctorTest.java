package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.DamagedFile;
import io.cxwarehouse.delta.Tables;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose files are damaged, vacuumed under a reader, or of a kind that others misread. */
class DoctorTest extends SparkCase {
  private static final TableId TORN = TableId.of("silver.torn");
  private static final TableId HOLED = TableId.of("gold.holed");

  @TempDir Path folder;

  @Test
  void damageIsNamedByTableVersionAndFile() throws IOException {
    Tables tables = new Tables(folder.resolve("warehouse").toString());
    for (TableId table : List.of(TORN, HOLED)) {
      write(tables, table, 1);
      write(tables, table, 2);
    }
    assertThat(new Doctor(tables, spark().newSession()).examine()).isEmpty();

    Path commit = Path.of(tables.path(TORN)).resolve("_delta_log/00000000000000000001.json");
    byte[] whole = Files.readAllBytes(commit);
    Path data = Path.of(tables.read(spark(), HOLED, 1).inputFiles()[0].replace("file:", ""));
    Files.delete(data);
    for (int length : new int[] {0, whole.length - 20}) {
      Files.write(commit, java.util.Arrays.copyOf(whole, length));
      assertThat(new Doctor(tables, spark().newSession()).examine())
          .satisfiesExactlyInAnyOrder(
              torn -> {
                assertThat(torn.table()).isEqualTo(TORN);
                assertThat(torn.version()).isEqualTo(1);
                assertThat(torn.file()).isEqualTo("_delta_log/00000000000000000001.json");
                assertThat(torn.fault()).contains("cut short");
              },
              holed ->
                  assertThat(holed)
                      .isEqualTo(new DamagedFile(HOLED, 1, data.getFileName() + "", "is missing")));
      assertThat(commit).as("nothing is deleted").hasSize(length);
    }
  }

  @Test
  void aLongReaderOutlivesVacuum() throws IOException {
    Tables tables = new Tables(folder.resolve("vacuumed").toString());
    write(tables, HOLED, 1);
    Dataset<Row> reading = tables.read(spark(), HOLED, 0);
    write(tables, HOLED, 2);
    DeltaTable table = DeltaTable.forPath(spark(), tables.path(HOLED));
    table.vacuum();
    assertThat(reading.collectAsList().toString()).isEqualTo("[[1]]");
    assertThatThrownBy(() -> table.vacuum(0)).as("the retention is checked").isNotNull();
    try (Stream<Path> files = Files.list(Path.of(tables.path(HOLED)))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).hasSize(2);
    }
  }

  @Test
  void aGoldTableThatOthersMisreadIsAFailure() {
    Tables tables = new Tables(folder.resolve("readers").toString());
    write(tables, HOLED, 1);
    StepResult good = new StepTimer(HOLED).unchanged(How.SKIP, List.of(), 0);
    assertThat(GoldProtocol.checked(tables, spark(), good)).isEqualTo(good);
    spark()
        .sql(
            "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')"
                .formatted(tables.path(HOLED)));
    StepResult bad = GoldProtocol.checked(tables, spark(), good);
    assertThat(bad.status()).isEqualTo(StepResult.Status.FAILED);
    assertThat(bad.message().orElseThrow()).contains("gold.holed", "version 3");
  }

  private void write(Tables tables, TableId table, int value) {
    sql("SELECT %d AS n".formatted(value))
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .save(tables.path(table));
  }
}
