package io.cxwarehouse.serve;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SQLContext;

/** Spark's Thrift server, which speaks JDBC, over tables of gold as published. Nothing else. */
public final class SqlServer {
  private static final String THRIFT = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2";
  private static final String AUTHENTICATION = "hive.server2.authentication";
  private static final Set<String> NO_LOGIN = Set.of("NONE", "NOSASL");

  private SqlServer() {}

  /**
   * Settings that a session needs that is served from.
   *
   * @param folder for temporary files of the server
   */
  public static Map<String, String> settings(InetSocketAddress address, Path folder) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.sql.warehouse.dir", folder.resolve("databases").toUri().toString());
    settings.put("spark.sql.catalogImplementation", "in-memory");
    settings.put("spark.sql.runSQLOnFiles", "false");
    settings.put("spark.sql.hive.thriftServer.singleSession", "false");
    String hive = "spark.hadoop.hive.";
    settings.put(hive + "server2.transport.mode", "binary");
    settings.put(hive + "server2.thrift.bind.host", address.getHostString());
    settings.put(hive + "server2.thrift.port", String.valueOf(address.getPort()));
    // Else a client may ask the server to act as another user.
    settings.put(hive + "server2.enable.doAs", "false");
    settings.put(hive + "server2.logging.operation.enabled", "false");
    settings.put(hive + "exec.scratchdir", folder.resolve("scratch").toString());
    settings.put(hive + "exec.local.scratchdir", folder.resolve("local").toString());
    settings.put(hive + "downloaded.resources.dir", folder.resolve("resources").toString());
    return settings;
  }

  /**
   * Starts to serve, and returns; the server's threads go on. An error with exit code 2 where this
   * Spark has no Thrift server, the port is taken, or others could connect without a login.
   *
   * @return the publication that is shown now; empty: there is none yet
   */
  public static Optional<Publication> start(Engine engine, InetSocketAddress address, Path folder) {
    checkLogin(engine.warehouse().spark().sparkContext().hadoopConfiguration(), address);
    checkPort(address);
    System.setProperty("derby.stream.error.file", folder.resolve("derby.log").toString());
    // Made on first use, from the class loader of the thread that uses it.
    engine.warehouse().spark().sharedState().jarClassLoader();
    ServedTables tables = new ServedTables(engine);
    tables.refresh();
    startThrift(new ServedContext(engine.warehouse().spark(), tables));
    SealedProperties.install();
    return tables.shown();
  }

  /**
   * It is not among the artifacts that this program is built with: of Spark 3.5.9 only
   * distributions hold it.
   */
  private static void startThrift(SQLContext context) {
    try {
      Class.forName(THRIFT).getMethod("startWithContext", SQLContext.class).invoke(null, context);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("Spark's Thrift server did not start", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new CxwException(
          ExitCode.USAGE,
          "The SQL server cannot be started.",
          "this Spark has no Thrift server (" + THRIFT + ")",
          "Start it with the spark-submit of a Spark distribution, such as pip install"
              + " pyspark==3.5.9; docs/readers.md has the line.",
          e);
    }
  }

  static void checkLogin(Configuration hadoop, InetSocketAddress address) {
    String way = hadoop.get(AUTHENTICATION, "NONE").toUpperCase(Locale.ROOT);
    InetAddress host = address.getAddress();
    if (host == null) {
      throw new CxwException(
          ExitCode.USAGE,
          "The SQL server cannot listen there.",
          "the host " + address.getHostString() + " is not known",
          "Give an address of this machine with --host.");
    }
    if (!host.isLoopbackAddress() && NO_LOGIN.contains(way)) {
      throw new CxwException(
          ExitCode.USAGE,
          "The SQL server would let anybody in.",
          "it was to listen on " + address.getHostString() + ", and asks for no login",
          "Set spark.hadoop."
              + AUTHENTICATION
              + " to LDAP, as docs/readers.md shows, or leave --host out: then only this machine"
              + " connects.");
    }
  }

  /** Hive would end the process without a word to the one who started it. */
  private static void checkPort(InetSocketAddress address) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(address);
    } catch (IOException e) {
      throw new CxwException(
          ExitCode.USAGE,
          "The SQL server cannot listen on " + address + ".",
          String.valueOf(e.getMessage()),
          "Stop what uses that port, or choose another one with --port.",
          e);
    }
  }
}
