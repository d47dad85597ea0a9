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
      Map.of(
          "spark.sql.session.timeZone", "UTC",
          "spark.sql.ansi.enabled", "true",
          "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS",
          "spark.sql.legacy.timeParserPolicy", "CORRECTED",
          "spark.sql.files.ignoreCorruptFiles", "false",
          "spark.sql.files.ignoreMissingFiles", "false",
          // A table's log is read by one task; the default of 50 costs seconds per small table.
          "spark.databricks.delta.snapshotPartitions", "1",
          "spark.databricks.delta.merge.materializeSource", "none",
          "spark.databricks.delta.properties.defaults.checkpointInterval", "100");

  static void configure(SparkSession session) {
    RUNTIME.forEach((name, value) -> session.conf().set(name, value));
  }
}
