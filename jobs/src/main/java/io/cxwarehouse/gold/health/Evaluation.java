package io.cxwarehouse.gold.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well probabilities told the outcomes of a test.
 *
 * @param brierGain of the base rate's Brier score over this one
 * @param brierGainLow lower end of its 95 % interval
 * @param calibration of the outcome on the log-odds of the probability
 */
public record Evaluation(
    double baseRate,
    double brierScore,
    double baseRateBrierScore,
    double brierGain,
    double brierGainLow,
    double aucPr,
    Optional<LogisticLine> calibration,
    List<Bin> bins) {
  private static final double Z = 1.959963984540054;
  private static final int BINS = 10;

  /** A tenth of the customers by probability. */
  public record Bin(int number, long customers, double meanProbability, long churned) {}

  /**
   * @param outcomes 1 or 0
   */
  public static Evaluation of(double[] probabilities, double[] outcomes) {
    int n = outcomes.length;
    double rate = mean(outcomes);
    double[] gains = new double[n];
    double[] errors = new double[n];
    double[] logOdds = new double[n];
    for (int i = 0; i < n; i++) {
      double p = probabilities[i];
      errors[i] = (p - outcomes[i]) * (p - outcomes[i]);
      gains[i] = (rate - outcomes[i]) * (rate - outcomes[i]) - errors[i];
      double certain = Math.min(Math.max(p, 1e-12), 1 - 1e-12);
      logOdds[i] = Math.log(certain / (1 - certain));
    }
    double gain = mean(gains);
    double squares = 0;
    for (double g : gains) {
      squares += (g - gain) * (g - gain);
    }
    double error = Math.sqrt(squares / (n - 1) / n);
    return new Evaluation(
        rate,
        mean(errors),
        rate * (1 - rate),
        gain,
        gain - Z * error,
        averagePrecision(probabilities, outcomes),
        LogisticLine.fit(logOdds, outcomes),
        bins(probabilities, outcomes));
  }

  /**
   * Area under precision and recall as a sum of steps: no line is drawn between points, which would
   * flatter. Customers of one probability are taken together.
   */
  static double averagePrecision(double[] probabilities, double[] outcomes) {
    double positives = 0;
    for (double outcome : outcomes) {
      positives += outcome;
    }
    int[] order = order(probabilities);
    double area = 0;
    double found = 0;
    double before = 0;
    for (int i = order.length - 1; i >= 0; i--) {
      found += outcomes[order[i]];
      boolean isLast = i == 0 || probabilities[order[i - 1]] != probabilities[order[i]];
      if (isLast) {
        area += (found - before) / positives * (found / (order.length - i));
        before = found;
      }
    }
    return area;
  }

  private static List<Bin> bins(double[] probabilities, double[] outcomes) {
    int[] order = order(probabilities);
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      int from = (int) ((long) bin * order.length / BINS);
      int to = (int) ((long) (bin + 1) * order.length / BINS);
      double sum = 0;
      long churned = 0;
      for (int i = from; i < to; i++) {
        sum += probabilities[order[i]];
        churned += outcomes[order[i]] > 0 ? 1 : 0;
      }
      if (to > from) {
        bins.add(new Bin(bin + 1, to - from, sum / (to - from), churned));
      }
    }
    return bins;
  }

  /** Places from the least probability; of equals the first comes first. */
  private static int[] order(double[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> probabilities[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
