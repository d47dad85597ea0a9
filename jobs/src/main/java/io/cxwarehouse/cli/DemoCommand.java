package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.generate.GeneratorOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows everything on made-up data. */
@Command(
    name = "demo",
    description = {
      "Makes up a company's deliveries, runs two nights on them, and shows the numbers.",
      "Everything is below work/demo.",
      "The same command again goes on with what is there.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw demo",
      "  cxw demo --customers 5000",
      "  cxw demo --set warehouse.root=/tmp/demo/warehouse --set landing.root=/tmp/demo/landing"
    })
final class DemoCommand extends CxwSubcommand {
  private static final List<String> PLACES =
      List.of(
          "landing.root=work/demo/landing",
          "warehouse.root=work/demo/warehouse",
          "warehouse.timezone=Europe/Berlin");
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final int DAYS = 90;

  /** What is shown at the end: a title and a query, by the table that it needs. */
  private static final Map<String, String[]> HIGHLIGHTS = new LinkedHashMap<>();

  static {
    HIGHLIGHTS.put(
        "gold.kpi_survey_daily",
        new String[] {
          "Surveys, by month",
          "select date_format(metric_date, 'yyyy-MM') as month, metric, sum(answers) as answers,"
              + " round(if(metric = 'nps', 100 * (sum(promoters) - sum(detractors)) / sum(answers),"
              + " 100 * sum(favorable) / sum(answers)), 1) as score"
              + " from gold.kpi_survey_daily where metric_date >= '2026-01-01'"
              + " group by all order by metric, month"
        });
    HIGHLIGHTS.put(
        "gold.kpi_support_daily",
        new String[] {
          "Support, by month",
          "select date_format(metric_date, 'yyyy-MM') as month, sum(tickets_created) as tickets,"
              + " round(sum(first_reply_ms_sum) / sum(first_reply_n) / 60000, 0) as first_reply_min,"
              + " round(sum(fcr_numerator) / sum(fcr_denominator), 3) as fcr_rate"
              + " from gold.kpi_support_daily where metric_date >= '2026-01-01'"
              + " group by all order by month"
        });
    HIGHLIGHTS.put(
        "gold.kpi_churn_monthly",
        new String[] {
          "Subscriptions, by month",
          "select date_format(month, 'yyyy-MM') as month, customers_start, customers_churned,"
              + " round(churn_rate, 4) as churn_rate,"
              + " round(net_revenue_retention, 4) as net_revenue_retention, mrr_end"
              + " from gold.kpi_churn_monthly where basis = 'subscriptions'"
              + " and segment_name = 'all' and month >= '2026-01-01' order by month"
        });
    HIGHLIGHTS.put(
        "gold.kpi_customer_clv",
        new String[] {
          "Customers' value over the next 12 months, by tier",
          "select clv_tier, count(*) as customers, round(avg(clv_12m), 2) as clv_mean,"
              + " round(avg(p_alive), 3) as p_alive from gold.kpi_customer_clv"
              + " where as_of_date = (select max(as_of_date) from gold.kpi_customer_clv)"
              + " group by all order by clv_mean desc"
        });
  }

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "400",
      description = "How many customers the company has (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Override
  ExitCode execute() {
    Settings settings = common.settings(PLACES);
    Path landing = Path.of(settings.landing().root());
    LocalDate end = START.plusDays(DAYS - 1L);
    if (Files.exists(landing.resolve("_truth.json"))) {
      events().phase("using the deliveries in " + landing);
    } else {
      Generated.with(
          GeneratorOptions.builder(landing)
              .customers(customers)
              .start(START)
              .days(DAYS)
              .deliveryEveryDays(30)
              .dailyTailDays(2)
              .zone(settings.warehouse().timezone())
              .build(),
          events());
    }
    SparkSession spark = SparkSessions.start(settings);
    Engine engine = new Engine(spark, settings);
    ExitCode code =
        new Nights(engine, this).run(List.of(RunOptions.of(end.minusDays(1)), RunOptions.of(end)));
    HIGHLIGHTS.forEach((table, highlight) -> show(engine, spark, table, highlight));
    out().println("Look further:");
    out()
        .println("  cxw sql --set warehouse.root=" + settings.warehouse().root() + " \"select …\"");
    return code;
  }

  private void show(Engine engine, SparkSession spark, String table, String[] highlight) {
    if (!engine.tables().state(spark, TableId.of(table)).exists()) {
      return;
    }
    Dataset<Row> rows = engine.query(highlight[1]);
    TextTable text = new TextTable(rows.columns());
    rows.collectAsList().forEach(row -> text.add(Cells.of(row)));
    out().println();
    out().println(highlight[0]);
    text.print(out());
  }
}
