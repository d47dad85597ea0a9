package io.cxwarehouse.engine;

import io.cxwarehouse.functions.SqlFunctions;
import io.cxwarehouse.plans.SmallPlans;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;

/** Spark settings that our numbers depend on, and the session that has them. */
public final class Sessions {
  /** Bytes up to which inputs count as small; a file of Parquet has some 30 bytes a row. */
  public static final String SMALL = "spark.cxwarehouse.smallInputBytes";

  private static final String SMALL_DEFAULT = "8m";
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";

  private Sessions() {}

  /** Settings of the session's builder: some cannot be set later. */
  public static Map<String, String> required() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "spark.sql.extensions",
        String.join(
            ",",
            "io.delta.sql.DeltaSparkSessionExtension",
            SqlFunctions.class.getName(),
            SmallPlans.class.getName()));
    settings.put(
        "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    // Each sort and aggregation takes a page at least. Spark sizes pages for few of them in a task,
    // but a small plan is one task (OneTask): its dozens would ask for more memory than there is.
    settings.put("spark.buffer.pageSize", "2m");
    settings.putAll(RUNTIME);
    return settings;
  }

  private static final Map<String, String> RUNTIME =
      Map.ofEntries(
          Map.entry("spark.sql.session.timeZone", "UTC"),
          Map.entry("spark.sql.ansi.enabled", "true"),
          // A query that holds ${env:…} would show what no query may: the secrets in there.
          Map.entry("spark.sql.variable.substitute", "false"),
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

  /**
   * Sets how a session works, from what it will read. Of few rows the cost is jobs, stages and code
   * that is compiled for them; of many it is the rows.
   *
   * @param bytes of the files of all tables that are read
   */
  public static void fit(SparkSession session, long bytes) {
    boolean isSmall =
        bytes <= JavaUtils.byteStringAsBytes(session.conf().get(SMALL, SMALL_DEFAULT));
    int partitions =
        isSmall
            ? 1
            : Math.max(
                2 * session.sparkContext().defaultParallelism(),
                Integer.parseInt(session.conf().get(PARTITIONS)));
    session.conf().set(PARTITIONS, String.valueOf(partitions));
    session.conf().set("spark.sql.adaptive.enabled", String.valueOf(!isSmall));
    session.conf().set("spark.sql.codegen.wholeStage", String.valueOf(!isSmall));
    session.conf().set("spark.sql.codegen.factoryMode", isSmall ? "NO_CODEGEN" : "FALLBACK");
  }
}
