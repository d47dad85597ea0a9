package io.cxwarehouse.functions.clv;

/**
 * A model of when customers buy and when they stop. A customer is known by {@code frequency}
 * (repeat purchase days), {@code recency} (weeks from the first to the last) and {@code age} (weeks
 * from the first to the end of observation).
 */
public interface Model {
  String name();

  Likelihood likelihood(PurchaseHistogram data);

  /** Probability that the customer has not stopped buying. */
  double pAlive(double[] theta, double frequency, double recency, double age);

  /**
   * Expected numbers of purchase days of a customer who has not stopped by the end of observation,
   * up to each of some horizons: what horizons have in common is computed once, and when the last
   * purchase was tells nothing more.
   *
   * @param weeks after the end of observation, ascending
   */
  double[] ordersIfAlive(double[] theta, double frequency, double age, double... weeks);

  /** Expected number of purchase days in the {@code weeks} after the end of observation. */
  default double expectedOrders(
      double[] theta, double frequency, double recency, double age, double weeks) {
    return pAlive(theta, frequency, recency, age) * ordersIfAlive(theta, frequency, age, weeks)[0];
  }
}
