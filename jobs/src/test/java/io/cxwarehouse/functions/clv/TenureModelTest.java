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
    double[] gradient = new double[2];
    LIKELIHOOD.value(new double[] {alpha, beta}, gradient);
    double[] ignored = new double[2];
    double h = 1e-5;
    double byAlpha =
        (LIKELIHOOD.value(new double[] {alpha * (1 + h), beta}, ignored)
                - LIKELIHOOD.value(new double[] {alpha * (1 - h), beta}, ignored))
            / (2 * h * alpha);
    double byBeta =
        (LIKELIHOOD.value(new double[] {alpha, beta * (1 + h)}, ignored)
                - LIKELIHOOD.value(new double[] {alpha, beta * (1 - h)}, ignored))
            / (2 * h * beta);
    assertThat(gradient[0] * alpha).isCloseTo(byAlpha * alpha, within(1e-4));
    assertThat(gradient[1] * beta).isCloseTo(byBeta * beta, within(1e-4));
  }

  @Property(tries = 50)
  void weibullGradientAgreesWithDifferences(
      @ForAll @DoubleRange(min = 0.05, max = 50) double alpha,
      @ForAll @DoubleRange(min = 0.05, max = 50) double beta,
      @ForAll @DoubleRange(min = 0.2, max = 3) double c) {
    Likelihood likelihood = TenureModel.BDW.likelihood(DATA);
    double[] theta = {alpha, beta, c};
    double[] gradient = new double[3];
    double value = likelihood.value(theta, gradient);
    for (int i = 0; i < theta.length; i++) {
      double[] up = theta.clone();
      double[] down = theta.clone();
      up[i] *= 1 + 1e-5;
      down[i] *= 1 - 1e-5;
      double byDifference =
          (likelihood.value(up, new double[3]) - likelihood.value(down, new double[3])) / 2e-5;
      assertThat(gradient[i] * theta[i])
          .as(likelihood.parameters().get(i))
          .isCloseTo(byDifference, within(1e-7 * Math.abs(value) + 1e-4));
    }
  }
}
