package io.cxwarehouse.cli;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.HadoopDefaults;
import io.cxwarehouse.delta.LocalFileContext;
import io.cxwarehouse.delta.LocalFiles;
import io.cxwarehouse.engine.Sessions;
import io.cxwarehouse.functions.Pseudonym;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark as the configuration says. */
final class SparkSessions {
  private static final String UMASK = "spark.hadoop.fs.permissions.umask-mode";
  private static final String LOCAL_FOLDERS = "spark.local.dir";
  private static final String EXECUTOR_KEY = "spark.executorEnv." + Pseudonym.KEY_VARIABLE;

  /** Executors of Kubernetes may have the key from a secret. */
  private static final String KUBERNETES_KEY =
      "spark.kubernetes.executor.secretKeyRef." + Pseudonym.KEY_VARIABLE;

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
    return start(settings, false, Map.of());
  }

  /**
   * A session of a command that has to set how it works itself.
   *
   * @param fixed settings that win over all others
   */
  static SparkSession start(Settings settings, Map<String, String> fixed) {
    return start(settings, false, fixed);
  }

  /** A session of a command that writes the warehouse, which need not be there yet. */
  static SparkSession startToWrite(Settings settings) {
    return start(settings, true, Map.of());
  }

  private static SparkSession start(Settings settings, boolean writes, Map<String, String> fixed) {
    SparkConf conf = new SparkConf();
    settings.spark().settings().forEach(conf::setIfMissing);
    conf.setIfMissing("spark.master", "local[*]");
    if (conf.get("spark.master").startsWith("local")) {
      ONE_MACHINE.forEach(conf::setIfMissing);
      if (!conf.contains(LOCAL_FOLDERS) && SparkSession.getDefaultSession().isEmpty()) {
        SpillFolder folder = SpillFolder.below(parents(settings.warehouse().root(), writes));
        // After Spark, which deletes its own folders in it.
        ShutdownHookManager.get().addShutdownHook(folder::remove, 1);
        conf.set(LOCAL_FOLDERS, folder.path().toString());
      }
      LocalFileContext.SETTINGS.forEach(conf::setIfMissing);
      LocalFiles.umask().ifPresent(umask -> conf.setIfMissing(UMASK, umask));
    }
    conf.setIfMissing("spark.app.name", "cx-warehouse");
    // What correctness rests on is no matter of configuration.
    Sessions.required().forEach(conf::set);
    fixed.forEach(conf::set);
    String key = settings.privacy().key();
    Pseudonym.useKey(key.getBytes(StandardCharsets.UTF_8));
    conf.set(
        "spark.redaction.regex",
        "(?i)secret|password|token|credential|access[.]?key|account[.]key|cxw_pii");
    // As a variable it would stand in the definition of a pod.
    if (!conf.get("spark.master").startsWith("local") && !conf.contains(KUBERNETES_KEY)) {
      conf.set(EXECUTOR_KEY, key);
    }
    SparkSession.Builder builder = SparkSession.builder().config(conf);
    if (conf.get("spark.master").startsWith("local")
        && SparkSession.getDefaultSession().isEmpty()) {
      builder.sparkContext(new LocalContext(conf));
    }
    SparkSession session = builder.getOrCreate();
    if (session.sparkContext().isLocal()) {
      HadoopDefaults.leaveOut(session.sparkContext());
    }
    return session;
  }

  /** Rows that Spark writes down for a while belong beside the tables they are of. */
  private static List<java.nio.file.Path> parents(String warehouse, boolean writes) {
    List<java.nio.file.Path> parents = new ArrayList<>();
    URI root = new Path(warehouse).toUri();
    // Not by a Hadoop file system: it is kept for the whole process, and Spark would get that one
    // in place of LocalFiles.
    String scheme =
        root.getScheme() == null
            ? FileSystem.getDefaultUri(new Configuration()).getScheme()
            : root.getScheme();
    if ("file".equals(scheme)) {
      java.nio.file.Path local = java.nio.file.Path.of(root.getPath()).toAbsolutePath();
      if (writes || Files.exists(local)) {
        parents.add(local.resolve("_cxw_tmp"));
      }
    }
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9]", "_");
    parents.add(java.nio.file.Path.of(System.getProperty("java.io.tmpdir"), "cxw-" + user));
    return parents;
  }
}
