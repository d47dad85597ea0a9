package io.cxwarehouse.functions.alert;

import io.cxwarehouse.functions.alert.Series.Day;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.distribution.discrete.HypergeometricDistribution;

/**
 * Between which values a day of a quiet KPI lies, judged by the 56 days before, against days of its
 * own weekday: shares by Laney's p′ chart, other values by median and median absolute deviation.
 * Each day of the history is held against the others of its weekday, just as the judged one is, so
 * that the spread of these distances holds what the centre itself is uncertain by. Only days of
 * similar size tell it: what moves a day as a whole weighs more, in standard deviations of its
 * count, the more was counted.
 *
 * @param pValue how likely a value at least as far away is by chance (two-sided)
 */
record Limits(double low, double high, double pValue) {
  /** Days of history. */
  static final int HISTORY = 56;

  private static final double SIGMAS = 3;
  private static final int LEAST_DAYS = 28;
  private static final int LEAST_WEEKDAYS = 4;

  /** Distances that a spread is taken from. */
  private static final int LEAST_STEPS = 3;

  /** Mean range of two normal values, in standard deviations. */
  private static final double MEAN_RANGE = 1.1283791670955126;

  /** Median absolute deviation of a normal distribution, in standard deviations, inverted. */
  private static final double MAD_TO_SIGMA = 1.482602218505602;

  /** Of how many degrees of freedom a spread is worth, per day: asymptotic efficiencies. */
  private static final double RANGE_EFFICIENCY = 0.62;

  private static final double MAD_EFFICIENCY = 0.37;

  /** Where a day is expected to hold fewer of the rarer kind, the normal tail is too thin. */
  private static final double FEW_EXPECTED = 30;

  /** Limits for a day, or none where the history is too short or has no spread. */
  static Optional<Limits> of(Series series, Day day, long minN) {
    List<Day> history = series.before(day.date(), HISTORY, minN);
    if (history.size() < LEAST_DAYS
        || history.stream().filter(day::isSameWeekday).count() < LEAST_WEEKDAYS) {
      return Optional.empty();
    }
    return series.isShare() ? ofShare(history, day) : ofValue(series, history, day);
  }

  private static Optional<Limits> ofShare(List<Day> history, Day day) {
    double before = Double.NaN;
    double ranges = 0;
    int steps = 0;
    for (Day one : history) {
      Pool others = Pool.of(history, one);
      if (others.n() > 0 && one.isOfSizeOf(day)) {
        double distance = others.distance(one);
        if (!Double.isNaN(before)) {
          ranges += Math.abs(distance - before);
          steps++;
        }
        before = distance;
      }
    }
    if (steps < LEAST_STEPS) {
      return Optional.empty();
    }
    double spread = Math.max(1, ranges / steps / MEAN_RANGE);
    Pool usual = Pool.of(history, day);
    double share = usual.share();
    double sigma = spread * Math.sqrt(share * (1 - share) * (1.0 / day.n() + 1.0 / usual.n()));
    double p = tail(Math.abs(day.value() - share), sigma, RANGE_EFFICIENCY * steps);
    return Optional.of(
        new Limits(
            Math.max(0, share - SIGMAS * sigma),
            Math.min(1, share + SIGMAS * sigma),
            Math.max(p, usual.exact(day, spread * spread))));
  }

  private static Optional<Limits> ofValue(Series series, List<Day> history, Day day) {
    double[] distances =
        history.stream()
            .filter(one -> one.isOfSizeOf(day))
            .filter(
                one -> history.stream().filter(one::isSameWeekday).count() >= LEAST_WEEKDAYS - 1)
            .mapToDouble(one -> Math.abs(one.value() - usual(history, one)))
            .toArray();
    if (distances.length < LEAST_STEPS) {
      return Optional.empty();
    }
    double sigma = Math.max(MAD_TO_SIGMA * median(distances), day.error());
    if (sigma == 0) {
      return Optional.empty();
    }
    double centre = usual(history, day);
    return Optional.of(
        new Limits(
            series.shown(centre - SIGMAS * sigma),
            series.shown(centre + SIGMAS * sigma),
            tail(Math.abs(day.value() - centre), sigma, MAD_EFFICIENCY * distances.length)));
  }

  private static double usual(List<Day> history, Day day) {
    return median(history.stream().filter(day::isSameWeekday).mapToDouble(Day::value).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double tail(double distance, double sigma, double freedom) {
    if (distance == 0 || sigma == 0) {
      return distance == 0 ? 1 : 0;
    }
    return 2 * new TDistribution(freedom).cumulativeProbability(-distance / sigma);
  }

  /** What the other days of a weekday were counted of. */
  private record Pool(long positives, long n) {
    static Pool of(List<Day> history, Day day) {
      long positives = 0;
      long n = 0;
      for (Day other : history) {
        if (day.isSameWeekday(other)) {
          positives += other.positives();
          n += other.n();
        }
      }
      return new Pool(positives, n);
    }

    double share() {
      return (double) positives / n;
    }

    /** In standard deviations of the difference of two shares that are the same. */
    double distance(Day day) {
      double same = (double) (positives + day.positives()) / (n + day.n());
      double sigma = Math.sqrt(same * (1 - same) * (1.0 / day.n() + 1.0 / n));
      return sigma == 0 ? 0 : (day.value() - share()) / sigma;
    }

    /**
     * Fisher's exact test of the day against the pool, where few are expected; counts are worth as
     * much less as their variance is greater than that of a binomial count.
     */
    double exact(Day day, double overdispersion) {
      double share = (double) (positives + day.positives()) / (n + day.n());
      boolean isRare = share <= 0.5;
      double rarer = isRare ? share : 1 - share;
      if (rarer == 0 || rarer * day.n() / overdispersion >= FEW_EXPECTED) {
        return rarer == 0 ? 1 : 0;
      }
      int drawn = Math.max(1, worth(day.n(), overdispersion));
      int others = Math.max(1, worth(n, overdispersion));
      int hits =
          Math.min(
              drawn, worth(isRare ? day.positives() : day.n() - day.positives(), overdispersion));
      int otherHits = Math.min(others, worth(isRare ? positives : n - positives, overdispersion));
      HypergeometricDistribution count =
          new HypergeometricDistribution(drawn + others, hits + otherHits, drawn);
      double least =
          Math.min(count.cumulativeProbability(hits), count.upperCumulativeProbability(hits));
      return Math.min(1, 2 * least);
    }

    private static int worth(long count, double overdispersion) {
      return Math.toIntExact(Math.round(count / overdispersion));
    }
  }
}
