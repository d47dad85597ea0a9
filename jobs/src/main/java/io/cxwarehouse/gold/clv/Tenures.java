package io.cxwarehouse.gold.clv;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
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
record Tenures(List<Stay> stays) {
  /**
   * @param age months from the one in which they were new to the last whole one
   * @param left months after which they left, or null
   */
  record Stay(int age, Integer left, long customers) {}

  /** Customers who had stayed so many months, and whether they left in those held out. */
  record Outcome(int stayed, boolean hasLeft, long customers) {}

  /**
   * Of all customers (key empty) and of each plan in which customers began: that of the first
   * subscription. What the customer's record says of the plan may be of a later day, when who had
   * left had none; it counts where the subscription does not tell.
   */
  static Map<String, Tenures> asOf(
      Dataset<Row> movements, Dataset<Row> subscriptions, LocalDate date) {
    Dataset<Row> began =
        subscriptions
            .where("mrr > 0 AND coalesce(end_date > start_date, true)")
            .groupBy(col("customer_id").as("subscriber"))
            .agg(
                expr("min_by(subscription_plan, struct(start_date, -mrr, subscription_id))")
                    .as("first_plan"));
    LocalDate lastMonth = date.plusDays(1).withDayOfMonth(1).minusMonths(1);
    Column month = col("month");
    Column isNew = col("movement").equalTo("new");
    List<Row> rows =
        movements
            .where(last_day(month).leq(lit(Date.valueOf(date))))
            .join(began, col("customer_id").equalTo(col("subscriber")), "left")
            .groupBy("customer_id")
            .agg(
                min(when(isNew, month)).as("new_month"),
                min(when(col("movement").equalTo("churn"), month)).as("churn_month"),
                min(when(isNew, coalesce(col("first_plan"), col("plan")))).as("plan"))
            .where(col("new_month").isNotNull())
            .groupBy(
                coalesce(col("plan"), lit("unknown")).as("plan"),
                months_between(lit(Date.valueOf(lastMonth)), col("new_month"))
                    .cast("int")
                    .as("age"),
                months_between(col("churn_month"), col("new_month")).cast("int").as("left"))
            .count()
            .collectAsList();
    Map<String, List<Stay>> stays = new TreeMap<>();
    stays.put("", new ArrayList<>());
    for (Row row : rows) {
      Stay stay = new Stay(row.getInt(1), row.<Integer>getAs(2), row.getLong(3));
      stays.get("").add(stay);
      stays.computeIfAbsent(row.getString(0), plan -> new ArrayList<>()).add(stay);
    }
    Map<String, Tenures> tenures = new TreeMap<>();
    stays.forEach((plan, list) -> tenures.put(plan, new Tenures(list)));
    return tenures;
  }

  TenureHistogram histogram() {
    return histogramBefore(0);
  }

  /** As it was so many months before; customers who came after that are not in it. */
  TenureHistogram histogramBefore(int months) {
    List<TenureHistogram.Cell> cells = new ArrayList<>();
    for (Stay stay : stays) {
      int age = stay.age() - months;
      boolean hasLeft = stay.left() != null && stay.left() <= age;
      if (age >= 0) {
        cells.add(new TenureHistogram.Cell(hasLeft ? stay.left() : age, hasLeft, stay.customers()));
      }
    }
    return new TenureHistogram(cells);
  }

  /** What became, in the last so many months, of the customers who were there before them. */
  List<Outcome> outcomes(int months) {
    return stays.stream()
        .filter(stay -> stay.age() >= months)
        .filter(stay -> stay.left() == null || stay.left() > stay.age() - months)
        .map(stay -> new Outcome(stay.age() - months, stay.left() != null, stay.customers()))
        .toList();
  }
}
