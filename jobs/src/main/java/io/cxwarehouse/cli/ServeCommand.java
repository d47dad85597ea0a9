package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.serve.SqlServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the tables of gold to tools that speak JDBC. */
@Command(
    name = "serve",
    description = {
      "Serves tables of gold as published to tools that speak JDBC or ODBC.",
      "It is Spark's Thrift server, and nothing can be changed through it. Each statement reads the",
      "publication that is current when it begins. Only this machine connects, unless logins are set",
      "up. Runs until it is stopped (Ctrl-C, or SIGTERM).",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  spark-submit --class io.cxwarehouse.cli.Main cx-warehouse.jar serve --conf my.conf",
      "  beeline -u jdbc:hive2://127.0.0.1:10015/gold -e 'SELECT * FROM gold.kpi_scorecard LIMIT 5'",
      "",
      "It needs a Spark distribution, which has the server: pip install pyspark==3.5.9."
    })
final class ServeCommand extends CxwSubcommand {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Where to listen (default: ${DEFAULT-VALUE}); others than this machine's own need logins.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "10015",
      description = "The port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    InetSocketAddress address = new InetSocketAddress(host, port);
    Path folder = temporaryFolder();
    SparkSession spark = SparkSessions.start(settings, SqlServer.settings(address, folder));
    String shown =
        SqlServer.start(new Engine(spark, settings), address, folder)
            .map(Publication::named)
            .orElse("nothing: no run has published yet");
    out().println("jdbc:hive2://" + host + ":" + port + "/gold shows " + shown);
    awaitSignal();
    return ExitCode.OK;
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("cxw-serve");
      ShutdownHookManager.get().addShutdownHook(() -> FileUtil.fullyDelete(folder.toFile()), 1);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A signal ends the process, and with it what waits here. */
  private static void awaitSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
