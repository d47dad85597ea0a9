package io.cxwarehouse.gold.clv;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.functions.clv.PurchaseHistogram;
import io.cxwarehouse.functions.clv.SpendHistogram;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Customers' purchase histories as known at the end of a date, by the rules of
 * gold.kpi_customer_clv's query; a test holds the two together.
 */
final class PurchaseHistories {
  /** Of the repeat purchase days; the division is Spark's wherever it is made. */
  static final Column MEAN_VALUE =
      col("repeat_value").cast("double").divide(col("frequency")).as("mean_value");

  private PurchaseHistories() {}

  /**
   * One row per customer: frequency, recency_days, age_days, repeat_value (a sum, decimal).
   *
   * @param days purchase days as known at the end of the date
   */
  static Dataset<Row> of(Dataset<Row> days, LocalDate date) {
    Column purchase = col("is_purchase");
    Column day = when(purchase, col("purchase_date"));
    Column value = when(purchase, col("value"));
    return days.groupBy("customer_id")
        .agg(
            count_if(purchase).minus(1).cast("int").as("frequency"),
            datediff(max(day), min(day)).as("recency_days"),
            datediff(lit(Date.valueOf(date)), min(day)).as("age_days"),
            sum(value).minus(min_by(value, day)).as("repeat_value"))
        .where(col("frequency").geq(0));
  }

  /** Customer × purchase date with its net value, and whether the day counts. */
  static Dataset<Row> daysAsOf(Dataset<Row> parts, LocalDate date) {
    return parts
        .where(col("effective_date").leq(lit(Date.valueOf(date))))
        .groupBy("customer_id", "purchase_date")
        .agg(
            sum("sales_kept").as("sales_kept"),
            sum("kept_value").as("kept"),
            sum("loose_refund_value").as("loose_refunds"),
            sum("net_value").as("value"))
        .select(
            col("customer_id"),
            col("purchase_date"),
            col("value"),
            col("sales_kept")
                .gt(0)
                .and(not(col("kept").gt(0).and(col("kept").plus(col("loose_refunds")).leq(0))))
                .as("is_purchase"));
  }

  /** Counts of distinct histories: far fewer than customers, and all that a fit needs. */
  static List<PurchaseHistogram.Cell> purchases(Dataset<Row> histories) {
    return cells(
        histories.groupBy("frequency", "recency_days", "age_days").count(),
        row ->
            new PurchaseHistogram.Cell(
                row.getInt(0), row.getInt(1), row.getInt(2), row.getLong(3)));
  }

  /** Repeat buyers of positive value by frequency and mean value of their repeat purchase days. */
  static List<SpendHistogram.Cell> spend(Dataset<Row> histories) {
    return cells(
        histories
            .where(col("frequency").gt(0).and(col("repeat_value").gt(0)))
            .groupBy(col("frequency"), MEAN_VALUE)
            .count(),
        row -> new SpendHistogram.Cell(row.getInt(0), row.getDouble(1), row.getLong(2)));
  }

  /** Part by part: of millions the driver holds the cells, and not their rows beside them. */
  private static <C> List<C> cells(Dataset<Row> rows, Function<Row, C> cell) {
    List<C> cells = new ArrayList<>();
    rows.toLocalIterator().forEachRemaining(row -> cells.add(cell.apply(row)));
    return cells;
  }
}
