package io.cxwarehouse.functions.health;

import java.util.Arrays;

/** Scores of the models of health from their parameters, as gold.kpi_health_model holds them. */
public final class RiskModel {
  public static final String REGRESSION = "logistic_regression";
  public static final String TREES = "gradient_boosted_trees";

  /** Numbers of a node: feature (below 0: a leaf), threshold, left, right, value. */
  public static final int NODE = 5;

  private RiskModel() {}

  /**
   * The score of a customer, in log-odds before calibration.
   *
   * @param parameters of the regression: intercept, then coefficients; of trees: their number, the
   *     node with which each begins, then the nodes
   * @param x values on the scale of the model, by feature
   */
  public static double score(String model, double[] parameters, double[] x) {
    return switch (model) {
      case REGRESSION -> linear(parameters, x);
      case TREES -> trees(parameters, x);
      default -> throw new IllegalArgumentException("no model of health: " + model);
    };
  }

  private static double linear(double[] parameters, double[] x) {
    double sum = parameters[0];
    for (int i = 0; i < x.length; i++) {
      sum += parameters[1 + i] * x[i];
    }
    return sum;
  }

  private static double trees(double[] parameters, double[] x) {
    int trees = (int) parameters[0];
    double sum = 0;
    for (int tree = 1; tree <= trees; tree++) {
      int at = node(trees, parameters[tree]);
      while (parameters[at] >= 0) {
        boolean isLeft = x[(int) parameters[at]] <= parameters[at + 1];
        at = node(trees, parameters[isLeft ? at + 2 : at + 3]);
      }
      sum += parameters[at + 4];
    }
    return sum;
  }

  private static int node(int trees, double number) {
    return 1 + trees + NODE * (int) number;
  }

  /** The same with one value replaced. */
  static double scoreWith(
      String model, double[] parameters, double[] x, int feature, double value) {
    double[] changed = Arrays.copyOf(x, x.length);
    changed[feature] = value;
    return score(model, parameters, changed);
  }

  public static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
