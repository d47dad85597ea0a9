package io.cxwarehouse.functions.clv;

import java.util.List;
import java.util.Optional;
import org.hipparchus.special.Gamma;

/**
 * Pareto/NBD (Schmittlein, Morrison and Colombo 1987): purchases are Poisson with a gamma
 * distributed rate (r, alpha); a customer stops after an exponential lifetime with a gamma
 * distributed rate (s, beta).
 *
 * <p>The likelihood of having stopped between the last purchase and the end of observation is an
 * integral. Published forms write it as a difference of two hypergeometric functions, which cancel;
 * here it is integrated as it stands, all terms positive.
 */
final class ParetoNbd implements Model {
  /** Beyond this a shape parameter tells only that the customers do not differ. */
  private static final double HOMOGENEOUS = 1e4;

  private static final double VANISHING = 1e-4;

  @Override
  public String name() {
    return "pareto_nbd";
  }

  @Override
  public Likelihood likelihood(PurchaseHistogram data) {
    return new ParetoNbdLikelihood(data);
  }

  @Override
  public double pAlive(double[] theta, double frequency, double recency, double age) {
    return 1 / (1 + new Stopped(theta, frequency, recency, age).odds);
  }

  @Override
  public double[] ordersIfAlive(double[] theta, double frequency, double age, double... weeks) {
    double s = theta[2];
    double perWeek = (theta[0] + frequency) / (theta[1] + age);
    double[] orders = new double[weeks.length];
    for (int k = 0; k < weeks.length; k++) {
      double growth = Math.log1p(weeks[k] / (theta[3] + age));
      // (1 - e^(-(s-1) growth)) / (s - 1), which tends to growth as s tends to 1
      double lifetime = Math.abs(s - 1) < 1e-12 ? growth : -Math.expm1((1 - s) * growth) / (s - 1);
      orders[k] = perWeek * (theta[3] + age) * lifetime;
    }
    return orders;
  }

  /**
   * Odds of having stopped between the last purchase and the end of observation, the integral over
   * time t of s ((alpha + age) / (alpha + t))^(r + x) ((beta + age) / (beta + t))^s / (beta + t),
   * with its derivatives. The variable is y = log(m + t), m being the smaller of alpha and beta:
   * then one factor is a plain exponential and the other smooth, however small m is.
   */
  private static final class Stopped {
    /** Beyond a fall by e^-45 nothing is added any more. */
    private static final double NEGLIGIBLE = 45;

    final double logOdds;
    final double odds;

    /** Derivatives of the odds' logarithm by r, alpha, s and beta. */
    final double[] gradient = new double[4];

    Stopped(double[] theta, double frequency, double recency, double age) {
      double purchases = theta[0] + frequency;
      double alpha = theta[1];
      double s = theta[2];
      double beta = theta[3];
      double m = Math.min(alpha, beta);
      double until = Math.min(age, end(alpha + recency, purchases) - alpha);
      until = Math.min(until, end(beta + recency, s + 1) - beta);
      double from = Math.log(m + recency);
      double span = Math.log((m + until) / (m + recency));
      double logAlphaAge = Math.log(alpha + age);
      double logBetaAge = Math.log(beta + age);
      // The integrand is greatest at the last purchase; in its units nothing overflows.
      double top =
          purchases * (logAlphaAge - Math.log(alpha + recency))
              + s * (logBetaAge - Math.log(beta + recency));
      double fall =
          purchases * Math.log((alpha + until) / (alpha + recency))
              + (s + 1) * Math.log((beta + until) / (beta + recency));
      Quadrature rule = Quadrature.forRange(fall + 2 * span);
      double sum = 0;
      for (int i = 0; i < rule.nodes().length; i++) {
        double y = from + span * rule.nodes()[i];
        double t = Math.exp(y) - m;
        double fromAlpha = logAlphaAge - (m == alpha ? y : Math.log(alpha + t));
        double fromBeta = logBetaAge - (m == beta ? y : Math.log(beta + t));
        double part =
            rule.weights()[i]
                * Math.exp(purchases * fromAlpha + s * fromBeta - top)
                * ((m + t) / (beta + t));
        sum += part;
        gradient[0] += part * fromAlpha;
        gradient[1] += part * purchases * (1 / (alpha + age) - 1 / (alpha + t));
        gradient[2] += part * (1 / s + fromBeta);
        gradient[3] += part * (s / (beta + age) - (s + 1) / (beta + t));
      }
      if (sum > 0 && span > 0) {
        logOdds = top + Math.log(s * span * sum);
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] /= sum;
        }
      } else {
        // The last purchase was at the end of observation: no time to stop in.
        logOdds = Double.NEGATIVE_INFINITY;
      }
      odds = Math.exp(logOdds);
    }

    /** Where (now / t)^power has become negligible. */
    private static double end(double now, double power) {
      return now * Math.exp(Math.min(NEGLIGIBLE / power, 700));
    }
  }

  private record ParetoNbdLikelihood(PurchaseHistogram data) implements Likelihood {
    @Override
    public List<String> parameters() {
      return List.of("r", "alpha", "s", "beta");
    }

    @Override
    public double[] start() {
      return new double[] {1, 1 / data.rate(), 1, 1 / data.rate()};
    }

    @Override
    public double value(double[] theta, double[] gradient) {
      return Blocks.sum(data.size(), gradient, (from, to, sums) -> add(theta, from, to, sums));
    }

    private void add(double[] theta, int from, int to, double[] sums) {
      double r = theta[0];
      double alpha = theta[1];
      double s = theta[2];
      double beta = theta[3];
      double sum = 0;
      double dr = 0;
      double dalpha = 0;
      double ds = 0;
      double dbeta = 0;
      int last = -1;
      double value = 0;
      double digamma = 0;
      for (int cell = from; cell < to; cell++) {
        int x = data.frequency(cell);
        if (x != last) {
          last = x;
          value =
              Gamma.logGamma(r + x) - Gamma.logGamma(r) + r * Math.log(alpha) + s * Math.log(beta);
          digamma = Gamma.digamma(r + x) - Gamma.digamma(r) + Math.log(alpha);
        }
        double n = data.customers(cell);
        double age = data.age(cell);
        Stopped stopped = new Stopped(theta, x, data.recency(cell), age);
        double logAlphaAge = Math.log(alpha + age);
        double logBetaAge = Math.log(beta + age);
        double share = 1 / (1 + Math.exp(-stopped.logOdds));
        double either =
            stopped.logOdds > 0
                ? stopped.logOdds + Math.log1p(Math.exp(-stopped.logOdds))
                : Math.log1p(stopped.odds);
        sum += n * (value - (r + x) * logAlphaAge - s * logBetaAge + either);
        dr += n * (digamma - logAlphaAge + share * stopped.gradient[0]);
        dalpha += n * (r / alpha - (r + x) / (alpha + age) + share * stopped.gradient[1]);
        ds += n * (Math.log(beta) - logBetaAge + share * stopped.gradient[2]);
        dbeta += n * (s / beta - s / (beta + age) + share * stopped.gradient[3]);
      }
      sums[0] = sum;
      sums[1] = dr;
      sums[2] = dalpha;
      sums[3] = ds;
      sums[4] = dbeta;
    }

    @Override
    public Optional<String> boundary(double[] theta) {
      if (theta[2] < VANISHING) {
        return Optional.of("s tends to 0: nobody seems to stop buying");
      }
      if (theta[2] > HOMOGENEOUS) {
        return Optional.of("s and beta tend to infinity: customers' lifetimes do not differ");
      }
      if (theta[0] > HOMOGENEOUS) {
        return Optional.of("r and alpha tend to infinity: customers buy at one rate");
      }
      return theta[0] < VANISHING
          ? Optional.of("r tends to 0: almost no repeat purchases")
          : Optional.empty();
    }
  }
}
