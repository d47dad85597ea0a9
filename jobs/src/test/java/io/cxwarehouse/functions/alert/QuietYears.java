package io.cxwarehouse.functions.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Daily values of a company in which nothing happens: 24 KPIs whose days differ by weekday and by
 * chance only, some of them by more than counting alone would explain. A shift may be planted.
 */
final class QuietYears {
  private static final double[] BUSY = {1.2, 1.1, 1.0, 1.0, 0.9, 0.4, 0.3};

  private final SplittableRandom random;
  private final List<Series> all = new ArrayList<>();
  private final int days;

  /** A planted change: from a day on a KPI's true value is another. */
  record Shift(String kpi, int from, double by) {
    double at(String of, int date) {
      return kpi.equals(of) && date >= from ? by : 0;
    }
  }

  private final Shift shift;

  private QuietYears(long seed, int days, Shift shift) {
    this.random = new SplittableRandom(seed);
    this.days = days;
    this.shift = shift;
  }

  static List<Series> of(long seed, int days, Shift shift) {
    QuietYears years = new QuietYears(seed, days, shift);
    double[] shares = {0.03, 0.08, 0.2, 0.5, 0.72, 0.8, 0.9, 0.97};
    double[] sizes = {20, 100, 1000, 60, 100, 100, 300, 100};
    for (int i = 0; i < shares.length; i++) {
      years.share("share_" + i, shares[i], sizes[i], 0);
      years.share("varying_share_" + i, shares[i], sizes[i], 0.15);
    }
    years.mean("score_0", 40);
    years.mean("score_1", 150);
    for (int i = 0; i < 6; i++) {
      years.duration("minutes_" + i, 20 + 40 * i);
    }
    return years.all;
  }

  private long count(double mean) {
    return Math.round(Math.max(0, mean + Math.sqrt(mean) * random.nextGaussian()));
  }

  /**
   * @param varies standard deviation of a day's own log odds
   */
  private void share(String kpi, double share, double size, double varies) {
    Series series = new Series(kpi, true, false, 0);
    for (int date = 0; date < days; date++) {
      long n = count(size * BUSY[date % 7]);
      double odds =
          Math.log(share / (1 - share))
              + (date % 7 > 4 ? -0.3 : 0)
              + varies * random.nextGaussian();
      double p = 1 / (1 + Math.exp(-odds)) + shift.at(kpi, date);
      long positives = 0;
      for (long i = 0; i < n; i++) {
        positives += random.nextDouble() < p ? 1 : 0;
      }
      if (n > 0) {
        series.add(date, (double) positives / n, n, positives, 0);
      }
    }
    all.add(series);
  }

  private void mean(String kpi, double size) {
    Series series = new Series(kpi, false, false, 0);
    for (int date = 0; date < days; date++) {
      long n = Math.max(1, count(size * BUSY[date % 7]));
      double error = 1 / Math.sqrt(n);
      double usual = date % 7 > 4 ? 3.2 : 3.5;
      series.add(date, usual + shift.at(kpi, date) + error * random.nextGaussian(), n, 0, error);
    }
    all.add(series);
  }

  /** Mean of n waits, each lognormal, so skewed. */
  private void duration(String kpi, double size) {
    Series series = new Series(kpi, false, true, 0);
    for (int date = 0; date < days; date++) {
      long n = count(size * BUSY[date % 7]);
      double sum = 0;
      double squares = 0;
      for (long i = 0; i < n; i++) {
        double minutes =
            Math.exp(4 + (date % 7 > 4 ? 0.8 : 0) + shift.at(kpi, date) + random.nextGaussian());
        sum += minutes;
        squares += minutes * minutes;
      }
      if (n > 1) {
        double error = Math.sqrt((squares - sum * sum / n) / (n - 1) / n);
        series.add(date, sum / n, n, 0, error);
      }
    }
    all.add(series);
  }
}
