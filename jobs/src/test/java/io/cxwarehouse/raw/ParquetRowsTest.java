package io.cxwarehouse.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRowsTest extends SparkCase {
  @TempDir Path folder;

  private Path written(Dataset<Row> rows, String timestamps) throws IOException {
    spark().conf().set("spark.sql.parquet.outputTimestampType", timestamps);
    try {
      rows.coalesce(1).write().mode("overwrite").parquet(folder.resolve("out").toString());
    } finally {
      spark().conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    }
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  private static List<List<String>> values(EntityShape shape, Path file) throws IOException {
    try (FileRows rows =
        ParquetRows.read(
            shape,
            "file.parquet",
            new org.apache.hadoop.fs.Path(file.toUri()),
            new Configuration())) {
      List<List<String>> values = new ArrayList<>();
      rows.forEachRemaining(row -> values.add(Arrays.asList(row.values())));
      assertThat(rows.outcome().status()).isEqualTo(ReadOutcome.Status.OK);
      return values;
    }
  }

  @Test
  void givesEveryTypeAsText() throws IOException {
    EntityShape shape =
        FileReading.shape(
            Format.PARQUET, "id", "amount", "day", "at", "local", "flag", "score", "none", "text");
    String select =
        "SELECT 9007199254740993L AS ID, CAST('12.50' AS DECIMAL(20,2)) AS amount,"
            + " DATE '1969-12-31' AS day, TIMESTAMP '2026-03-01 10:00:00.123456' AS at,"
            + " TIMESTAMP_NTZ '2026-03-01 10:00:00' AS local, true AS flag, 0.1D AS score,"
            + " CAST(null AS INT) AS none, 'é\"' AS text";
    for (String timestamps : List.of("INT96", "TIMESTAMP_MICROS")) {
      assertThat(values(shape, written(sql(select), timestamps)))
          .containsExactly(
              Arrays.asList(
                  "9007199254740993",
                  "12.50",
                  "1969-12-31",
                  "2026-03-01T10:00:00.123456Z",
                  "2026-03-01 10:00:00",
                  "true",
                  "0.1",
                  null,
                  "é\""));
    }
  }

  @Test
  void givesNestedValuesAsJson() throws IOException {
    EntityShape shape = FileReading.shape(Format.PARQUET, "id", "list", "map", "struct", "empty");
    Path file =
        written(
            sql(
                "SELECT 1 AS id, array(1, null, 3) AS list, map('k', array('v')) AS map,"
                    + " named_struct('a', CAST(null AS INT), 'b', DATE '2026-03-01', 'c', double('NaN'))"
                    + " AS struct, CAST(array() AS ARRAY<STRING>) AS empty"),
            "TIMESTAMP_MICROS");
    assertThat(values(shape, file))
        .containsExactly(
            List.of(
                "1",
                "[1,null,3]",
                "{\"k\":[\"v\"]}",
                "{\"b\":\"2026-03-01\",\"c\":\"NaN\"}",
                "[]"));
  }

  @Test
  void filesOfJsonEntitiesMayBeParquet() throws IOException {
    Path exported = folder.resolve("ga4/events/2026-03-02");
    Files.createDirectories(exported);
    Path parquet = exported.resolve("events_20260301000");
    Files.copy(written(sql("SELECT 'a' AS id, named_struct('b', 1) AS v"), "INT96"), parquet);
    Path json = exported.resolve("events_20260301001.parquet");
    Files.writeString(json, "{\"id\":\"c\",\"v\":{\"b\":1}}\n");
    List<FileTask> tasks = new ArrayList<>();
    for (Path file : List.of(parquet, json)) {
      String place = folder.relativize(file).toString();
      LocalDate delivered = LocalDate.of(2026, 3, 2);
      tasks.add(new FileTask(tasks.size(), 0, place, Files.size(file), place, delivered));
    }
    List<Row> rows =
        ReadFiles.read(spark(), folder.toString(), tasks, List.of(FileReading.json("id", "v")))
            .where("kind = 'GOOD'")
            .orderBy("_key")
            .collectAsList();
    assertThat(rows.stream().map(row -> row.<String>getList(row.fieldIndex("fields"))))
        .containsExactly(List.of("a", "{\"b\":1}"), List.of("c", "{\"b\":1}"));
  }

  @Test
  void readsAllRowGroupsAndRefusesDamage() throws IOException {
    EntityShape shape = FileReading.shape(Format.PARQUET, "id");
    Dataset<Row> many = spark().range(0, 50_000, 1, 1).selectExpr("uuid() AS id");
    spark().sparkContext().hadoopConfiguration().setInt("parquet.block.size", 1 << 19);
    Path file;
    try {
      file = written(many, "TIMESTAMP_MICROS");
    } finally {
      spark().sparkContext().hadoopConfiguration().unset("parquet.block.size");
    }
    assertThat(values(shape, file)).hasSize(50_000);
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
    Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0x5a);
    Path damaged = Files.write(folder.resolve("damaged"), bytes);
    for (Path bad : List.of(cut, damaged)) {
      try (FileRows rows =
          ParquetRows.read(
              shape,
              "bad.parquet",
              new org.apache.hadoop.fs.Path(bad.toUri()),
              new Configuration())) {
        rows.forEachRemaining(row -> {});
        assertThat(rows.outcome().isRefused()).isTrue();
      }
    }
    Path empty = Files.write(folder.resolve("empty"), new byte[0]);
    try (FileRows rows =
        ParquetRows.read(
            shape,
            "empty.parquet",
            new org.apache.hadoop.fs.Path(empty.toUri()),
            new Configuration())) {
      assertThat(rows.hasNext()).isFalse();
      assertThat(rows.outcome().status()).isEqualTo(ReadOutcome.Status.EMPTY);
    }
  }
}
