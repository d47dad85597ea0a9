package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Reader;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.observe.Observing;
import io.cxwarehouse.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;

/** Shows everything on the sample deliveries of an invented company. */
@Command(
    name = "demo",
    description = {
      "Runs the whole pipeline on the sample deliveries in data-samples/, and shows the numbers.",
      "Tables go to work/warehouse, a report of them to work. The same command again finds nothing new.",
      ""
    },
    footer = {"", "Examples:", "  cxw demo", "  cxw demo --set warehouse.root=/tmp/demo"})
final class DemoCommand extends CxwSubcommand {
  /** The last day that the samples deliver. */
  private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

  /**
   * What is shown at the end: files whose first line is a title, and whose second names the table.
   */
  private static final List<String> HIGHLIGHTS =
      List.of("surveys", "support", "subscriptions", "customer_values");

  private static final String FURTHER =
      """

      Look further:
        bin/cxw scorecard   every KPI: change, interval, target, benchmark
        bin/cxw sql "SELECT kpi, segment_value, value, n, ci_low, ci_high FROM gold.kpi_scorecard WHERE window_name = '28d' AND segment_name = 'country' ORDER BY ALL"
        bin/cxw sql "SELECT source, entity, reason, count(*) AS rows FROM ops.rejected_record GROUP BY ALL"
        bin/cxw sql "SELECT table, status, mode, rows_inserted, seconds FROM ops.step_run ORDER BY seconds DESC"
        bin/cxw plan        what a run would do now, and why
        bin/cxw status      deliveries per source, lag, rejected rows
      """;

  @Override
  ExitCode execute() {
    Path home = Path.of(System.getProperty("cxw.home", "."));
    Path samples = home.resolve("data-samples/landing");
    if (!Files.isDirectory(samples)) {
      throw new CxwException(
          ExitCode.USAGE,
          "There are no sample deliveries in " + samples + ".",
          "the demo runs from the unpacked archive or a checkout of cx-warehouse",
          "Run bin/cxw demo there, or `cxw generate` to make up deliveries of your own.");
    }
    Settings settings =
        common.settings(
            List.of(
                "landing.root=\"" + samples + "\"",
                "warehouse.root=\"" + home.resolve("work/warehouse") + "\""));
    SparkSession spark = SparkSessions.startToWrite(settings);
    Engine engine = new Engine(spark, settings);
    ExitCode code = new Nights(engine, this, Observing.off()).run(List.of(RunOptions.of(DAY)));
    Reader reader = engine.reader();
    Map<String, String> units = ReadableRows.units(engine.warehouse());
    HIGHLIGHTS.forEach(name -> show(reader, units, name));
    if (reader.publications().current().isPresent()) {
      out().println();
      out().println("All of it on one page, to open in a browser:");
      out().println("  " + report(engine, settings, home));
    }
    out().print(FURTHER);
    return code;
  }

  private static Path report(Engine engine, Settings settings, Path home) {
    Report report = new Report(engine, settings, Optional.empty());
    return report.write(Optional.of(home.resolve("work/cx-report-" + DAY + ".html")), "");
  }

  private void show(Reader reader, Map<String, String> units, String name) {
    String sql = Resource.text("demo/" + name + ".sql");
    List<String> head =
        sql.lines().limit(2).map(line -> line.replaceFirst("^-- (of )?", "")).toList();
    if (!reader.isReadable(TableId.of(head.get(1)))) {
      return;
    }
    Dataset<Row> rows = reader.query(sql);
    TextTable text = new TextTable(rows.columns());
    new ReadableRows(rows.columns(), units).of(rows.collectAsList()).forEach(text::add);
    out().println();
    out().println(head.get(0));
    text.print(out());
  }
}
