package io.cxwarehouse.cli;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Sessions;
import io.cxwarehouse.functions.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark as the configuration says. */
final class SparkSessions {
  private static final String EXECUTOR_KEY = "spark.executorEnv." + Pseudonym.KEY_VARIABLE;

  /**
   * Spark's own defaults are for clusters: 200 shuffle partitions, a web page with the plans of the
   * last thousand queries (half of a small heap), a public address.
   */
  private static final Map<String, String> ONE_MACHINE =
      Map.of(
          "spark.sql.shuffle.partitions",
              String.valueOf(Runtime.getRuntime().availableProcessors()),
          "spark.ui.enabled", "false",
          "spark.ui.showConsoleProgress", "false",
          "spark.ui.retainedJobs", "20",
          "spark.ui.retainedStages", "20",
          "spark.ui.retainedTasks", "100",
          "spark.sql.ui.retainedExecutions", "10",
          "spark.driver.bindAddress", "127.0.0.1",
          "spark.driver.host", "127.0.0.1");

  private SparkSessions() {}

  /** A session; settings given to spark-submit win over configured ones. */
  static SparkSession start(Settings settings) {
    SparkConf conf = new SparkConf();
    settings.spark().settings().forEach(conf::setIfMissing);
    conf.setIfMissing("spark.master", "local[*]");
    if (conf.get("spark.master").startsWith("local")) {
      ONE_MACHINE.forEach(conf::setIfMissing);
    }
    conf.setIfMissing("spark.app.name", "cx-warehouse");
    // What correctness rests on is no matter of configuration.
    Sessions.required().forEach(conf::set);
    String key = settings.privacy().key();
    Pseudonym.useKey(key.getBytes(StandardCharsets.UTF_8));
    conf.set(
        "spark.redaction.regex",
        "(?i)secret|password|token|credential|access[.]?key|account[.]key|cxw_pii");
    if (!conf.get("spark.master").startsWith("local")) {
      conf.set(EXECUTOR_KEY, key);
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
