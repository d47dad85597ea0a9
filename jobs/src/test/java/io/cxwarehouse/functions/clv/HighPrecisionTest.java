package io.cxwarehouse.functions.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Likelihoods and scores of single customers against mpmath with 60 digits, to a relative error of
 * 1e-8: where a or s is 1, on the day of the first purchase, after 1,000 purchases, in far tails.
 */
class HighPrecisionTest {
  private static final double RELATIVE = 1e-8;

  @ParameterizedTest
  @CsvSource({
    "bgnbd,0.2425945,4.413602,1,2.425907,2,213,272,-9.5008639399184878,0.67820002588685725",
    "mbgnbd,0.2425945,4.413602,1,2.425907,2,213,272,-9.7800608283496879,0.73137718462012953",
    "bgnbd,0.5,10,0.7,3,1000,3640,3650,-373.54570388185869,0.98978156326649758",
    "mbgnbd,0.5,10,0.7,3,1000,3640,3650,-373.54641173264152,0.98979164713820808",
    "bgnbd,0.7,6,1.5,2,1000,700,2800,1228.6782896970855,1.5700749628197839e-581",
    "mbgnbd,0.7,6,1.5,2,1000,700,2800,1228.6757953081643,1.5716434692761473e-581",
    "bgnbd,0.3,2,0.9,1.1,0,0,0,0.0,1.0",
    "mbgnbd,0.3,2,0.9,1.1,0,0,0,0.0,0.55",
    "bgnbd,0.3,2,0.001,5000.0,3,40,400,-13.36444411728184,0.99983404667727509",
    "mbgnbd,0.3,2,0.001,5000.0,3,40,400,-13.364444350332654,0.99983407984253348",
    "bgnbd,0.05,0.01,1,0.02,1,1,7300,-1.2736274492011929,1.8853360316836788e-6",
    "mbgnbd,0.05,0.01,1,0.02,1,1,7300,-5.8886537036837039,9.6143074515738549e-5",
    "bgnbd,1.5,0.2,20,300,0,0,3650,-11.799590547087295,1.0",
    "mbgnbd,1.5,0.2,20,300,0,0,3650,-2.7724761141107046,0.00011260178901928525",
    "pareto_nbd,0.553277,10.57768,0.60624,11.66874,2,213,272,-9.5541734379119616,0.86913427219211772",
    "pareto_nbd,0.553277,10.57768,1,11.66874,5,100,272,-15.618429066297704,0.07179388791527027",
    "pareto_nbd,0.5,10,0.7,3,1000,3640,3650,-373.0583327865062,0.99031299003313297",
    "pareto_nbd,0.7,6,1.5,2,1000,700,2800,1231.9817531096099,1.9334735087515533e-582",
    "pareto_nbd,0.9,0.01,0.3,30,5,21,2800,-11.339938043906361,2.5258359847727929e-11",
    "pareto_nbd,0.3,2,0.9,1.1,0,0,0,0.0,1.0",
    "pareto_nbd,2,50,3,0.5,0,0,3650,-0.0097799911716200071,6.7973604496467926e-12",
    "pareto_nbd,0.2,300,5,0.05,1,7,700,-22.540870318244747,9.0598792688141214e-11"
  })
  void purchases(
      String name,
      double r,
      double alpha,
      double dropout1,
      double dropout2,
      int frequency,
      int recencyDays,
      int ageDays,
      double logLikelihood,
      double pAlive) {
    double[] theta = {r, alpha, dropout1, dropout2};
    Model model = Models.byName(name);
    PurchaseHistogram one =
        new PurchaseHistogram(
            List.of(new PurchaseHistogram.Cell(frequency, recencyDays, ageDays, 1)));
    isClose(model.likelihood(one).value(theta, new double[4]), logLikelihood);
    isClose(model.pAlive(theta, frequency, recencyDays / 7.0, ageDays / 7.0), pAlive);
  }

  @ParameterizedTest
  @CsvSource({
    "6.249572,3.744225,15.443521,1,22.345,-3.6515213875051664",
    "6.249572,3.744225,15.443521,1000,35,-3.995172556652565",
    "0.05,1.01,0.001,3,1000000.0,-37.750513405057363",
    "900,40,20,12,500,-5.5067210912524562"
  })
  void spend(double p, double q, double v, int frequency, double meanValue, double logLikelihood) {
    SpendHistogram one =
        new SpendHistogram(List.of(new SpendHistogram.Cell(frequency, meanValue, 1)));
    isClose(GammaGamma.likelihood(one).value(new double[] {p, q, v}, new double[3]), logLikelihood);
  }

  /** Of staying longer, and the log-likelihood of leaving in that period. */
  @ParameterizedTest
  @CsvSource({
    "0.5,2,2,1,0.8,-1.6094379124341004",
    "0.5,2,2,600,0.002215561928591818,-12.507515686688006",
    "0.668,3.806,1,12,0.37804042018209041,-4.0712537668470819",
    "0.01,0.02,0.3,240,0.65289975432253303,-11.621438681484719",
    "50,5000,1.7,36,0.014722454087080727,-5.7853516401730851",
    "3,0.5,4,9,6.6342729107692524e-12,-24.604729779115102"
  })
  void tenure(
      double alpha, double beta, double c, int periods, double survival, double logLikelihood) {
    double[] theta = {alpha, beta, c};
    TenureHistogram one = new TenureHistogram(List.of(new TenureHistogram.Cell(periods, true, 1)));
    isClose(TenureModel.BDW.survival(theta, periods), survival);
    isClose(TenureModel.BDW.likelihood(one).value(theta, new double[3]), logLikelihood);
    if (c == 1) {
      double[] two = {alpha, beta};
      isClose(TenureModel.SBG.survival(two, periods), survival);
      isClose(TenureModel.SBG.likelihood(one).value(two, new double[2]), logLikelihood);
    }
  }

  /** What is below the least double is 0; a likelihood of exactly 0 may be off by rounding. */
  private static void isClose(double actual, double expected) {
    if (expected == 0) {
      assertThat(actual).isCloseTo(0, within(1e-12));
    } else {
      assertThat(actual / expected).isCloseTo(1, within(RELATIVE));
    }
  }
}
