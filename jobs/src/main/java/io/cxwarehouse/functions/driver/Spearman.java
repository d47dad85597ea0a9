package io.cxwarehouse.functions.driver;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Spearman's rank correlation with an outcome; ties have their average rank. The standard error of
 * Fisher's z is that of Bonett and Wright (2000), the p value that of t with n - 2 degrees of
 * freedom.
 */
final class Spearman {
  /** Beyond this a correlation is 1 but for rounding. */
  private static final double PERFECT = 1 - 1e-12;

  private Spearman() {}

  static Estimate of(double[] values, boolean[] outcomes) {
    double[] others = new double[outcomes.length];
    for (int i = 0; i < others.length; i++) {
      others[i] = outcomes[i] ? 1 : 0;
    }
    double r = correlation(ranks(values), ranks(others));
    int n = values.length;
    if (Math.abs(r) >= PERFECT) {
      return new Estimate(
          FitStatus.SEPARATION,
          "the outcome follows from the driver without exception",
          Math.copySign(Double.POSITIVE_INFINITY, r),
          Double.NaN,
          0);
    }
    double t = r * Math.sqrt((n - 2) / (1 - r * r));
    double p = 2 * new TDistribution(n - 2).cumulativeProbability(-Math.abs(t));
    double z = 0.5 * Math.log((1 + r) / (1 - r));
    return Estimate.ok(z, Math.sqrt((1 + r * r / 2) / (n - 3)), p);
  }

  /** Ranks from 1; equal values share the mean of theirs. */
  static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = Arrays.stream(x).sum() / x.length;
    double meanY = Arrays.stream(y).sum() / y.length;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
