package io.cxwarehouse;

import static org.apache.spark.sql.functions.lit;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.cli.LocalContext;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.HadoopDefaults;
import io.cxwarehouse.delta.LocalFileContext;
import io.cxwarehouse.engine.Sessions;
import io.cxwarehouse.functions.Pseudonym;
import io.cxwarehouse.functions.SqlFunctions;
import io.cxwarehouse.plans.SmallPlans;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One Spark session per JVM for all tests: UTC, ANSI, two cores, our functions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SparkCase extends JavaDatasetSuiteBase {
  /** The pseudonymisation key of all tests, so that expectations can be computed outside. */
  public static final byte[] PII_KEY = "test-key".getBytes(StandardCharsets.UTF_8);

  /** As in a run on one machine; spark-testing-base would make one of Spark's own. */
  private static SparkContext context;

  @BeforeAll
  void startSpark() {
    Pseudonym.useKey(PII_KEY);
    runBefore();
    HadoopDefaults.leaveOut(spark().sparkContext());
  }

  @Override
  public void runBefore() {
    if (context == null) {
      context = new LocalContext(conf());
      beforeAllTestCasesHook();
    }
  }

  @Override
  public SparkContext sc() {
    return context;
  }

  @Override
  public SparkConf conf() {
    SparkConf conf = super.conf();
    LocalFileContext.SETTINGS.forEach(conf::set);
    return conf.setMaster("local[2]")
        .set("spark.ui.enabled", "false")
        .set("spark.ui.retainedJobs", "20")
        .set("spark.ui.retainedStages", "20")
        .set("spark.ui.retainedTasks", "100")
        .set("spark.sql.ui.retainedExecutions", "10")
        .set(
            "spark.sql.extensions",
            "io.delta.sql.DeltaSparkSessionExtension,"
                + SqlFunctions.class.getName()
                + ","
                + SmallPlans.class.getName())
        .set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .set("spark.buffer.pageSize", Sessions.required().get("spark.buffer.pageSize"))
        .set("spark.sql.session.timeZone", "UTC")
        .set("spark.sql.ansi.enabled", "true")
        // Many small queries: what they cost is jobs and compiled code, not rows.
        .set("spark.sql.shuffle.partitions", "1")
        .set("spark.sql.sources.parallelPartitionDiscovery.parallelism", "4")
        .set("spark.sql.adaptive.enabled", "false")
        .set("spark.sql.codegen.wholeStage", "false")
        .set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        .set("spark.databricks.delta.snapshotPartitions", "1")
        .set("spark.delta.logStore.file.impl", "io.cxwarehouse.engine.DyingLogStore");
  }

  @Override
  public boolean enableHiveSupport() {
    return false;
  }

  protected Dataset<Row> sql(String text) {
    return spark().sql(text);
  }

  /** How a table's rows differ on two sides; empty: they are the same. */
  protected static String difference(TableSpec spec, Dataset<Row> one, Dataset<Row> other) {
    Dataset<Row> diff = Diff.between(spec, one.withColumn(Diff.FILE, lit("")), other);
    List<Row> rows = diff.limit(3).collectAsList();
    long here = one.count();
    long there = other.count();
    // Equal rows that are there twice on one side are no difference to a diff.
    return rows.isEmpty() && here == there ? "" : rows + ", " + here + " rows and " + there;
  }
}
