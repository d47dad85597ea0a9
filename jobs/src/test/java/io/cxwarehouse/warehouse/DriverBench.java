package io.cxwarehouse.warehouse;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.functions.SqlFunctions;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Steps;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How long gold.kpi_cx_driver takes of many customers with two years of facts: {@code DriverBench
 * customers folder}. Facts are spread by arithmetic, five tickets, three answers and five purchases
 * a customer. No test: it asserts nothing.
 */
final class DriverBench {
  private static final String DAY =
      "date_sub(DATE'2026-03-31', CAST(pmod(xxhash64(id, %d), 730) AS INT))";

  private DriverBench() {}

  public static void main(String[] arguments) throws IOException {
    long customers = Long.parseLong(arguments[0]);
    Path folder = Path.of(arguments[1]);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.extensions", SqlFunctions.class.getName())
            .getOrCreate()) {
      Map<String, Dataset<Row>> tables = new TreeMap<>();
      for (Map.Entry<String, String> table : facts(customers).entrySet()) {
        String path = folder.resolve(table.getKey()).toString();
        if (!Files.exists(Path.of(path))) {
          spark.sql(table.getValue()).write().parquet(path);
        }
        tables.put(table.getKey(), spark.read().parquet(path));
      }
      for (int round = 1; round <= 2; round++) {
        long wall = System.nanoTime();
        long cpu = cpu();
        List<Row> rows =
            Steps.of(Definitions.load(List.of()).table(TableId.of("gold.kpi_cx_driver")))
                .compute(
                    new TestInputs(
                        spark,
                        tables,
                        new Parameters(TestRelations.parameters(Map.of("as_of", "2026-03-31")))))
                .collectAsList();
        System.out.printf(
            "round %d: %.1f s, %.1f s of CPU, %d rows%n",
            round, (System.nanoTime() - wall) / 1e9, (cpu() - cpu) / 1e9, rows.size());
        if (round == 2) {
          rows.forEach(System.out::println);
        }
      }
    }
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Map<String, String> facts(long customers) {
    String of = " FROM range(0, " + customers + " * %d, 1, 8)";
    String customer = "'c' || id % " + customers;
    return Map.of(
        "gold.fct_customer_tenure",
        "SELECT 'c' || id AS customer_id, 'orders' AS basis" + of.formatted(1),
        "gold.dim_customer",
        "SELECT 'c' || id AS customer_id, DATE'2024-01-01' AS valid_from, CAST(NULL AS DATE) AS valid_to,"
            + " element_at(array('DE', 'FR', 'GB', 'US'), CAST(id * 7 % 4 AS INT) + 1) AS country,"
            + " CAST(NULL AS STRING) AS region, 'i' || id % 9 AS industry, CAST(NULL AS STRING) AS plan,"
            + " 'a' || id % 5 AS acquisition_channel"
            + of.formatted(1),
        "gold.fct_subscription",
        "SELECT 's' || id AS subscription_id, 'c' || id AS customer_id, start_date,"
            + " IF(id % 3 = 0, date_add(start_date, 200), NULL) AS end_date, CAST(10 AS"
            + " DECIMAL(18,4)) AS mrr, element_at(array('basic', 'pro', 'max'),"
            + " CAST(id % 5 DIV 2 AS INT) + 1) AS subscription_plan FROM (SELECT id, "
            + (DAY.formatted(1) + " AS start_date")
            + of.formatted(1)
            + ")",
        "gold.fct_purchase_part",
        "SELECT customer_id, purchase_date, purchase_date AS effective_date, 1L AS sales_kept, CAST(9 AS"
            + " DECIMAL(28,4)) AS kept_value, CAST(0 AS DECIMAL(28,4)) AS loose_refund_value FROM (SELECT "
            + (customer + " AS customer_id, " + DAY.formatted(2) + " AS purchase_date")
            + of.formatted(5)
            + ")",
        "gold.fct_survey_response",
        "SELECT *, trunc(response_date, 'MM') AS response_month FROM (SELECT "
            + (customer + " AS customer_id, " + DAY.formatted(3) + " AS response_date,")
            + " element_at(array('nps', 'csat', 'ces'), CAST(id % 3 AS INT) + 1) AS metric,"
            + " pmod(xxhash64(id, 4), 11) / 10D AS score_normalized"
            + of.formatted(3)
            + ")",
        "gold.fct_ticket",
        "SELECT *, created_date AS first_reply_date, date_add(created_date, 1) AS first_resolved_date,"
            + " IF(id % 20 = 0, timestamp(date_add(created_date, 3)), NULL) AS first_reopened_at,"
            + " IF(id % 20 = 0, 1L, 0L) AS reopens FROM (SELECT id, "
            + (customer + " AS customer_id, " + DAY.formatted(5) + " AS created_date,")
            + " 'email' AS channel, 'end_user' AS opened_by, pmod(xxhash64(id, 6), 9999) / 7D AS first_reply_minutes,"
            + " pmod(xxhash64(id, 7), 99999) / 7D AS first_resolution_minutes"
            + of.formatted(5)
            + ")",
        "gold.fct_ticket_sla",
        "SELECT "
            + (customer + " AS customer_id, " + DAY.formatted(5) + " AS outcome_date,")
            + " IF(id % 9 = 0, 'breached', 'met') AS status"
            + of.formatted(5));
  }
}
