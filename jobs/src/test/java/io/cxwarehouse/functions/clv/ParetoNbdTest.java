package io.cxwarehouse.functions.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParetoNbdTest {
  private final Model model = new ParetoNbd();

  /** Expected values: the published hypergeometric forms with mpmath, 50 digits. */
  @ParameterizedTest
  @CsvSource({
    "0.553277,10.57768,0.60624,11.66874,2,30.428571428571427,38.857142857142854,39,0.86913427219211774,1.4552018068005425",
    "0.553277,10.57768,0.60624,11.66874,0,0,38.857142857142854,39,0.29511263366485904,0.10707025455699273",
    "0.5,10,1,0.001,0,0,500,52.14,2.8017587799791251e-7,1.3623352704423833e-8",
    "0.9,0.01,0.3,30,5,3,400,52.14,2.525835984772793e-11,1.9088893956692116e-11",
    "2,50,3,0.5,1000,520,521,52.14,0.98447830139371801,78.16708079619946",
    "1.5,5,20,400,3,10,60,52.14,0.00083143625601422172,0.0012123865448612561",
    "0.7,6,1.5,2,12,100,100,52.14,1.0,4.5590350462889304",
    "0.2,0.05,0.1,0.02,1,0.14285714285714285,700,52.14,0.00027601312345647867,2.4579622713984631e-5"
  })
  void scoresMeetHighPrecision(
      double r,
      double alpha,
      double s,
      double beta,
      double frequency,
      double recency,
      double age,
      double weeks,
      double pAlive,
      double expected) {
    double[] theta = {r, alpha, s, beta};
    assertThat(model.pAlive(theta, frequency, recency, age))
        .isCloseTo(pAlive, withinPercentage(1e-6));
    assertThat(model.expectedOrders(theta, frequency, recency, age, weeks))
        .isCloseTo(expected, withinPercentage(1e-6));
  }

  @Test
  void likelihoodIsFiniteAtTheExtremes() {
    Likelihood likelihood =
        model.likelihood(
            new PurchaseHistogram(
                List.of(
                    new PurchaseHistogram.Cell(0, 0, 0, 5),
                    new PurchaseHistogram.Cell(1000, 3650, 3650, 1),
                    new PurchaseHistogram.Cell(1000, 1100, 9000, 1))));
    for (double[] theta :
        new double[][] {{1e-4, 1e-3, 1e-4, 1e-3}, {100, 1e4, 1, 1}, {1, 1, 1e4, 1e4}}) {
      double[] gradient = new double[4];
      assertThat(likelihood.value(theta, gradient)).isFinite();
      assertThat(gradient).doesNotContain(Double.NaN).doesNotContain(Double.POSITIVE_INFINITY);
    }
  }
}
