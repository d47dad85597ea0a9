package io.cxwarehouse.functions.clv;

import java.util.List;
import java.util.Optional;
import org.hipparchus.special.Gamma;

/**
 * Purchases are Poisson with a gamma distributed rate (r, alpha), and after a purchase a customer
 * stops with a beta distributed probability (a, b).
 *
 * <p>BG/NBD (Fader, Hardie and Lee 2005): after each repeat purchase. One-time buyers cannot have
 * stopped, so their P(alive) is 1. MBG/NBD (Batislam, Denizel and Filiztekin 2007): after the first
 * purchase, too.
 */
final class BetaGeometric implements Model {
  static final BetaGeometric BG_NBD = new BetaGeometric("bgnbd", 0);
  static final BetaGeometric MBG_NBD = new BetaGeometric("mbgnbd", 1);

  /** Beyond this a shape parameter tells only that the customers do not differ. */
  private static final double HOMOGENEOUS = 1e4;

  private static final double VANISHING = 1e-4;

  /** Far beyond what a horizon of years needs, so that no input can keep the loop going. */
  private static final int MAX_TERMS = 10_000_000;

  private static final double UNDERFLOW = -600;

  /** Of a sum, what its remaining terms may at most add. */
  private static final double NEGLIGIBLE = 1e-13;

  private final String name;

  /** Of the first purchase: how often a customer may have stopped right after it, 0 or 1. */
  private final int first;

  private BetaGeometric(String name, int first) {
    this.name = name;
    this.first = first;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Likelihood likelihood(PurchaseHistogram data) {
    return new BetaGeometricLikelihood(data, first);
  }

  @Override
  public double pAlive(double[] theta, double frequency, double recency, double age) {
    double chances = frequency + first;
    if (chances == 0) {
      return 1;
    }
    double logOddsStopped =
        Math.log(theta[2] / (theta[3] + chances - 1))
            + (theta[0] + frequency) * Math.log((theta[1] + age) / (theta[1] + recency));
    return 1 / (1 + Math.exp(logOddsStopped));
  }

  /**
   * With n the purchases that would come if the customer never stopped (negative binomial) and m(n)
   * the expected number of those made before stopping, this is the sum of P(n) m(n). The published
   * closed form has (a - 1) in a denominator and loses all digits where a is near 1; here all terms
   * are positive and a = 1 is no special case. Horizons share m(n) and the ratio of neighbouring
   * P(n) but for a factor, and shorter ones are done sooner.
   */
  @Override
  public double[] ordersIfAlive(double[] theta, double frequency, double age, double... weeks) {
    double shape = theta[0] + frequency;
    double waited = theta[1] + age;
    double a = theta[2];
    double stays = theta[3] + frequency + first;
    double[] z = new double[weeks.length];
    double[] logWeight = new double[weeks.length];
    double[] weight = new double[weeks.length];
    for (int k = 0; k < weeks.length; k++) {
      z[k] = weeks[k] / (waited + weeks[k]);
      logWeight[k] = -shape * Math.log1p(weeks[k] / waited);
      weight[k] = Math.exp(logWeight[k]);
    }
    double[] sums = new double[weeks.length];
    double survives = 1;
    double made = 0;
    int done = 0;
    for (double n = 1; done < weeks.length && n < MAX_TERMS; n++) {
      double ratio = (shape + n - 1) / n;
      made += survives;
      survives *= (stays + n - 1) / (a + stays + n - 1);
      for (int k = done; k < weeks.length; k++) {
        if (logWeight[k] > UNDERFLOW) {
          weight[k] *= ratio * z[k];
        } else {
          // Thousands of purchases: P(0) is no double, though P(n) soon is.
          logWeight[k] += Math.log(ratio * z[k]);
          weight[k] = Math.exp(logWeight[k]);
        }
        sums[k] += weight[k] * made;
      }
      double growth = Math.max(1, (shape + n) / (n + 1) * (1 + survives / made));
      while (done < weeks.length
          && growth * z[done] < 1
          && weight[done] * made * growth * z[done]
              <= NEGLIGIBLE * sums[done] * (1 - growth * z[done])) {
        done++;
      }
    }
    return sums;
  }

  private record BetaGeometricLikelihood(PurchaseHistogram data, int first) implements Likelihood {
    @Override
    public List<String> parameters() {
      return List.of("r", "alpha", "a", "b");
    }

    @Override
    public double[] start() {
      return new double[] {1, 1 / data.rate(), 1, 2};
    }

    @Override
    public double value(double[] theta, double[] gradient) {
      return Blocks.sum(data.size(), gradient, (from, to, sums) -> add(theta, from, to, sums));
    }

    private void add(double[] theta, int from, int to, double[] sums) {
      double r = theta[0];
      double alpha = theta[1];
      double a = theta[2];
      double b = theta[3];
      double sum = 0;
      double dr = 0;
      double dalpha = 0;
      double da = 0;
      double db = 0;
      int last = -1;
      double value = 0;
      double digammaR = 0;
      double digammaA = 0;
      double digammaB = 0;
      for (int cell = from; cell < to; cell++) {
        int x = data.frequency(cell);
        if (x != last) {
          last = x;
          int k = x + first;
          value = logRising(r, x) + logRising(b, k) - logRising(a + b, k) + r * Math.log(alpha);
          digammaR = Gamma.digamma(r + x) - Gamma.digamma(r) + Math.log(alpha);
          digammaA = Gamma.digamma(a + b) - Gamma.digamma(a + b + k);
          digammaB = Gamma.digamma(b + k) - Gamma.digamma(b) + digammaA;
        }
        double n = data.customers(cell);
        double end = alpha + data.age(cell);
        double logEnd = Math.log(end);
        sum += n * (value - (r + x) * logEnd);
        dr += n * (digammaR - logEnd);
        dalpha += n * (r / alpha - (r + x) / end);
        da += n * digammaA;
        db += n * digammaB;
        int k = x + first;
        if (k > 0) {
          double then = alpha + data.recency(cell);
          double waited = Math.log(end / then);
          double odds = Math.log(a / (b + k - 1)) + (r + x) * waited;
          double stopped = 1 / (1 + Math.exp(-odds));
          sum += n * (odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds)));
          dr += n * stopped * waited;
          dalpha += n * stopped * (r + x) * (1 / end - 1 / then);
          da += n * stopped / a;
          db -= n * stopped / (b + k - 1);
        }
      }
      sums[0] = sum;
      sums[1] = dr;
      sums[2] = dalpha;
      sums[3] = da;
      sums[4] = db;
    }

    @Override
    public Optional<String> boundary(double[] theta) {
      if (theta[2] < VANISHING) {
        return Optional.of("a tends to 0: nobody seems to stop buying");
      }
      if (theta[2] > HOMOGENEOUS || theta[3] > HOMOGENEOUS) {
        return Optional.of(
            "a or b tends to infinity: customers do not differ in their chance to stop");
      }
      if (theta[0] > HOMOGENEOUS) {
        return Optional.of("r and alpha tend to infinity: customers buy at one rate");
      }
      return theta[0] < VANISHING
          ? Optional.of("r tends to 0: almost no repeat purchases")
          : Optional.empty();
    }

    private static double logRising(double from, int steps) {
      return steps == 0 ? 0 : Gamma.logGamma(from + steps) - Gamma.logGamma(from);
    }
  }
}
