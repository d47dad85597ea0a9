package io.cxwarehouse.functions.clv;

import java.util.List;
import java.util.Optional;
import org.hipparchus.special.Gamma;

/**
 * Gamma-Gamma model of spend (Fader and Hardie 2013): a purchase day's value is gamma distributed
 * with shape p and a rate that is itself gamma distributed over customers (q, v). It assumes that
 * how much a customer spends has nothing to do with how often.
 */
public final class GammaGamma {
  public static final String NAME = "gamma_gamma";
  private static final double HOMOGENEOUS = 1e4;

  private GammaGamma() {}

  public static Likelihood likelihood(SpendHistogram data) {
    return new GammaGammaLikelihood(data);
  }

  /** Expected value of a purchase day; without repeat purchases the population's mean. */
  static double expectedOrderValue(double[] theta, double frequency, double meanValue) {
    double p = theta[0];
    double q = theta[1];
    double v = theta[2];
    // Net values below zero (refunds beyond the sale) say no more than zero does.
    return p * (v + frequency * Math.max(meanValue, 0)) / (p * frequency + q - 1);
  }

  private record GammaGammaLikelihood(SpendHistogram data) implements Likelihood {
    @Override
    public List<String> parameters() {
      return List.of("p", "q", "v");
    }

    @Override
    public double[] start() {
      // v = mean (q - 1) / p meets the population's mean from the first step.
      return new double[] {2, 3, data.mean()};
    }

    @Override
    public double value(double[] theta, double[] gradient) {
      return Blocks.sum(data.size(), gradient, (from, to, sums) -> add(theta, from, to, sums));
    }

    private void add(double[] theta, int from, int to, double[] sums) {
      double p = theta[0];
      double q = theta[1];
      double v = theta[2];
      double sum = 0;
      double dp = 0;
      double dq = 0;
      double dv = 0;
      int last = -1;
      double value = 0;
      double digammaP = 0;
      double digammaQ = 0;
      for (int cell = from; cell < to; cell++) {
        int x = data.frequency(cell);
        if (x != last) {
          last = x;
          double digammaPxq = Gamma.digamma(p * x + q);
          value =
              Gamma.logGamma(p * x + q)
                  - Gamma.logGamma(p * x)
                  - Gamma.logGamma(q)
                  + q * Math.log(v)
                  + p * x * Math.log(x);
          digammaP = x * (digammaPxq - Gamma.digamma(p * x) + Math.log(x));
          digammaQ = digammaPxq - Gamma.digamma(q) + Math.log(v);
        }
        double n = data.customers(cell);
        double m = data.meanValue(cell);
        double logM = Math.log(m);
        double total = x * m + v;
        double logTotal = Math.log(total);
        sum += n * (value + (p * x - 1) * logM - (p * x + q) * logTotal);
        dp += n * (digammaP + x * (logM - logTotal));
        dq += n * (digammaQ - logTotal);
        dv += n * (q / v - (p * x + q) / total);
      }
      sums[0] = sum;
      sums[1] = dp;
      sums[2] = dq;
      sums[3] = dv;
    }

    @Override
    public Optional<String> boundary(double[] theta) {
      if (theta[1] <= 1) {
        return Optional.of("q is not above 1: the mean spend of the population is infinite");
      }
      return theta[0] > HOMOGENEOUS || theta[1] > HOMOGENEOUS
          ? Optional.of("p or q tends to infinity: values do not vary as the model needs")
          : Optional.empty();
    }
  }
}
