package io.cxwarehouse.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.delta.LocalFileContext;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.RelationName;
import io.cxwarehouse.graph.SqlStep;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * What Spark alone costs: every table's own queries over a warehouse as it stands, each computed
 * whole into a sink that drops the rows, one after another, in one JVM: {@code Floor DATE PASSES
 * CONF KEY=VALUE…}. The first pass is cold. Nothing is compared, checked or written. {@code
 * bench/run} calls it. No test: it asserts nothing.
 */
final class Floor {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Warehouse warehouse;
  private final IntakeLog intakes;
  private final LocalDate asOf;

  private Floor(Warehouse warehouse, LocalDate asOf) {
    this.warehouse = warehouse;
    this.intakes = warehouse.state().intakeLog();
    this.asOf = asOf;
  }

  public static void main(String[] arguments) throws Exception {
    Settings settings =
        SettingsLoader.load(
            Optional.of(Path.of(arguments[2])),
            Arrays.asList(arguments).subList(3, arguments.length));
    SparkConf conf = new SparkConf();
    settings.spark().settings().forEach(conf::set);
    LocalFileContext.SETTINGS.forEach(conf::setIfMissing);
    conf.set("spark.app.name", "floor").set("spark.ui.enabled", "false");
    Sessions.required().forEach(conf::set);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Floor floor = new Floor(Warehouse.open(spark, settings), LocalDate.parse(arguments[0]));
      for (int pass = 1; pass <= Integer.parseInt(arguments[1]); pass++) {
        floor.pass(pass);
      }
    }
  }

  private void pass(int pass) throws Exception {
    for (Graph.Node node : warehouse.graph().nodes()) {
      if (!(node.step() instanceof SqlStep)) {
        continue;
      }
      long wall = System.nanoTime();
      long cpu = cpu();
      compute(node);
      System.out.println(
          JSON.writeValueAsString(
              Map.of(
                  "pass",
                  pass,
                  "table",
                  node.id().toString(),
                  "inputs",
                  warehouse.graph().inputsOf(node.id()).stream().map(TableId::toString).toList(),
                  "wall",
                  (System.nanoTime() - wall) / 1e9,
                  "cpu",
                  (cpu() - cpu) / 1e9)));
    }
  }

  /** As its step would compute it from scratch. */
  private void compute(Graph.Node node) {
    SparkSession session = warehouse.newSession();
    Map<String, Tables.State> inputs = new TreeMap<>();
    long bytes = 0;
    for (String name : node.inputs()) {
      RelationName relation = RelationName.of(name);
      if (!relation.isConfig()) {
        TableId table = relation.table();
        inputs.put(relation.base(), warehouse.tables().state(session, table));
        bytes += warehouse.tables().size(session, table).bytes();
      }
    }
    Sessions.fit(session, bytes);
    Snapshot snapshot =
        new Snapshot(
            session,
            warehouse.tables(),
            warehouse.relations(),
            warehouse.definitions(),
            inputs,
            intakes,
            new Parameters(QueryInputs.parameters(warehouse.settings(), asOf)));
    node.step().compute(snapshot).write().format("noop").mode("overwrite").save();
  }

  /** Of all threads of this process, those of the compiler and the collector too. */
  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
