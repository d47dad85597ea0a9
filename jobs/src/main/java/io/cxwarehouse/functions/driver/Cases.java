package io.cxwarehouse.functions.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Customers of whom a driver is known: its value, what they did afterwards, and what is adjusted
 * for.
 *
 * @param controls columns that are numbers
 * @param plans the control that is a name
 */
record Cases(double[] values, boolean[] outcomes, List<double[]> controls, String[] plans) {
  private static final int LEAST_CUSTOMERS = 30;

  /**
   * Customers with the outcome, and without it, that any statistic needs; and a plan of its own.
   */
  private static final int LEAST_OF_EACH = 10;

  /** The same for each coefficient of a regression. */
  private static final int LEAST_PER_COEFFICIENT = 5;

  /** A column of which less is left by those before it says nothing of its own. */
  private static final double LEAST_LEFT = 1e-8;

  int size() {
    return values.length;
  }

  private int rarer() {
    int with = (int) IntStream.range(0, size()).filter(i -> outcomes[i]).count();
    return Math.min(with, size() - with);
  }

  /** The correlation with the outcome. */
  Estimate correlation() {
    String fault = fault();
    return fault == null ? Spearman.of(values, outcomes) : Estimate.none(FitStatus.TOO_FEW, fault);
  }

  /** The logarithm of the odds ratio of one standard deviation. */
  Estimate logOdds() {
    String fault = fault();
    if (fault != null) {
      return Estimate.none(FitStatus.TOO_FEW, fault);
    }
    List<double[]> wanted = new ArrayList<>(controls);
    wanted.addAll(planColumns());
    wanted.add(values);
    List<double[]> basis = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    boolean isLeft = false;
    for (double[] column : wanted) {
      double[] standardised = standardised(column);
      isLeft = standardised != null && addsTo(basis, standardised);
      if (isLeft) {
        columns.add(standardised);
      }
    }
    if (!isLeft) {
      return Estimate.none(
          FitStatus.TOO_FEW, "the driver follows from tenure, orders and plan without exception");
    }
    if (rarer() < LEAST_PER_COEFFICIENT * columns.size()) {
      return Estimate.none(
          FitStatus.TOO_FEW,
          "customers of the rarer outcome: "
              + rarer()
              + ", needed for "
              + columns.size()
              + " coefficients: "
              + LEAST_PER_COEFFICIENT * columns.size());
    }
    return new LogisticRegression(columns.toArray(double[][]::new), outcomes).last();
  }

  private String fault() {
    if (size() < LEAST_CUSTOMERS) {
      return "customers: " + size() + ", needed: " + LEAST_CUSTOMERS;
    }
    if (rarer() < LEAST_OF_EACH) {
      return "customers of the rarer outcome: " + rarer() + ", needed: " + LEAST_OF_EACH;
    }
    return Arrays.stream(values).allMatch(v -> v == values[0])
        ? "the driver is the same for all"
        : null;
  }

  /**
   * A column for each plan but the commonest. Plans of few customers go together, and with the
   * commonest where they are few together: a plan that nobody left would tell its customers'
   * outcome without exception.
   */
  private List<double[]> planColumns() {
    Map<String, int[]> counts = new TreeMap<>();
    for (int i = 0; i < size(); i++) {
      counts.computeIfAbsent(plans[i], plan -> new int[2])[outcomes[i] ? 1 : 0]++;
    }
    Set<String> small = new HashSet<>();
    int[] together = new int[2];
    String commonest = null;
    int most = 0;
    for (Map.Entry<String, int[]> plan : counts.entrySet()) {
      int[] of = plan.getValue();
      if (isFew(of)) {
        small.add(plan.getKey());
        together[0] += of[0];
        together[1] += of[1];
      } else if (of[0] + of[1] > most) {
        commonest = plan.getKey();
        most = of[0] + of[1];
      }
    }
    Map<String, double[]> columns = new TreeMap<>();
    Map<String, String> named = new HashMap<>();
    for (String plan : counts.keySet()) {
      named.put(plan, !small.contains(plan) ? plan : isFew(together) ? commonest : "");
    }
    for (int i = 0; i < size(); i++) {
      String plan = named.get(plans[i]);
      if (plan != null && !plan.equals(commonest)) {
        columns.computeIfAbsent(plan, p -> new double[size()])[i] = 1;
      }
    }
    return List.copyOf(columns.values());
  }

  private static boolean isFew(int[] counts) {
    return Math.min(counts[0], counts[1]) < LEAST_OF_EACH;
  }

  /** Less its mean, by its standard deviation; null where it does not vary. */
  private static double[] standardised(double[] column) {
    double mean = Arrays.stream(column).sum() / column.length;
    double squares = 0;
    for (double value : column) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / (column.length - 1));
    return deviation <= 1e-12 * Math.abs(mean)
        ? null
        : Arrays.stream(column).map(value -> (value - mean) / deviation).toArray();
  }

  /** Adds what is left of a column to an orthogonal basis, if anything is (Gram and Schmidt). */
  private static boolean addsTo(List<double[]> basis, double[] column) {
    double[] left = column.clone();
    for (double[] direction : basis) {
      double along = product(left, direction) / product(direction, direction);
      for (int i = 0; i < left.length; i++) {
        left[i] -= along * direction[i];
      }
    }
    boolean adds = product(left, left) > LEAST_LEFT * product(column, column);
    if (adds) {
      basis.add(left);
    }
    return adds;
  }

  private static double product(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** Those of them that are named. */
  Cases of(int[] rows) {
    double[] some = Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    boolean[] then = new boolean[rows.length];
    String[] named = new String[rows.length];
    for (int i = 0; i < rows.length; i++) {
      then[i] = outcomes[rows[i]];
      named[i] = plans[rows[i]];
    }
    List<double[]> of =
        controls.stream()
            .map(control -> Arrays.stream(rows).mapToDouble(i -> control[i]).toArray())
            .toList();
    return new Cases(some, then, of, named);
  }
}
