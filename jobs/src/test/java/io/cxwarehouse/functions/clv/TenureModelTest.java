package io.cxwarehouse.functions.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class TenureModelTest {
  private static final TenureHistogram DATA =
      new TenureHistogram(
          List.of(
              new TenureHistogram.Cell(0, false, 7),
              new TenureHistogram.Cell(1, true, 369),
              new TenureHistogram.Cell(2, true, 163),
              new TenureHistogram.Cell(7, false, 241)));
  private static final Likelihood LIKELIHOOD = TenureModel.SBG.likelihood(DATA);

  /**
   * alpha 1, beta 3: 1/4 leave in the first period, 3/4 * 1/5 in the second, 3/10 stay for seven.
   */
  @Property(tries = 1)
  void byHand() {
    assertThat(LIKELIHOOD.value(new double[] {1, 3}, new double[2]))
        .isCloseTo(369 * Math.log(0.25) + 163 * Math.log(0.15) + 241 * Math.log(0.3), within(1e-9));
  }

  @Property(tries = 50)
  void gradientAgreesWithDifferences(
      @ForAll @DoubleRange(min = 0.05, max = 50) double alpha,
      @ForAll @DoubleRange(min = 0.05, max = 50) double beta) {
    assertGradient(LIKELIHOOD, alpha, beta);
  }

  @Property(tries = 50)
  void weibullGradientAgreesWithDifferences(
      @ForAll @DoubleRange(min = 0.05, max = 50) double alpha,
      @ForAll @DoubleRange(min = 0.05, max = 50) double beta,
      @ForAll @DoubleRange(min = 0.2, max = 3) double c) {
    assertGradient(TenureModel.BDW.likelihood(DATA), alpha, beta, c);
  }

  /** The library's digamma is right to 3e-9, which the odds of a rare end multiply. */
  private static void assertGradient(Likelihood likelihood, double... theta) {
    double[] gradient = new double[theta.length];
    double value = likelihood.value(theta, gradient);
    for (int i = 0; i < theta.length; i++) {
      assertThat(gradient[i] * theta[i])
          .as(likelihood.parameters().get(i))
          .isCloseTo(slope(likelihood, theta, i), within(1e-5 * Math.abs(value)));
    }
  }

  /** By the logarithm of a parameter, from four points: a short step would show rounding alone. */
  private static double slope(Likelihood likelihood, double[] theta, int i) {
    double step = 1e-3;
    double[] value = new double[5];
    for (int at = -2; at <= 2; at++) {
      double[] moved = theta.clone();
      moved[i] *= Math.exp(at * step);
      value[at + 2] = likelihood.value(moved, new double[theta.length]);
    }
    return (8 * (value[3] - value[1]) - (value[4] - value[0])) / (12 * step);
  }
}
