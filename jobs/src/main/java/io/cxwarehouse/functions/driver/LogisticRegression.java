package io.cxwarehouse.functions.driver;

import java.util.Arrays;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.special.Erf;

/**
 * Maximum likelihood of a logistic model by Newton's method (iteratively reweighted least squares),
 * with Wald's intervals. Columns are standardised and independent of each other; the intercept is
 * ours.
 */
final class LogisticRegression {
  private static final int MAX_ITERATIONS = 100;
  private static final int MAX_HALVINGS = 30;

  /**
   * What a step gains, in units of log-likelihood, at which the search ends. Where outcomes are
   * separated each step gains about a third of the last one and none is the last.
   */
  private static final double TOLERANCE = 1e-10;

  /**
   * A standard error of the linear predictor above this is no estimate's: with separated outcomes
   * it is at least the root of 1 / TOLERANCE when the search ends.
   */
  private static final double UNBOUNDED = 100;

  /** A likelihood that falls by less of itself may have risen. */
  private static final double ROUNDING = 1e-11;

  private static final double SYMMETRIC = 1e-15;

  private final double[][] columns;
  private final boolean[] outcomes;

  /** Where the search stands. */
  private record Point(double[] beta, double[] predictor, double likelihood) {}

  LogisticRegression(double[][] columns, boolean[] outcomes) {
    this.columns = new double[columns.length + 1][];
    this.columns[0] = new double[outcomes.length];
    Arrays.fill(this.columns[0], 1);
    System.arraycopy(columns, 0, this.columns, 1, columns.length);
    this.outcomes = outcomes;
  }

  /** The last column's coefficient. */
  Estimate last() {
    Point point = at(new double[columns.length]);
    try {
      for (int i = 0; i < MAX_ITERATIONS; i++) {
        double[] gradient = gradient(point);
        double[] step =
            decomposed(point).getSolver().solve(new ArrayRealVector(gradient)).toArray();
        double gain = 0;
        for (int j = 0; j < step.length; j++) {
          gain += step[j] * gradient[j];
        }
        if (gain <= TOLERANCE) {
          return estimate(at(moved(point.beta, step, 1)));
        }
        Point next = ascend(point, step);
        if (next == null) {
          return Estimate.none(FitStatus.NOT_CONVERGED, "no step leads upwards");
        }
        point = next;
      }
    } catch (MathRuntimeException e) {
      // Columns are independent, so it is weights that vanished.
      return separation();
    }
    return Estimate.none(FitStatus.NOT_CONVERGED, "no end after " + MAX_ITERATIONS + " steps");
  }

  private Estimate estimate(Point point) {
    double[][] covariance = decomposed(point).getSolver().getInverse().getData();
    for (int j = 0; j < covariance.length; j++) {
      double size = Arrays.stream(columns[j]).map(Math::abs).max().orElse(0);
      if (!(Math.sqrt(covariance[j][j]) * size <= UNBOUNDED)) {
        return separation();
      }
    }
    int driver = covariance.length - 1;
    double error = Math.sqrt(covariance[driver][driver]);
    double beta = point.beta[driver];
    return Estimate.ok(beta, error, Erf.erfc(Math.abs(beta / error) / Math.sqrt(2)));
  }

  private static Estimate separation() {
    return Estimate.none(
        FitStatus.SEPARATION,
        "the outcome follows from driver, tenure, orders or plan without exception");
  }

  private CholeskyDecomposition decomposed(Point point) {
    return new CholeskyDecomposition(
        new Array2DRowRealMatrix(information(point), false), SYMMETRIC, Double.MIN_NORMAL);
  }

  private Point ascend(Point from, double[] step) {
    double noise = ROUNDING * Math.abs(from.likelihood);
    double scale = 1;
    for (int halving = 0; halving < MAX_HALVINGS; halving++) {
      Point to = at(moved(from.beta, step, scale));
      if (to.likelihood > from.likelihood - noise) {
        return to;
      }
      scale /= 2;
    }
    return null;
  }

  private static double[] moved(double[] beta, double[] step, double scale) {
    double[] moved = beta.clone();
    for (int j = 0; j < moved.length; j++) {
      moved[j] += scale * step[j];
    }
    return moved;
  }

  private Point at(double[] beta) {
    double[] predictor = new double[outcomes.length];
    for (int j = 0; j < beta.length; j++) {
      for (int i = 0; i < predictor.length; i++) {
        predictor[i] += beta[j] * columns[j][i];
      }
    }
    double likelihood = 0;
    for (int i = 0; i < predictor.length; i++) {
      double against = outcomes[i] ? -predictor[i] : predictor[i];
      likelihood -= Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
    }
    return new Point(beta, predictor, likelihood);
  }

  private double[] gradient(Point point) {
    double[] rest = new double[outcomes.length];
    for (int i = 0; i < rest.length; i++) {
      // of who has the outcome, how likely it was not to come: no difference of near numbers
      rest[i] =
          outcomes[i]
              ? 1 / (1 + Math.exp(point.predictor[i]))
              : -1 / (1 + Math.exp(-point.predictor[i]));
    }
    double[] gradient = new double[columns.length];
    for (int j = 0; j < gradient.length; j++) {
      for (int i = 0; i < rest.length; i++) {
        gradient[j] += columns[j][i] * rest[i];
      }
    }
    return gradient;
  }

  private double[][] information(Point point) {
    double[] weights = new double[outcomes.length];
    for (int i = 0; i < weights.length; i++) {
      double odds = Math.exp(-Math.abs(point.predictor[i]));
      weights[i] = odds / ((1 + odds) * (1 + odds));
    }
    double[][] information = new double[columns.length][columns.length];
    for (int j = 0; j < columns.length; j++) {
      for (int k = 0; k <= j; k++) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
          sum += weights[i] * columns[j][i] * columns[k][i];
        }
        information[j][k] = sum;
        information[k][j] = sum;
      }
    }
    return information;
  }
}
