package io.cxwarehouse.gold.clv;

import static org.apache.spark.sql.functions.col;

import io.cxwarehouse.functions.clv.Model;
import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Repeat purchase days of the customers known at a cut-off, week by week from the first of them:
 * the weeks that a model is fitted on, and those held out. Weeks end with the cut-off's weekday.
 *
 * @param customers new customers by date of their first purchase
 * @param purchases purchase days by date, first ones included
 * @param held weeks after the cut-off
 */
record Tracking(
    TreeMap<LocalDate, Long> customers,
    TreeMap<LocalDate, Long> purchases,
    LocalDate cutOff,
    int held) {
  private static final int DAYS_PER_WEEK = 7;

  /** Repeat purchase days up to the end of a week, as they came and as a fit expects them. */
  record Week(int number, LocalDate end, long actual, double expected, boolean isHoldout) {}

  static Tracking of(
      Dataset<Row> purchaseDays, List<HoldoutCell> known, LocalDate cutOff, int held) {
    TreeMap<LocalDate, Long> customers = new TreeMap<>();
    for (HoldoutCell cell : known) {
      customers.merge(cutOff.minusDays(cell.ageDays()), cell.customers(), Long::sum);
    }
    TreeMap<LocalDate, Long> purchases = new TreeMap<>();
    for (Row row : purchaseDays.groupBy(col("purchase_date")).count().collectAsList()) {
      purchases.put(row.<Date>getAs(0).toLocalDate(), row.getLong(1));
    }
    return new Tracking(customers, purchases, cutOff, held);
  }

  List<Week> weeks(Model model, double[] theta) {
    List<Week> weeks = new ArrayList<>();
    if (customers.isEmpty()) {
      return weeks;
    }
    long elapsed = ChronoUnit.DAYS.between(customers.firstKey(), cutOff);
    int fitted = (int) (elapsed / DAYS_PER_WEEK) + 1;
    // A customer's expected orders depend on nothing but the days since the first purchase.
    Map<Long, Double> byAge = new HashMap<>();
    for (int number = 1; number <= fitted + held; number++) {
      LocalDate end = cutOff.plusDays((long) DAYS_PER_WEEK * (number - fitted));
      long actual = sum(purchases, end) - sum(customers, end);
      double expected = 0;
      for (Map.Entry<LocalDate, Long> born : customers.headMap(end, true).entrySet()) {
        long age = ChronoUnit.DAYS.between(born.getKey(), end);
        expected +=
            born.getValue()
                * byAge.computeIfAbsent(
                    age, a -> model.expectedOrders(theta, 0, 0, 0, a / (double) DAYS_PER_WEEK));
      }
      weeks.add(new Week(number, end, actual, expected, number > fitted));
    }
    return weeks;
  }

  private static long sum(TreeMap<LocalDate, Long> counts, LocalDate until) {
    return counts.headMap(until, true).values().stream().mapToLong(Long::longValue).sum();
  }
}
