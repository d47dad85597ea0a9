package io.cxwarehouse.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Commits of one run. Each carries the run's id and a number that grows with runs and writes. The
 * number is a fence: Delta silently skips a write whose number is below the last one, so the engine
 * reads the run's id back from the commit and stops if it is not there.
 */
public final class Commit {
  static final String APPLICATION = "cx-warehouse";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Tables tables;
  private final String runId;
  private final long runNumber;
  private final AtomicLong number;
  private final Runnable guard;
  private final Optional<JsonNode> step;

  /**
   * @param guard fails if this run must not write any more
   */
  public Commit(Tables tables, String runId, long runNumber, Runnable guard) {
    this(
        tables,
        runId,
        runNumber,
        new AtomicLong(runNumber * CommitLog.WRITES_PER_RUN),
        guard,
        Optional.empty());
  }

  private Commit(
      Tables tables,
      String runId,
      long runNumber,
      AtomicLong number,
      Runnable guard,
      Optional<JsonNode> step) {
    this.tables = tables;
    this.runId = runId;
    this.runNumber = runNumber;
    this.number = number;
    this.guard = guard;
    this.step = step;
  }

  /** Fails if this run must not write any more. */
  void check() {
    guard.run();
  }

  /** Commits of the same run that carry what a step has to say. */
  Commit carrying(JsonNode record) {
    return new Commit(tables, runId, runNumber, number, guard, Optional.of(record));
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
    Mark mark = new Mark(userMetadata(count), count, guard);
    write.accept(mark);
    long after = tables.state(session, table).version();
    Optional<CommitLog.Written> written =
        new CommitLog(tables, session.sessionState().newHadoopConf()).find(table, after);
    if (after <= before
        || !written.map(CommitLog.Written::userMetadata).equals(Optional.of(mark.userMetadata()))) {
      throw overtaken(table, before + 1);
    }
    return after;
  }

  static CxwException overtaken(TableId table, long version) {
    return new CxwException(
        ExitCode.LOCKED,
        "A write to " + table + " did not become version " + version + ".",
        "another run has written to this warehouse since this one began",
        "Run the same command again once the other run has ended; nothing is lost.");
  }

  private String userMetadata(long write) {
    ObjectNode json = JSON.createObjectNode();
    json.put("run_id", runId);
    json.put("run_number", runNumber);
    json.put("write", write);
    step.ifPresent(record -> json.set("step", record));
    return json.toString();
  }
}
