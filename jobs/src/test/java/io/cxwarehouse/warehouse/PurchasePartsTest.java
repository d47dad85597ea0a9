package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Steps;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/**
 * gold.fct_purchase_part on random orders and refunds: no hindsight, and one rule with the days.
 */
class PurchasePartsTest extends SparkCase {
  private static final int ORDERS = 500;
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final String DAYS =
      """
      SELECT customer_id, purchase_date, CAST(sum(net_value) AS DECIMAL(28,4)) AS value,
        sum(sales_kept) > 0
          AND NOT (sum(kept_value) > 0 AND sum(kept_value) + sum(loose_refund_value) <= 0)
          AS is_purchase
      FROM part WHERE effective_date <= '%s' GROUP BY customer_id, purchase_date
      """;

  private final Definitions definitions = Definitions.load(List.of());

  @Test
  void partsUpToADateAreTheDaysAsKnownThen() {
    Dataset<Row> orders = orders(new Random(7), true).cache();
    Dataset<Row> all = compute("gold.fct_purchase_part", orders).cache();
    for (int day : new int[] {3, 8, 15, 24}) {
      LocalDate date = FIRST.plusDays(day);
      Dataset<Row> then =
          compute("gold.fct_purchase_part", orders.where("order_date <= '" + date + "'"));
      assertThat(days(all, date))
          .as("days known on " + date)
          .containsExactlyInAnyOrderElementsOf(days(then, date));
    }
  }

  @Test
  void allPartsTogetherAreThePurchaseDays() {
    Dataset<Row> orders = orders(new Random(8), false).cache();
    List<Row> expected =
        compute("gold.fct_purchase_day", orders)
            .selectExpr("customer_id", "purchase_date", "net_amount", "is_purchase")
            .where("is_purchase OR net_amount <> 0")
            .collectAsList();
    assertThat(expected).hasSizeGreaterThan(50);
    assertThat(days(compute("gold.fct_purchase_part", orders), FIRST.plusYears(1)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private List<Row> days(Dataset<Row> parts, LocalDate date) {
    parts.createOrReplaceTempView("part");
    return sql(DAYS.formatted(date)).where("is_purchase OR value <> 0").collectAsList();
  }

  /**
   * Few customers and days, so that sales and refunds of all kinds meet.
   *
   * @param refundsFollow no refund is dated before the sale that it names
   */
  private Dataset<Row> orders(Random random, boolean refundsFollow) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      boolean refund = i > 0 && random.nextInt(3) == 0;
      int amount = random.nextInt(4) * (refund ? -10 : 10);
      boolean dollars = random.nextInt(4) == 0;
      rows.add(
          RowFactory.create(
              "o" + i,
              random.nextInt(20) == 0 ? null : "c" + random.nextInt(5),
              Date.valueOf(FIRST.plusDays(refundsFollow ? 30 * i / ORDERS : random.nextInt(30))),
              dollars ? "USD" : "EUR",
              BigDecimal.valueOf(amount),
              BigDecimal.valueOf(dollars ? amount * (8 + random.nextInt(3)) : amount * 10L, 1),
              refund,
              refund && random.nextInt(5) > 0 ? "o" + random.nextInt(i) : null));
    }
    return TestRelations.complete(
        spark()
            .createDataFrame(
                rows,
                StructType.fromDDL(
                    "order_id STRING, customer_id STRING, order_date DATE, currency STRING, amount"
                        + " DECIMAL(18,4), amount_reporting DECIMAL(18,4), is_refund BOOLEAN,"
                        + " refund_of STRING"))
            // Every second order has two lines, now and then of other dates or currencies.
            .selectExpr(
                "*",
                "IF(int(substr(order_id, 2)) % 4 = 1, 'o' || (int(substr(order_id, 2)) - 1), order_id)"
                    + " AS order_number"),
        TestRelations.schema(definitions, "gold.fct_order"));
  }

  private Dataset<Row> compute(String table, Dataset<Row> orders) {
    Parameters parameters = new Parameters(TestRelations.parameters(Map.of()));
    return Steps.of(definitions.table(TableId.of(table)))
        .compute(new TestInputs(spark(), Map.of("gold.fct_order", orders), parameters));
  }
}
