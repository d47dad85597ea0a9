package io.cxwarehouse.gold.clv;

import io.cxwarehouse.functions.clv.Likelihood;
import java.util.Arrays;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealVector;

/**
 * Newton's method on the logarithms of the parameters, which keeps them positive. The curvature
 * comes from differences of the analytic gradient; with at most four parameters it is cheap, gives
 * the standard errors, and takes the gradient to rounding error, which conjugate gradients and
 * simplex searches do not on the ridges that these likelihoods have.
 */
final class Maximizer {
  /** Norm of the log-likelihood's gradient (by log-parameters) that counts as converged. */
  static final double TOLERANCE = 1e-6;

  /** The search goes on to this, so that different starts agree well beyond the tolerance. */
  private static final double TARGET = 1e-8;

  private static final int MAX_ITERATIONS = 200;
  private static final int MAX_HALVINGS = 40;
  private static final double MAX_STEP = 2;

  /** A parameter this many e-folds from its start is on its way to infinity or zero. */
  private static final double MAX_TRAVEL = 14;

  private static final double DIFFERENCE = 1e-5;

  /** A step that leaves less of the gradient than this was made with a curvature good enough. */
  private static final double FAST = 0.2;

  /** Where the search ended. Standard errors are of the log-parameters, NaN without curvature. */
  record Optimum(
      double[] theta,
      double value,
      double gradientNorm,
      int iterations,
      double[] logStandardErrors) {}

  /** A point in log-parameters with the likelihood and its gradient there. */
  private record Point(double[] u, double value, double[] gradient) {
    static Point at(Likelihood likelihood, double[] u) {
      double[] theta = exp(u);
      double[] gradient = new double[u.length];
      double value = likelihood.value(theta, gradient);
      for (int i = 0; i < u.length; i++) {
        gradient[i] *= theta[i];
      }
      return new Point(u, value, gradient);
    }

    double norm() {
      return Maximizer.norm(gradient);
    }

    boolean isFinite() {
      return Double.isFinite(value) && Double.isFinite(norm());
    }
  }

  private Maximizer() {}

  static Optimum maximize(Likelihood likelihood) {
    return maximize(likelihood, likelihood.start());
  }

  static Optimum maximize(Likelihood likelihood, double[] start) {
    double[] origin = Arrays.stream(start).map(Math::log).toArray();
    Point point = Point.at(likelihood, origin);
    EigenDecompositionSymmetric curvature = null;
    int iterations = 0;
    while (iterations < MAX_ITERATIONS && point.norm() > TARGET && near(point.u(), origin)) {
      boolean isFresh = curvature == null;
      if (isFresh) {
        curvature = curvature(likelihood, point);
      }
      Point next = ascend(likelihood, point, curvature);
      if (next == null && isFresh) {
        break;
      }
      // One curvature costs eight gradients: it serves as long as it leads on quickly.
      if (next == null || next.norm() > FAST * point.norm()) {
        curvature = null;
      }
      point = next == null ? point : next;
      iterations++;
    }
    return new Optimum(
        exp(point.u()),
        point.value(),
        point.norm(),
        iterations,
        standardErrors(curvature(likelihood, point)));
  }

  /** A step uphill along the Newton direction, or null where none leads upwards any more. */
  private static Point ascend(
      Likelihood likelihood, Point from, EigenDecompositionSymmetric curvature) {
    double[] step = newtonStep(curvature, from.gradient());
    double slope = 0;
    for (int i = 0; i < step.length; i++) {
      slope += step[i] * from.gradient()[i];
    }
    // Below this a rise of the value is rounding error, and the gradient is the better judge.
    double noise = 1e-12 * Math.abs(from.value());
    double scale = Math.min(1, MAX_STEP / norm(step));
    for (int halving = 0; halving < MAX_HALVINGS; halving++) {
      double[] u = new double[step.length];
      for (int i = 0; i < u.length; i++) {
        u[i] = from.u()[i] + scale * step[i];
      }
      Point to = Point.at(likelihood, u);
      if (to.isFinite()) {
        double rise = to.value() - from.value();
        if ((rise > noise && rise >= 1e-4 * scale * slope)
            || (Math.abs(rise) <= noise && to.norm() < from.norm())) {
          return to;
        }
      }
      scale /= 2;
    }
    return null;
  }

  /** Negative curvature is turned round, and flat directions are kept from blowing the step up. */
  private static double[] newtonStep(EigenDecompositionSymmetric curvature, double[] gradient) {
    double largest = 0;
    for (double eigenvalue : curvature.getEigenvalues()) {
      largest = Math.max(largest, Math.abs(eigenvalue));
    }
    double[] step = new double[gradient.length];
    for (int k = 0; k < step.length; k++) {
      RealVector direction = curvature.getEigenvector(k);
      double along = 0;
      for (int i = 0; i < step.length; i++) {
        along += direction.getEntry(i) * gradient[i];
      }
      double size = along / Math.max(Math.abs(curvature.getEigenvalue(k)), 1e-10 * largest);
      for (int i = 0; i < step.length; i++) {
        step[i] += size * direction.getEntry(i);
      }
    }
    return step;
  }

  /** Of the negative log-likelihood: positive eigenvalues at a maximum. */
  private static EigenDecompositionSymmetric curvature(Likelihood likelihood, Point point) {
    int n = point.u().length;
    double[][] hessian = new double[n][n];
    for (int i = 0; i < n; i++) {
      double[] up = point.u().clone();
      double[] down = point.u().clone();
      up[i] += DIFFERENCE;
      down[i] -= DIFFERENCE;
      double[] above = Point.at(likelihood, up).gradient();
      double[] below = Point.at(likelihood, down).gradient();
      for (int j = 0; j < n; j++) {
        double second = (below[j] - above[j]) / (2 * DIFFERENCE);
        hessian[i][j] += second / 2;
        hessian[j][i] += second / 2;
      }
    }
    try {
      return new EigenDecompositionSymmetric(new Array2DRowRealMatrix(hessian, false));
    } catch (MathRuntimeException e) {
      throw new IllegalStateException(
          "no curvature at " + Arrays.toString(exp(point.u())) + " for " + likelihood.parameters(),
          e);
    }
  }

  /** Of the log-parameters at an optimum; NaN in directions without curvature. */
  static double[][] covariance(Likelihood likelihood, double[] theta) {
    double[] u = Arrays.stream(theta).map(Math::log).toArray();
    return covariance(curvature(likelihood, Point.at(likelihood, u)));
  }

  private static double[][] covariance(EigenDecompositionSymmetric curvature) {
    int n = curvature.getEigenvalues().length;
    double[][] covariance = new double[n][n];
    for (int k = 0; k < n; k++) {
      double eigenvalue = curvature.getEigenvalue(k);
      RealVector direction = curvature.getEigenvector(k);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          covariance[i][j] +=
              eigenvalue > 0
                  ? direction.getEntry(i) * direction.getEntry(j) / eigenvalue
                  : Double.NaN;
        }
      }
    }
    return covariance;
  }

  private static double[] standardErrors(EigenDecompositionSymmetric curvature) {
    double[][] covariance = covariance(curvature);
    double[] errors = new double[covariance.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.sqrt(covariance[i][i]);
    }
    return errors;
  }

  private static boolean near(double[] u, double[] origin) {
    for (int i = 0; i < u.length; i++) {
      if (Math.abs(u[i] - origin[i]) > MAX_TRAVEL) {
        return false;
      }
    }
    return true;
  }

  private static double[] exp(double[] u) {
    return Arrays.stream(u).map(Math::exp).toArray();
  }

  private static double norm(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }
}
