package io.cxwarehouse.functions.clv;

import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Scores of a customer under a fit, for SQL. Parameters come in the order of the model's own list;
 * spans are in days, as tables hold them.
 */
public final class ClvFunctions {
  /** Weeks in a month, as the published values and the lifetimes package have it. */
  static final double WEEKS_PER_MONTH = 4.345;

  private static final double DAYS_PER_WEEK = 7.0;

  private ClvFunctions() {}

  /** {@code clv_p_alive(model, parameters, frequency, recency_days, age_days)}. */
  public static double pAlive(
      UTF8String model, ArrayData parameters, long frequency, long recencyDays, long ageDays) {
    return Models.byName(model.toString())
        .pAlive(
            parameters.toDoubleArray(),
            frequency,
            recencyDays / DAYS_PER_WEEK,
            ageDays / DAYS_PER_WEEK);
  }

  /** {@code clv_expected_orders(model, parameters, frequency, recency_days, age_days, months)}. */
  public static double expectedOrders(
      UTF8String model,
      ArrayData parameters,
      long frequency,
      long recencyDays,
      long ageDays,
      double months) {
    return Models.byName(model.toString())
        .expectedOrders(
            parameters.toDoubleArray(),
            frequency,
            recencyDays / DAYS_PER_WEEK,
            ageDays / DAYS_PER_WEEK,
            months * WEEKS_PER_MONTH);
  }

  /**
   * {@code clv_discounted_orders(model, parameters, frequency, recency_days, age_days, months,
   * annual_discount)}: the orders expected in each month, worth less by a twelfth root of the
   * annual rate per month.
   */
  public static double discountedOrders(
      UTF8String model,
      ArrayData parameters,
      long frequency,
      long recencyDays,
      long ageDays,
      int months,
      double annualDiscount) {
    Model purchases = Models.byName(model.toString());
    double[] theta = parameters.toDoubleArray();
    double monthly = Math.pow(1 + annualDiscount, 1 / 12.0);
    double before = 0;
    double sum = 0;
    for (int month = 1; month <= months; month++) {
      double until =
          purchases.expectedOrders(
              theta,
              frequency,
              recencyDays / DAYS_PER_WEEK,
              ageDays / DAYS_PER_WEEK,
              month * WEEKS_PER_MONTH);
      sum += (until - before) / Math.pow(monthly, month);
      before = until;
    }
    return sum;
  }

  /** {@code clv_survival(model, parameters, periods)}: of a contract model. */
  public static double survival(UTF8String model, ArrayData parameters, long periods) {
    return TenureModel.byName(model.toString()).survival(parameters.toDoubleArray(), periods);
  }

  /** {@code clv_expected_order_value(parameters, frequency, monetary_value)}. */
  public static double expectedOrderValue(
      ArrayData parameters, long frequency, double monetaryValue) {
    return GammaGamma.expectedOrderValue(parameters.toDoubleArray(), frequency, monetaryValue);
  }
}
