package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
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
import java.util.LinkedHashMap;
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

  /** What is shown at the end: a title and a query, by the table that it needs. */
  private static final Map<String, String[]> HIGHLIGHTS = new LinkedHashMap<>();

  static {
    HIGHLIGHTS.put(
        "gold.kpi_survey_daily",
        new String[] {
          "Surveys, by month",
          "select date_format(metric_date, 'yyyy-MM') as month, metric as kpi, sum(answers) as answers,"
              + " double(if(metric = 'nps', 100 * (sum(promoters) - sum(detractors)), sum(favorable))"
              + " / sum(answers)) as value"
              + " from gold.kpi_survey_daily where metric_date >= '2026-01-01'"
              + " group by all order by kpi, month"
        });
    HIGHLIGHTS.put(
        "gold.kpi_support_daily",
        new String[] {
          "Support, by month",
          "select date_format(metric_date, 'yyyy-MM') as month, sum(tickets_created) as tickets,"
              + " sum(first_reply_ms_sum) / sum(first_reply_n) / 60000 as first_reply_minutes,"
              + " sum(fcr_numerator) / sum(fcr_denominator) as fcr_rate"
              + " from gold.kpi_support_daily where metric_date >= '2026-01-01'"
              + " group by all order by month"
        });
    HIGHLIGHTS.put(
        "gold.kpi_churn_monthly",
        new String[] {
          "Subscriptions, by month",
          "select date_format(month, 'yyyy-MM') as month, customers_start, customers_churned,"
              + " churn_rate, net_revenue_retention, mrr_end"
              + " from gold.kpi_churn_monthly where basis = 'subscriptions'"
              + " and segment_name = 'all' and month >= '2026-01-01' order by month"
        });
    HIGHLIGHTS.put(
        "gold.kpi_customer_clv",
        new String[] {
          "Customers' value over the next 12 months, by tier",
          "select clv_tier, count(*) as customers, avg(clv_12m) as clv_mean,"
              + " avg(p_alive) as p_alive from gold.kpi_customer_clv"
              + " where as_of_date = (select max(as_of_date) from gold.kpi_customer_clv)"
              + " group by all order by clv_mean desc"
        });
  }

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
    HIGHLIGHTS.forEach((table, highlight) -> show(reader, units, table, highlight));
    if (reader.publications().current().isPresent()) {
      out().println();
      out().println("All of it on one page, to open in a browser:");
      out().println("  " + report(engine, settings, home));
    }
    out().println();
    out().println("Look further:");
    out().println("  bin/cxw scorecard   every KPI: change, interval, target, benchmark");
    for (String query :
        List.of(
            "SELECT kpi, segment_value, value, n, ci_low, ci_high FROM gold.kpi_scorecard"
                + " WHERE window_name = '28d' AND segment_name = 'country' ORDER BY ALL",
            "SELECT source, entity, reason, count(*) AS rows FROM ops.rejected_record GROUP BY ALL",
            "SELECT table, status, mode, rows_inserted, seconds FROM ops.step_run ORDER BY seconds DESC")) {
      out().println("  bin/cxw sql \"" + query + "\"");
    }
    out().println("  bin/cxw plan        what a run would do now, and why");
    out().println("  bin/cxw status      deliveries per source, lag, rejected rows");
    return code;
  }

  private static Path report(Engine engine, Settings settings, Path home) {
    Report report = new Report(engine, settings, Optional.empty());
    return report.write(Optional.of(home.resolve("work/cx-report-" + DAY + ".html")), "");
  }

  private void show(Reader reader, Map<String, String> units, String table, String[] highlight) {
    if (!reader.isReadable(TableId.of(table))) {
      return;
    }
    Dataset<Row> rows = reader.query(highlight[1]);
    TextTable text = new TextTable(rows.columns());
    new ReadableRows(rows.columns(), units).of(rows.collectAsList()).forEach(text::add);
    out().println();
    out().println(highlight[0]);
    text.print(out());
  }
}
