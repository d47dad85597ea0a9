package io.cxwarehouse.functions.clv;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Scores of a customer under a fit, for SQL. Parameters come in the order of the model's own list;
 * spans are in days, as tables hold them.
 */
public final class ClvFunctions {
  /** Weeks in a month, as the published values and the lifetimes package have it. */
  static final double WEEKS_PER_MONTH = 4.345;

  /** What {@link #scores} returns. */
  public static final DataType SCORES =
      DataType.fromDDL(
          "STRUCT<p_alive: DOUBLE, expected_orders: DOUBLE, discounted_orders: DOUBLE>");

  private static final double DAYS_PER_WEEK = 7.0;

  private ClvFunctions() {}

  /**
   * {@code clv_scores(model, parameters, frequency, recency_days, age_days, months,
   * annual_discount)}: all that a purchase model says of a customer, since its parts share most of
   * their work. Discounted are the orders expected in each month, worth less by a twelfth root of
   * the annual rate per month.
   */
  public static InternalRow scores(
      UTF8String model,
      ArrayData parameters,
      long frequency,
      long recencyDays,
      long ageDays,
      int months,
      double annualDiscount) {
    Model purchases = Models.byName(model.toString());
    double[] theta = parameters.toDoubleArray();
    double age = ageDays / DAYS_PER_WEEK;
    double pAlive = purchases.pAlive(theta, frequency, recencyDays / DAYS_PER_WEEK, age);
    double[] weeks = new double[months];
    for (int month = 0; month < months; month++) {
      weeks[month] = (month + 1) * WEEKS_PER_MONTH;
    }
    double monthly = Math.pow(1 + annualDiscount, -1 / 12.0);
    double worth = 1;
    double before = 0;
    double discounted = 0;
    for (double until : purchases.ordersIfAlive(theta, frequency, age, weeks)) {
      worth *= monthly;
      discounted += (until - before) * worth;
      before = until;
    }
    return new GenericInternalRow(new Object[] {pAlive, pAlive * before, pAlive * discounted});
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
