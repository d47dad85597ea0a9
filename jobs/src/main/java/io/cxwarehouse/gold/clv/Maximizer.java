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
    int iterations = 0;
    while (iterations < MAX_ITERATIONS && point.norm() > TARGET && near(point.u(), origin)) {
      Point next = ascend(likelihood, point);
      if (next == null) {
        break;
      }
      point = next;
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
  private static Point ascend(Likelihood likelihood, Point from) {
    double[] step = newtonStep(curvature(likelihood, from), from.gradient());
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

  private static double[] standardErrors(EigenDecompositionSymmetric curvature) {
    int n = curvature.getEigenvalues().length;
    double[] errors = new double[n];
    for (int k = 0; k < n; k++) {
      double eigenvalue = curvature.getEigenvalue(k);
      for (int i = 0; i < n; i++) {
        double part = curvature.getEigenvector(k).getEntry(i);
        errors[i] += eigenvalue > 0 ? part * part / eigenvalue : Double.NaN;
      }
    }
    return Arrays.stream(errors).map(Math::sqrt).toArray();
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
