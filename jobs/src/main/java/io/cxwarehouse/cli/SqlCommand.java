package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Reader;
import io.cxwarehouse.serve.SqlGuard;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads tables. */
@Command(
    name = "sql",
    description = {
      "Reads tables with one SELECT; nothing is changed.",
      "Silver and gold are read as published; which publication that is, is told on standard error.",
      "In a table numbers are rounded by magnitude, and shares of KPIs are in percent.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw sql \"select kpi, value, n from gold.kpi_scorecard where window_name = '28d'\"",
      "  cxw sql --raw \"select kpi, value from gold.kpi_scorecard where window_name = '28d'\"",
      "  cxw sql --output csv \"select * from gold.kpi_churn_monthly\" > churn.csv",
      "  cxw sql \"select reason, count(*) from ops.rejected_record group by reason\""
    })
final class SqlCommand extends CxwSubcommand {
  @Parameters(paramLabel = "QUERY", description = "One SELECT over tables named <layer>.<table>.")
  private String query;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|csv|json",
      defaultValue = "table",
      description = "How rows are written (default: ${DEFAULT-VALUE}).")
  private ResultFormat output;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "At most so many rows; 0: all (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--raw",
      description = "Write all digits of numbers also in a table; csv and json always have them.")
  private boolean isRaw;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    SparkSession spark = SparkSessions.start(settings);
    SqlGuard.check(spark, query);
    Engine engine = new Engine(spark, settings);
    Reader reader = engine.reader();
    Dataset<Row> rows = reader.query(query);
    reader.publications().current().ifPresent(publication -> events().phase(publication.named()));
    Dataset<Row> shown = limit > 0 ? rows.limit(limit) : rows;
    if (output == ResultFormat.TABLE && !isRaw) {
      ReadableRows readable =
          new ReadableRows(shown.columns(), ReadableRows.units(engine.warehouse()));
      ResultFormat.print(shown.columns(), readable.of(shown.collectAsList()), out());
    } else {
      output.write(shown, out());
    }
    return ExitCode.OK;
  }
}
