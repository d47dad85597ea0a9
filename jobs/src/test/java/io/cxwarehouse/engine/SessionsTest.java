package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkTest;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest extends SparkTest {
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
}
