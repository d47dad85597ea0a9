package io.cxwarehouse.gold.health;

import io.cxwarehouse.functions.health.HealthFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How examples become numbers, learnt from the training alone: averages that stand for what is not
 * known, and log-odds of the values of attributes. What is protected or does not vary is not used.
 */
final class Encoder {
  /** So many customers of average risk are added to each value, so that rare ones say little. */
  private static final double PRIOR = 50;

  /** A value of an attribute. */
  record Level(HealthFeature feature, String value, long customers, double logOdds) {}

  private final List<HealthFeature> features = HealthFeature.all();
  private final List<Map<String, Level>> levels = new ArrayList<>();
  private final double[] averages = new double[features.size()];
  private final double[] deviations = new double[features.size()];
  private final boolean[] isUsed = new boolean[features.size()];

  Encoder(List<Example> training, Set<String> isProtected) {
    double rate = (double) Example.churned(training) / training.size();
    for (int i = 0; i < features.size(); i++) {
      boolean isAllowed = !isProtected.contains(features.get(i).column());
      levels.add(isAllowed && features.get(i).isAttribute() ? levels(training, i, rate) : Map.of());
      if (isAllowed) {
        summarize(training, i);
      }
    }
  }

  private Map<String, Level> levels(List<Example> training, int i, double rate) {
    Map<String, long[]> counts = new TreeMap<>();
    for (Example example : training) {
      if (example.attributes()[i] != null) {
        long[] count = counts.computeIfAbsent(example.attributes()[i], value -> new long[2]);
        count[0]++;
        count[1] += example.hasChurned() ? 1 : 0;
      }
    }
    Map<String, Level> result = new TreeMap<>();
    counts.forEach(
        (value, count) -> {
          double share = (count[1] + PRIOR * rate) / (count[0] + PRIOR);
          double logOdds = Math.log(share / (1 - share));
          result.put(value, new Level(features.get(i), value, count[0], logOdds));
        });
    return result;
  }

  private void summarize(List<Example> training, int i) {
    double[] known =
        training.stream().mapToDouble(e -> scaled(e, i)).filter(v -> !Double.isNaN(v)).toArray();
    double sum = 0;
    for (double value : known) {
      sum += value;
    }
    double mean = sum / known.length;
    double squares = 0;
    for (double value : known) {
      squares += (value - mean) * (value - mean);
    }
    averages[i] = mean;
    deviations[i] = Math.sqrt(squares / training.size());
    isUsed[i] = known.length > 0 && deviations[i] > 1e-9;
  }

  private double scaled(Example example, int i) {
    if (features.get(i).isAttribute()) {
      String value = example.attributes()[i];
      Level level = value == null ? null : levels.get(i).get(value);
      return level == null ? Double.NaN : level.logOdds();
    }
    double value = example.values()[i];
    return Double.isNaN(value) ? value : features.get(i).scaled(value);
  }

  boolean isUsed(int feature) {
    return isUsed[feature];
  }

  /** Places of the features that are used. */
  int[] used() {
    return IntStream.range(0, isUsed.length).filter(i -> isUsed[i]).toArray();
  }

  double average(int feature) {
    return averages[feature];
  }

  /** Of the training, the unknown standing at the average. */
  double deviation(int feature) {
    return deviations[feature];
  }

  List<Level> levels() {
    return levels.stream().flatMap(all -> all.values().stream()).toList();
  }

  /** All features on the scale of the model; 0 where they are not used. */
  double[] encode(Example example) {
    double[] x = new double[features.size()];
    for (int i = 0; i < x.length; i++) {
      double value = isUsed[i] ? scaled(example, i) : 0;
      x[i] = Double.isNaN(value) ? averages[i] : value;
    }
    return x;
  }
}
