package io.cxwarehouse.cli;

import static java.util.stream.Collectors.toSet;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.serve.Metastore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Registers tables in a Hive metastore. */
@Command(
    name = "register",
    description = {
      "Registers tables in a Hive metastore, with the comments of tables and columns.",
      "Of silver and gold it is <layer>.<table>, a view of the version that is published, over",
      "<layer>_delta.<table>, the Delta table as it is now; of bronze and ops <layer>.<table>, as it is",
      "now. Run it after each night: views go on to the new publication; what is as it should be is",
      "left alone.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  spark-submit --class io.cxwarehouse.cli.Main cx-warehouse.jar catalog register \\",
      "    --conf my.conf --metastore thrift://meta.example.com:9083",
      "  … catalog register --conf my.conf --metastore /cx/metastore --layers gold,silver",
      "  … catalog register --conf my.conf --tables gold.kpi_scorecard,gold.dim_kpi",
      "",
      "It needs a Spark distribution, which has Hive: pip install pyspark==3.5.9."
    })
final class CatalogRegisterCommand extends CxwSubcommand {
  @Option(
      names = "--metastore",
      paramLabel = "URI|DIR",
      description =
          "thrift://host:port, or a folder for an embedded one (Derby: one process at a time)."
              + " Default: as hive-site.xml of Spark's configuration says.")
  private String metastore;

  @Option(
      names = "--layers",
      paramLabel = "LAYER",
      split = ",",
      defaultValue = "gold",
      description = "Of gold, silver, bronze, ops (default: ${DEFAULT-VALUE}).")
  private List<Layer> layers;

  @Option(
      names = "--tables",
      paramLabel = "TABLE",
      split = ",",
      description = "Only these, such as gold.kpi_scorecard; others stay as they are.")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Before the names of databases, such as cx_ for cx_gold.")
  private String prefix;

  @Override
  ExitCode execute() {
    if (!prefix.matches("([a-z][a-z0-9_]*)?")) {
      throw new CxwException(
          ExitCode.USAGE,
          "Databases cannot be named so.",
          "--prefix " + prefix + " is no name",
          "Use small letters, digits and _, such as cx_.");
    }
    Settings settings = common.settings();
    Map<String, String> fixed = Metastore.settings(metastore);
    Engine engine = new Engine(SparkSessions.start(settings, fixed), settings);
    Metastore.Registered done = new Metastore(engine, prefix).register(layers, only(engine));
    out()
        .println(
            done.publication().named()
                + ": "
                + done.made()
                + " made or changed, "
                + done.kept()
                + " as they were, "
                + done.dropped()
                + " dropped");
    return ExitCode.OK;
  }

  private Set<TableId> only(Engine engine) {
    Map<String, TableId> known = new HashMap<>();
    engine.warehouse().definitions().tables().keySet().stream()
        .filter(id -> layers.contains(id.layer()))
        .forEach(id -> known.put(id.toString(), id));
    List<String> unknown = tables.stream().filter(name -> !known.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          "Some tables cannot be registered; nothing was changed.",
          unknown + " are no tables of the layers " + layers,
          "Name tables such as gold.kpi_scorecard, and their layers with --layers.");
    }
    return tables.stream().map(known::get).collect(toSet());
  }
}
