package io.cxwarehouse.engine;

import io.cxwarehouse.functions.SqlFunctions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Spark settings that our numbers depend on, and the session that has them. */
public final class Sessions {
  private Sessions() {}

  /** Settings of the session's builder: some cannot be set later. */
  public static Map<String, String> required() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "spark.sql.extensions",
        "io.delta.sql.DeltaSparkSessionExtension," + SqlFunctions.class.getName());
    settings.put(
        "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    settings.putAll(RUNTIME);
    return settings;
  }

  private static final Map<String, String> RUNTIME =
      Map.ofEntries(
          Map.entry("spark.sql.session.timeZone", "UTC"),
          Map.entry("spark.sql.ansi.enabled", "true"),
          Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
          Map.entry("spark.sql.legacy.timeParserPolicy", "CORRECTED"),
          // A delivered typo such as 0201-03-01 would else fail the write of its whole table.
          Map.entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
          Map.entry("spark.sql.files.ignoreCorruptFiles", "false"),
          Map.entry("spark.sql.files.ignoreMissingFiles", "false"),
          // Some files more cost less than rows that are written again because they lie in one.
          Map.entry("spark.sql.files.maxRecordsPerFile", "200000"),
          // A table's log is read by one task; the default of 50 costs seconds per small table.
          Map.entry("spark.databricks.delta.snapshotPartitions", "1"),
          // Beside each version the log lists the files of a small table; see Tables.read.
          Map.entry("spark.databricks.delta.allFilesInCrc.thresholdNumFiles", "200"),
          Map.entry("spark.databricks.delta.incremental.commit.forceVerifyInTests", "false"),
          // A few rows are looked for in all partitions at once, not in one, then four, then ...
          Map.entry("spark.sql.limit.initialNumPartitions", "1000"),
          Map.entry("spark.sql.ui.explainMode", "simple"),
          Map.entry("spark.databricks.delta.properties.defaults.checkpointInterval", "100"));

  static void configure(SparkSession session) {
    RUNTIME.forEach((name, value) -> session.conf().set(name, value));
  }
}
