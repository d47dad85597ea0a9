package io.cxwarehouse.functions.driver;

import java.util.List;

/**
 * An association on the scale on which it is about normal: Fisher's z of a correlation, the
 * logarithm of an odds ratio. 0 is none.
 *
 * @param message why it is not ok, null where it is
 * @param error standard error; NaN unless ok
 */
record Estimate(FitStatus status, String message, double value, double error, double pValue) {
  /** The 97.5 % quantile of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  static Estimate ok(double value, double error, double pValue) {
    return new Estimate(FitStatus.OK, null, value, error, pValue);
  }

  static Estimate none(FitStatus status, String message) {
    return new Estimate(status, message, Double.NaN, Double.NaN, Double.NaN);
  }

  boolean isOk() {
    return status == FitStatus.OK;
  }

  double low() {
    return value - Z * error;
  }

  double high() {
    return value + Z * error;
  }

  /** 1 or -1 where the interval lies on one side of 0, else 0. */
  int side() {
    return low() > 0 ? 1 : high() < 0 ? -1 : 0;
  }

  /** The mean of several, weighted by their precision. */
  static Estimate pooled(List<Estimate> estimates) {
    double weights = 0;
    double sum = 0;
    for (Estimate estimate : estimates) {
      double weight = 1 / (estimate.error * estimate.error);
      weights += weight;
      sum += weight * estimate.value;
    }
    return ok(sum / weights, 1 / Math.sqrt(weights), Double.NaN);
  }
}
