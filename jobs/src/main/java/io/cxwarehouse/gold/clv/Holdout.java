package io.cxwarehouse.gold.clv;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.functions.clv.Model;
import io.cxwarehouse.functions.clv.PurchaseHistogram;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was known some weeks before the fit date, and what came in those weeks: the test of a
 * model's forecast.
 */
record Holdout(int weeks, List<Cell> cells) {
  private static final int DAYS_PER_WEEK = 7;

  /** Customers with the same history at the cut-off and as many purchase days after it. */
  record Cell(int frequency, int recencyDays, int ageDays, long orders, long customers) {
    double recency() {
      return (double) recencyDays / DAYS_PER_WEEK;
    }

    double age() {
      return (double) ageDays / DAYS_PER_WEEK;
    }
  }

  /** How far a forecast was off, per customer; bias is of the total. */
  record Errors(double mae, double mse, double correlation, double bias) {}

  static Holdout of(Dataset<Row> parts, LocalDate fitDate, int weeks) {
    LocalDate cutOff = fitDate.minusDays((long) DAYS_PER_WEEK * weeks);
    Dataset<Row> orders =
        PurchaseHistories.daysAsOf(parts, fitDate)
            .where(col("is_purchase").and(col("purchase_date").gt(lit(Date.valueOf(cutOff)))))
            .groupBy("customer_id")
            .agg(count("*").as("orders"));
    List<Row> rows =
        PurchaseHistories.asOf(parts, cutOff)
            .join(orders, "customer_id", "left")
            .groupBy(
                col("frequency"),
                col("recency_days"),
                col("age_days"),
                coalesce(col("orders"), lit(0L)).as("orders"))
            .count()
            .collectAsList();
    return new Holdout(
        weeks,
        rows.stream()
            .map(
                row ->
                    new Cell(
                        row.getInt(0),
                        row.getInt(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getLong(4)))
            .sorted(
                Comparator.comparingInt(Cell::frequency)
                    .thenComparingInt(Cell::recencyDays)
                    .thenComparingInt(Cell::ageDays)
                    .thenComparingLong(Cell::orders))
            .toList());
  }

  /** The histories at the cut-off, to fit on. */
  PurchaseHistogram training() {
    return new PurchaseHistogram(
        cells.stream()
            .map(
                cell ->
                    new PurchaseHistogram.Cell(
                        cell.frequency(), cell.recencyDays(), cell.ageDays(), cell.customers()))
            .toList());
  }

  Errors errors(Model model, double[] theta) {
    return errors(
        cell -> model.expectedOrders(theta, cell.frequency(), cell.recency(), cell.age(), weeks));
  }

  /** Of the forecast that nobody comes back. */
  Errors ofZeros() {
    return errors(cell -> 0);
  }

  /** Of the forecast that everybody goes on at the rate so far. */
  Errors ofSameRate() {
    return errors(cell -> cell.ageDays() == 0 ? 0 : cell.frequency() * weeks / cell.age());
  }

  private Errors errors(ToDoubleFunction<Cell> forecast) {
    double n = 0;
    double absolute = 0;
    double squared = 0;
    double sumF = 0;
    double sumA = 0;
    double ff = 0;
    double aa = 0;
    double fa = 0;
    for (Cell cell : cells) {
      double f = forecast.applyAsDouble(cell);
      double a = cell.orders();
      double w = cell.customers();
      n += w;
      absolute += w * Math.abs(f - a);
      squared += w * (f - a) * (f - a);
      sumF += w * f;
      sumA += w * a;
      ff += w * f * f;
      aa += w * a * a;
      fa += w * f * a;
    }
    double correlation =
        (n * fa - sumF * sumA) / Math.sqrt((n * ff - sumF * sumF) * (n * aa - sumA * sumA));
    return new Errors(absolute / n, squared / n, correlation, sumF / sumA - 1);
  }
}
