package io.cxwarehouse.functions.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaGeometricTest {
  private final Model model = BetaGeometric.BG_NBD;

  /** Expected values: the published closed form with mpmath, 60 digits (a = 1 as its limit). */
  @ParameterizedTest
  @CsvSource({
    "0.2425945,4.413602,0.792922,2.425907,0,0,38.857142857142854,39,0.19479361543584434",
    "0.2425945,4.413602,0.792922,2.425907,2,30.428571428571427,38.857142857142854,39,1.2259944876771761",
    "0.2425945,4.413602,1,2.425907,3,20,38,52.14,1.2465406667440332",
    "0.2425945,4.413602,1.000000001,2.425907,3,20,38,52.14,1.2465406657148649",
    "0.9,2.5,0.99999,0.3,1,5,6,26,0.44236057082948343",
    "0.5,10,0.7,3,1000,520,521,52.14,94.612063428792732",
    "0.5,10,0.7,3,5000,520,521,52.14,173.60122913988408",
    "1.5,0.2,0.3,1.2,0,0,0,52.14,83.537028158766622",
    "3,50,5,40,12,100,104,52.14,3.5569773174595805",
    "0.05,1,2000,9000,4,30,60,52.14,0.54809996636401876",
    "0.2,0.01,0.05,0.1,0,0,0,52.14,475.76336228201168",
    "2,8,0.001,50,7,40,80,4.345,0.44252414545381215"
  })
  void expectedOrdersMeetHighPrecision(
      double r,
      double alpha,
      double a,
      double b,
      double frequency,
      double recency,
      double age,
      double weeks,
      double expected) {
    assertThat(model.expectedOrders(new double[] {r, alpha, a, b}, frequency, recency, age, weeks))
        .isCloseTo(expected, withinPercentage(1e-8));
  }

  /** Expected values: the posterior of the chance to stop, integrated with mpmath, 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "0.2425945,4.413602,0.792922,2.425907,2,30.428571428571427,38.857142857142854,39,1.3404460586146769",
    "0.524843,6.183085,0.891359,1.614002,0,0,38.857142857142854,39,0.15396603581215274",
    "0.524843,6.183085,1,1.614002,3,20,38,52.14,1.2927635219392446",
    "0.5,10,1.2,3,1000,520,521,52.14,92.131680645190407",
    "1.5,0.2,1.3,1.2,0,0,0,52.14,3.0622942556578707",
    "3,50,5,40,12,100,104,52.14,3.5783296409567688"
  })
  void soDoThoseOfMbgNbd(
      double r,
      double alpha,
      double a,
      double b,
      double frequency,
      double recency,
      double age,
      double weeks,
      double expected) {
    double[] theta = {r, alpha, a, b};
    assertThat(BetaGeometric.MBG_NBD.expectedOrders(theta, frequency, recency, age, weeks))
        .isCloseTo(expected, withinPercentage(1e-8));
  }

  @Test
  void aBuyerSilentForYearsIsGone() {
    double[] theta = {0.7, 6, 1.5, 2};
    assertThat(model.pAlive(theta, 1000, 100, 400)).isZero();
    assertThat(model.expectedOrders(theta, 1000, 100, 400, 52)).isZero();
  }

  @Test
  void oneTimeBuyersAreAliveByDefinition() {
    assertThat(model.pAlive(new double[] {0.2, 4, 0.8, 2}, 0, 0, 500)).isEqualTo(1);
  }

  @Test
  void noHorizonNoOrders() {
    assertThat(model.expectedOrders(new double[] {0.2, 4, 0.8, 2}, 3, 10, 20, 0)).isZero();
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
