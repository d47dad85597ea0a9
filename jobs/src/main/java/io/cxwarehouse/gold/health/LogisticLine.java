package io.cxwarehouse.gold.health;

import io.cxwarehouse.functions.health.RiskModel;
import java.util.Arrays;
import java.util.Optional;

/**
 * Log-odds as a line of a score: intercept + slope · score, by maximum likelihood. It sets
 * probabilities (Platt), and tells whether they are right.
 */
public record LogisticLine(double intercept, double slope) {
  private static final int MOST_STEPS = 100;
  private static final double TOLERANCE = 1e-10;

  /**
   * Newton's method from no slope at all; empty where the likelihood has no maximum (the scores do
   * not vary, or tell all outcomes).
   *
   * @param targets outcomes, or what stands for them, in 0..1
   */
  static Optional<LogisticLine> fit(double[] scores, double[] targets) {
    double sum = 0;
    for (double target : targets) {
      sum += target;
    }
    double mean = sum / targets.length;
    double a = Math.log(mean / (1 - mean));
    double b = 0;
    for (int step = 0; step < MOST_STEPS && Double.isFinite(a) && Double.isFinite(b); step++) {
      double ga = 0;
      double gb = 0;
      double haa = 0;
      double hab = 0;
      double hbb = 0;
      for (int i = 0; i < scores.length; i++) {
        double p = RiskModel.probability(a + b * scores[i]);
        double weight = p * (1 - p);
        ga += targets[i] - p;
        gb += (targets[i] - p) * scores[i];
        haa += weight;
        hab += weight * scores[i];
        hbb += weight * scores[i] * scores[i];
      }
      double determinant = haa * hbb - hab * hab;
      if (!(determinant > 1e-12 * haa * hbb)) {
        return Optional.empty();
      }
      double da = (hbb * ga - hab * gb) / determinant;
      double db = (haa * gb - hab * ga) / determinant;
      double length = Math.max(Math.abs(da), Math.abs(db));
      double part = length > 10 ? 10 / length : 1;
      a += part * da;
      b += part * db;
      if (length < TOLERANCE) {
        return Optional.of(new LogisticLine(a, b));
      }
    }
    return Optional.empty();
  }

  /**
   * Platt's scaling: outcomes a little short of certain, by the number of cases, so that the line
   * exists for every set of scores that vary.
   */
  static Optional<LogisticLine> platt(double[] scores, double[] outcomes) {
    double churned = Arrays.stream(outcomes).sum();
    double left = (churned + 1) / (churned + 2);
    double stayed = 1 / (outcomes.length - churned + 2);
    double[] targets = new double[outcomes.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = outcomes[i] > 0 ? left : stayed;
    }
    return fit(scores, targets);
  }

  double probability(double score) {
    return RiskModel.probability(intercept + slope * score);
  }
}
