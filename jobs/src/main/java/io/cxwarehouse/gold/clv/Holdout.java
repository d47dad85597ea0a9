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
import org.apache.spark.storage.StorageLevel;

/**
 * What was known some weeks before the fit date, and what came in those weeks: the test of a
 * model's forecast.
 */
record Holdout(int weeks, List<HoldoutCell> cells, Tracking tracking) {
  private static final int DAYS_PER_WEEK = 7;

  /**
   * @param days purchase days as known at the end of the fit date
   */
  static Holdout of(Dataset<Row> parts, Dataset<Row> days, LocalDate fitDate, int weeks) {
    LocalDate cutOff = fitDate.minusDays((long) DAYS_PER_WEEK * weeks);
    Dataset<Row> daysThen =
        PurchaseHistories.daysAsOf(parts, cutOff).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return between(daysThen, days, cutOff, weeks);
    } finally {
      daysThen.unpersist();
    }
  }

  private static Holdout between(
      Dataset<Row> daysThen, Dataset<Row> days, LocalDate cutOff, int weeks) {
    Dataset<Row> known = PurchaseHistories.of(daysThen, cutOff);
    Dataset<Row> later =
        days.where(col("is_purchase").and(col("purchase_date").gt(lit(Date.valueOf(cutOff)))));
    Dataset<Row> orders = later.groupBy("customer_id").agg(count("*").as("orders"));
    List<HoldoutCell> cells =
        known
            .join(orders, "customer_id", "left")
            .groupBy(
                col("frequency"),
                col("recency_days"),
                col("age_days"),
                coalesce(col("orders"), lit(0L)).as("orders"))
            .count()
            .collectAsList()
            .stream()
            .map(
                row ->
                    new HoldoutCell(
                        row.getInt(0),
                        row.getInt(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getLong(4)))
            .sorted(
                Comparator.comparingInt(HoldoutCell::frequency)
                    .thenComparingInt(HoldoutCell::recencyDays)
                    .thenComparingInt(HoldoutCell::ageDays)
                    .thenComparingLong(HoldoutCell::orders))
            .toList();
    Dataset<Row> before = daysThen.where("is_purchase").select("purchase_date");
    Dataset<Row> after =
        later.join(known.select("customer_id"), "customer_id").select("purchase_date");
    return new Holdout(weeks, cells, Tracking.of(before.union(after), cells, cutOff, weeks));
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

  Backtest backtest(Model model, double[] theta) {
    return new Backtest(
        errors(
            cell ->
                model.expectedOrders(theta, cell.frequency(), cell.recency(), cell.age(), weeks)),
        errors(cell -> 0).mse(),
        errors(cell -> cell.ageDays() == 0 ? 0 : cell.frequency() * weeks / cell.age()).mse(),
        tracking.weeks(model, theta));
  }

  private ForecastErrors errors(ToDoubleFunction<HoldoutCell> forecast) {
    return ForecastErrors.of(
        cells.stream()
            .map(
                cell ->
                    new ForecastErrors.Point(
                        forecast.applyAsDouble(cell), cell.orders(), cell.customers()))
            .toList());
  }
}
