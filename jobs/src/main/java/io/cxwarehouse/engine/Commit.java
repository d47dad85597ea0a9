package io.cxwarehouse.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Commits of one run. Each carries the run's id and a number that grows with runs and writes. The
 * number is a fence: Delta silently skips a write whose number is below the last one, so the engine
 * reads the run's id back from the commit and stops if it is not there.
 */
final class Commit {
  static final String APPLICATION = "cx-warehouse";
  private static final long WRITES_PER_RUN = 1_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Tables tables;
  private final String runId;
  private final AtomicLong number;
  private final Runnable guard;

  /**
   * @param guard fails if this run must not write any more
   */
  Commit(Tables tables, String runId, long runNumber, Runnable guard) {
    this.guard = guard;
    this.tables = tables;
    this.runId = runId;
    this.number = new AtomicLong(runNumber * WRITES_PER_RUN);
  }

  /**
   * What a commit is marked with.
   *
   * @param guard fails if it must not be made any more
   */
  record Mark(String userMetadata, long number, Runnable guard) {
    /** Marks a DataFrame's write; it may come from another session than the table's reader. */
    DataFrameWriter<Row> on(DataFrameWriter<Row> writer) {
      return writer
          .option("userMetadata", userMetadata)
          .option("txnAppId", APPLICATION)
          .option("txnVersion", number);
    }

    /** Marks what a session commits by commands; {@link #clear} ends it. */
    void on(SparkSession session) {
      session.conf().set("spark.databricks.delta.commitInfo.userMetadata", userMetadata);
      session.conf().set("spark.databricks.delta.write.txnAppId", APPLICATION);
      session.conf().set("spark.databricks.delta.write.txnVersion", number);
    }

    static void clear(SparkSession session) {
      session.conf().unset("spark.databricks.delta.commitInfo.userMetadata");
      session.conf().unset("spark.databricks.delta.write.txnAppId");
      session.conf().unset("spark.databricks.delta.write.txnVersion");
    }
  }

  /**
   * Runs one write and makes sure that it became the table's next version.
   *
   * @return the version
   */
  long write(SparkSession session, TableId table, Consumer<Mark> write) {
    guard.run();
    long before = tables.state(session, table).version();
    long count = number.incrementAndGet();
    Mark mark = new Mark(runId + "/" + count, count, guard);
    write.accept(mark);
    long after = tables.state(session, table).version();
    if (after <= before || !mark.userMetadata().equals(userMetadata(session, table, after))) {
      throw new CxwException(
          ExitCode.LOCKED,
          "A write to " + table + " did not become version " + (before + 1) + ".",
          "another run has written to this warehouse since this one began",
          "Run the same command again once the other run has ended; nothing is lost.");
    }
    return after;
  }

  private String userMetadata(SparkSession session, TableId table, long version) {
    Path file = new Path(tables.path(table), "_delta_log/%020d.json".formatted(version));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                file.getFileSystem(session.sessionState().newHadoopConf()).open(file),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("\"commitInfo\"")) {
          JsonNode info = JSON.readTree(line).path("commitInfo");
          return info.path("userMetadata").asText(null);
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
