package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest extends SparkCase {
  @Test
  void aDateThatIsATypoIsWrittenAndReadAsItIs(@TempDir Path folder) {
    SparkSession session = spark().newSession();
    Sessions.configure(session);
    String table = folder.resolve("t").toString();
    session
        .sql("SELECT DATE'0201-03-01' AS d, TIMESTAMP'0201-03-01 10:00:00Z' AS t")
        .write()
        .format("delta")
        .save(table);
    assertThat(
            session
                .read()
                .format("delta")
                .load(table)
                .selectExpr("CAST(d AS STRING)", "CAST(t AS STRING)")
                .first()
                .toString())
        .isEqualTo("[0201-03-01,0201-03-01 10:00:00]");
  }

  /** Others read INT96 beyond the year 2262 as another date, or not at all. */
  @Test
  void timestampsAreNeverWrittenAsInt96(@TempDir Path folder) throws IOException {
    SparkSession session = spark().newSession();
    session.conf().set("spark.sql.parquet.outputTimestampType", "INT96");
    Sessions.configure(session);
    Path table = folder.resolve("t");
    session
        .sql("SELECT TIMESTAMP'9999-12-31 10:00:00Z' AS t, array(TIMESTAMP'2026-01-01') AS list")
        .write()
        .format("delta")
        .save(table.toString());
    List<Path> files;
    try (Stream<Path> all = Files.list(table)) {
      files = all.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(
                  new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false)))) {
        assertThat(reader.getFileMetaData().getSchema().getColumns())
            .hasSize(2)
            .allSatisfy(
                column ->
                    assertThat(column.getPrimitiveType().getPrimitiveTypeName())
                        .isEqualTo(PrimitiveTypeName.INT64));
      }
    }
  }
}
