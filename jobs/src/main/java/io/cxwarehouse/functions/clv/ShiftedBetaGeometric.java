package io.cxwarehouse.functions.clv;

import java.util.List;
import java.util.Optional;
import org.hipparchus.special.Gamma;

/**
 * sBG (Fader and Hardie 2007): at the end of each contract period a customer leaves with a chance
 * that stays the customer's own and is beta distributed over customers (alpha, beta).
 */
public final class ShiftedBetaGeometric {
  public static final String NAME = "sbg";
  private static final double HOMOGENEOUS = 1e4;

  private ShiftedBetaGeometric() {}

  public static Likelihood likelihood(TenureHistogram data) {
    return new ShiftedBetaGeometricLikelihood(data);
  }

  private record ShiftedBetaGeometricLikelihood(TenureHistogram data) implements Likelihood {
    @Override
    public List<String> parameters() {
      return List.of("alpha", "beta");
    }

    @Override
    public double[] start() {
      return new double[] {1, 2};
    }

    /** Staying t periods: B(alpha, beta + t) / B(alpha, beta). */
    @Override
    public double value(double[] theta, double[] gradient) {
      double alpha = theta[0];
      double beta = theta[1];
      double sum = 0;
      double dalpha = 0;
      double dbeta = 0;
      for (TenureHistogram.Cell cell : data.cells()) {
        double n = cell.customers();
        int stayed = cell.hasLeft() ? cell.periods() - 1 : cell.periods();
        double both = Gamma.digamma(alpha + beta) - Gamma.digamma(alpha + beta + stayed);
        sum +=
            n
                * (Gamma.logGamma(beta + stayed)
                    - Gamma.logGamma(beta)
                    + Gamma.logGamma(alpha + beta)
                    - Gamma.logGamma(alpha + beta + stayed));
        dalpha += n * both;
        dbeta += n * (Gamma.digamma(beta + stayed) - Gamma.digamma(beta) + both);
        if (cell.hasLeft()) {
          double chances = alpha + beta + stayed;
          sum += n * Math.log(alpha / chances);
          dalpha += n * (1 / alpha - 1 / chances);
          dbeta -= n / chances;
        }
      }
      gradient[0] = dalpha;
      gradient[1] = dbeta;
      return sum;
    }

    @Override
    public Optional<String> boundary(double[] theta) {
      return theta[0] > HOMOGENEOUS || theta[1] > HOMOGENEOUS
          ? Optional.of("alpha and beta tend to infinity: customers do not differ in their chance")
          : Optional.empty();
    }
  }
}
