package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.collection.JavaConverters;

/** Where the Delta tables are, and how to read them at a pinned version. */
public final class Tables {
  private final String root;

  public Tables(String root) {
    this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  public String root() {
    return root;
  }

  public String path(TableId table) {
    return root + "/" + table.layer().folder() + "/" + table.name();
  }

  /** A table's identity and version; {@link #ABSENT} where there is no table yet. */
  public record State(String tableId, long version) {
    public static final State ABSENT = new State("", -1);

    public boolean exists() {
      return version >= 0;
    }
  }

  public State state(SparkSession spark, TableId table) {
    Snapshot snapshot = snapshot(spark, table);
    return snapshot.version() < 0
        ? State.ABSENT
        : new State(snapshot.metadata().id(), snapshot.version());
  }

  Map<String, String> properties(SparkSession spark, TableId table) {
    return JavaConverters.mapAsJavaMapConverter(snapshot(spark, table).metadata().configuration())
        .asJava();
  }

  /**
   * Reads a version. The current one is read without time travel, which would rebuild the log's
   * state for each read; it stays current, since the lock admits no other writer and steps wait for
   * their inputs.
   */
  public Dataset<Row> read(SparkSession spark, TableId table, long version) {
    if (snapshot(spark, table).version() == version) {
      return spark.read().format("delta").load(path(table));
    }
    return spark.read().format("delta").option("versionAsOf", version).load(path(table));
  }

  /**
   * Rows that changed after one version up to another: pre- and post-images with {@code
   * _change_type}. Fails where the change data feed does not reach back so far.
   */
  Dataset<Row> changes(SparkSession spark, TableId table, long after, long upTo) {
    return spark
        .read()
        .format("delta")
        .option("readChangeFeed", "true")
        .option("startingVersion", after + 1)
        .option("endingVersion", upTo)
        .load(path(table));
  }

  private Snapshot snapshot(SparkSession spark, TableId table) {
    DeltaLog log = DeltaLog.forTable(spark, path(table));
    return log.update(false, scala.Option.empty(), scala.Option.empty());
  }
}
