package io.cxwarehouse.functions;

import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * 95 % intervals: Wilson's for a proportion, Rocks' adjusted Wald (2016) for the Net Promoter
 * Score, and exact ranks for a median or percentile. All stay inside their range and are defined
 * for small groups; null where nothing was counted. That of a change is made of those of both
 * values.
 */
public final class Intervals {
  /** The 97.5 % quantile of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  /** As Rocks publishes his interval, and as docs/decisions/survey.md states it. */
  private static final double Z_NPS = 1.96;

  private static final double TAIL = 0.025;

  private Intervals() {}

  public static Double wilsonLow(long successes, long n) {
    if (n <= 0) {
      return null;
    }
    return successes == 0 ? 0.0 : wilson(successes, n, -1);
  }

  public static Double wilsonHigh(long successes, long n) {
    if (n <= 0) {
      return null;
    }
    return successes == n ? 1.0 : wilson(successes, n, 1);
  }

  private static double wilson(long successes, long n, int side) {
    double share = (double) successes / n;
    double z2 = Z * Z;
    double half = Z * Math.sqrt(share * (1 - share) / n + z2 / (4.0 * n * n));
    return (share + z2 / (2.0 * n) + side * half) / (1 + z2 / n);
  }

  public static Double npsLow(long promoters, long detractors, long n) {
    return n <= 0
        ? null
        : Math.max(
            -100, Math.min(nps(promoters, detractors, n), rocks(promoters, detractors, n, -1)));
  }

  public static Double npsHigh(long promoters, long detractors, long n) {
    return n <= 0
        ? null
        : Math.min(
            100, Math.max(nps(promoters, detractors, n), rocks(promoters, detractors, n, 1)));
  }

  /**
   * Which of n values in ascending order, counted from 1, is the lower end for the quantile of a
   * share: the quantile lies below it with a probability of at most 2.5 %, however the values are
   * distributed (W. J. Conover, Practical Nonparametric Statistics, section 3.2). Null where not
   * even the least value is low enough, as for the median of five.
   */
  public static Long quantileRankLow(long n, double share) {
    long rank = n <= 0 ? 0 : below(n, share).inverseCumulativeProbability(TAIL);
    return rank < 1 ? null : Long.valueOf(rank);
  }

  /** The upper end likewise; null where not even the greatest value is high enough. */
  public static Long quantileRankHigh(long n, double share) {
    long rank = n <= 0 ? 1 : below(n, share).inverseCumulativeProbability(1 - TAIL) + 1L;
    return rank > n ? null : Long.valueOf(rank);
  }

  /** How many of n values lie below the quantile. */
  private static BinomialDistribution below(long n, double share) {
    return new BinomialDistribution(Math.toIntExact(n), share);
  }

  /**
   * The lower end for the difference of two values that are independent of each other, from the
   * interval of each (MOVER; of two shares with Wilson's intervals it is Newcombe's tenth method).
   *
   * @param low lower end of the value
   * @param beforeHigh upper end of the value that it is compared with
   */
  public static double changeLow(double value, double low, double before, double beforeHigh) {
    return value - before - far(value - low, beforeHigh - before);
  }

  /**
   * The upper end likewise.
   *
   * @param high upper end of the value
   * @param beforeLow lower end of the value that it is compared with
   */
  public static double changeHigh(double value, double high, double before, double beforeLow) {
    return value - before + far(high - value, before - beforeLow);
  }

  private static double far(double a, double b) {
    return Math.sqrt(a * a + b * b);
  }

  private static double nps(long promoters, long detractors, long n) {
    return 100.0 * (promoters - detractors) / n;
  }

  private static double rocks(long promoters, long detractors, long n, int side) {
    double size = n + 3.0;
    double p = (promoters + 0.75) / size;
    double d = (detractors + 0.75) / size;
    double variance = p + d - (p - d) * (p - d);
    return 100 * (p - d + side * Z_NPS * Math.sqrt(variance / size));
  }
}
