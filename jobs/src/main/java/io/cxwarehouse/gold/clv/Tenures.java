package io.cxwarehouse.gold.clv;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.months_between;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.functions.clv.TenureHistogram;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Months that contract customers stayed, from the month in which they were new to that of their
 * first churn, or to the last whole month. Customers who came before the first reported month are
 * not in it: how long they had stayed is not known.
 */
final class Tenures {
  private Tenures() {}

  /** Histograms of all customers (key empty) and of each plan in which customers began. */
  static Map<String, TenureHistogram> asOf(Dataset<Row> movements, LocalDate date) {
    LocalDate lastMonth = date.plusDays(1).withDayOfMonth(1).minusMonths(1);
    Column month = col("month");
    Column isNew = col("movement").equalTo("new");
    Column churned = col("churn_month").isNotNull();
    List<Row> rows =
        movements
            .where(last_day(month).leq(lit(Date.valueOf(date))))
            .groupBy("customer_id")
            .agg(
                min(when(isNew, month)).as("new_month"),
                min(when(col("movement").equalTo("churn"), month)).as("churn_month"),
                min(when(isNew, col("plan"))).as("plan"))
            .where(col("new_month").isNotNull())
            .groupBy(
                coalesce(col("plan"), lit("unknown")).as("plan"),
                months_between(
                        coalesce(col("churn_month"), lit(Date.valueOf(lastMonth))),
                        col("new_month"))
                    .cast("int")
                    .as("periods"),
                churned.as("has_left"))
            .count()
            .collectAsList();
    Map<String, List<TenureHistogram.Cell>> cells = new TreeMap<>();
    cells.put("", new ArrayList<>());
    for (Row row : rows) {
      TenureHistogram.Cell cell =
          new TenureHistogram.Cell(row.getInt(1), row.getBoolean(2), row.getLong(3));
      cells.get("").add(cell);
      cells.computeIfAbsent(row.getString(0), plan -> new ArrayList<>()).add(cell);
    }
    Map<String, TenureHistogram> histograms = new TreeMap<>();
    cells.forEach((plan, list) -> histograms.put(plan, new TenureHistogram(list)));
    return histograms;
  }
}
