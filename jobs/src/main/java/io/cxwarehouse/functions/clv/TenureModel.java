package io.cxwarehouse.functions.clv;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * How long contract customers stay: at the end of each period a customer leaves with a chance that
 * is beta distributed over customers (alpha, beta).
 *
 * <p>sBG (Fader and Hardie 2007): the customer's own chance stays the same. BdW, beta-discrete-
 * Weibull (Fader, Hardie, Liu, Davin and Steenburgh 2018): it rises (c above 1) or falls (below 1)
 * with tenure, so that staying t periods is as hard as staying t^c periods of the former. With c =
 * 1 both are one.
 */
public final class TenureModel {
  public static final TenureModel SBG = new TenureModel("sbg", false);
  public static final TenureModel BDW = new TenureModel("bdw", true);
  public static final List<TenureModel> ALL = List.of(SBG, BDW);

  private static final double HOMOGENEOUS = 1e4;
  private static final double VANISHING = 1e-4;

  private final String name;
  private final boolean isDynamic;

  private TenureModel(String name, boolean isDynamic) {
    this.name = name;
    this.isDynamic = isDynamic;
  }

  public static TenureModel byName(String name) {
    return ALL.stream()
        .filter(model -> model.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no tenure model " + name));
  }

  public String name() {
    return name;
  }

  public Likelihood likelihood(TenureHistogram data) {
    return new TenureLikelihood(this, data);
  }

  /** Share of customers who stay longer than so many periods. */
  public double survival(double[] theta, double periods) {
    return Math.exp(logSurvival(theta, periods));
  }

  /** B(alpha, beta + t^c) / B(alpha, beta). */
  private double logSurvival(double[] theta, double periods) {
    return periods == 0
        ? 0
        : Beta.logBeta(theta[0], theta[1] + effort(theta, periods))
            - Beta.logBeta(theta[0], theta[1]);
  }

  private double effort(double[] theta, double periods) {
    return isDynamic ? Math.pow(periods, theta[2]) : periods;
  }

  /** Adds weight times the derivatives of the log-survival. */
  private void addGradient(double[] theta, double periods, double weight, double[] gradient) {
    if (periods == 0) {
      return;
    }
    double effort = effort(theta, periods);
    double both = theta[0] + theta[1];
    double gone = Gamma.digamma(both + effort);
    double kept = Gamma.digamma(theta[1] + effort);
    gradient[0] += weight * (Gamma.digamma(both) - gone);
    gradient[1] += weight * (kept - Gamma.digamma(theta[1]) + Gamma.digamma(both) - gone);
    if (isDynamic) {
      gradient[2] += weight * (kept - gone) * effort * Math.log(periods);
    }
  }

  private record TenureLikelihood(TenureModel model, TenureHistogram data) implements Likelihood {
    @Override
    public List<String> parameters() {
      return model.isDynamic ? List.of("alpha", "beta", "c") : List.of("alpha", "beta");
    }

    @Override
    public double[] start() {
      return model.isDynamic ? new double[] {1, 2, 1} : new double[] {1, 2};
    }

    @Override
    public double value(double[] theta, double[] gradient) {
      Arrays.fill(gradient, 0);
      double sum = 0;
      for (TenureHistogram.Cell cell : data.cells()) {
        double n = cell.customers();
        if (cell.hasLeft()) {
          double before = model.logSurvival(theta, cell.periods() - 1);
          // Of those who were there, the share who stayed on; the rest left in this period.
          double logStays = model.logSurvival(theta, cell.periods()) - before;
          double odds = Math.exp(logStays) / Math.expm1(logStays);
          sum += n * (before + Math.log(-Math.expm1(logStays)));
          model.addGradient(theta, cell.periods() - 1, n * (1 - odds), gradient);
          model.addGradient(theta, cell.periods(), n * odds, gradient);
        } else {
          sum += n * model.logSurvival(theta, cell.periods());
          model.addGradient(theta, cell.periods(), n, gradient);
        }
      }
      return sum;
    }

    @Override
    public Optional<String> boundary(double[] theta) {
      if (theta[0] > HOMOGENEOUS || theta[1] > HOMOGENEOUS) {
        return Optional.of(
            "alpha and beta tend to infinity: customers do not differ in their chance");
      }
      return theta[0] < VANISHING
          ? Optional.of("alpha tends to 0: hardly anybody leaves, or at once")
          : Optional.empty();
    }
  }
}
