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

  /** Expected number of purchase days in the {@code weeks} after the end of observation. */
  double expectedOrders(double[] theta, double frequency, double recency, double age, double weeks);
}
