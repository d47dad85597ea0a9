package io.cxwarehouse.gold.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Figures of a test against those of scikit-learn and by hand, and what must hold of any. */
class EvaluationTest {
  private static final double[] PROBABILITIES = {
    0.02, 0.05, 0.05, 0.1, 0.15, 0.2, 0.2, 0.3, 0.4, 0.55, 0.7, 0.9
  };
  private static final double[] OUTCOMES = {0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 1};

  /**
   * scikit-learn: brier_score_loss, average_precision_score, and LogisticRegression(penalty=None)
   * of the outcome on the log-odds.
   */
  @Test
  void asScikitLearnHasIt() {
    Evaluation evaluation = Evaluation.of(PROBABILITIES, OUTCOMES);
    assertThat(evaluation.brierScore()).isCloseTo(0.20586666666666664, within(1e-9));
    assertThat(evaluation.aucPr()).isCloseTo(0.7551948051948052, within(1e-9));
    LogisticLine line = evaluation.calibration().orElseThrow();
    assertThat(line.intercept()).isCloseTo(0.37569884, within(1e-5));
    assertThat(line.slope()).isCloseTo(0.63534786, within(1e-5));
  }

  /** 5 of 12 left: 5/12 · 7/12. */
  @Test
  void theBaseRateIsTheBestSingleNumber() {
    Evaluation evaluation = Evaluation.of(PROBABILITIES, OUTCOMES);
    assertThat(evaluation.baseRate()).isCloseTo(5 / 12.0, within(1e-12));
    assertThat(evaluation.baseRateBrierScore()).isCloseTo(35 / 144.0, within(1e-12));
  }

  /** Of five, tenths hold none or one. */
  @Test
  void tenthsHoldEveryCustomerOnce() {
    Evaluation evaluation =
        Evaluation.of(new double[] {0.5, 0.1, 0.3, 0.2, 0.4}, new double[] {1, 0, 0, 0, 1});
    assertThat(evaluation.bins())
        .extracting(bin -> bin.customers() + " " + bin.meanProbability() + " " + bin.churned())
        .containsExactly("1 0.1 0", "1 0.2 0", "1 0.3 0", "1 0.4 1", "1 0.5 1");
  }

  @Property(tries = 50)
  void gainsAreTheDifferenceOfBothScores(
      @ForAll @IntRange(min = 1, max = 1_000_000) int seed,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double rate) {
    Random random = new Random(seed);
    double[] p = random.doubles(200).toArray();
    double[] y = random.doubles(200).map(u -> u < rate ? 1 : 0).toArray();
    y[0] = 1;
    y[1] = 0;
    Evaluation evaluation = Evaluation.of(p, y);
    assertThat(evaluation.brierGain())
        .isCloseTo(evaluation.baseRateBrierScore() - evaluation.brierScore(), within(1e-12));
    assertThat(evaluation.brierGainLow()).isLessThanOrEqualTo(evaluation.brierGain());
    assertThat(evaluation.aucPr()).isBetween(0.0, 1.0);
    assertThat(evaluation.bins().stream().mapToLong(Evaluation.Bin::churned).sum())
        .isEqualTo((long) Arrays.stream(y).sum());
  }

  @Property(tries = 20)
  void oneNumberForAllTellsNothing(@ForAll @DoubleRange(min = 0.01, max = 0.99) double number) {
    double[] all = new double[OUTCOMES.length];
    Arrays.fill(all, number);
    Evaluation evaluation = Evaluation.of(all, OUTCOMES);
    assertThat(evaluation.aucPr()).isCloseTo(5 / 12.0, within(1e-12));
    assertThat(evaluation.brierGain()).isLessThanOrEqualTo(1e-12);
    assertThat(evaluation.calibration()).isEmpty();
  }

  /** Who leaves has the greatest scores: any slope is too small. */
  @Test
  void noLineWhereScoresTellAllOutcomes() {
    double[] scores = {1, 2, 3, 4, 5, 6};
    double[] outcomes = {0, 0, 0, 1, 1, 1};
    assertThat(LogisticLine.fit(scores, outcomes)).isEmpty();
    LogisticLine platt = LogisticLine.platt(scores, outcomes).orElseThrow();
    assertThat(platt.slope()).isPositive();
    // the targets of Platt are 4/5 and 1/5, and their mean is kept
    double mean = Arrays.stream(scores).map(platt::probability).average().orElseThrow();
    assertThat(mean).isCloseTo(0.5, within(1e-9));
  }

  /** Scores that are log-odds already are left as they are. */
  @Property(tries = 10)
  void aLineIsFoundAgain(
      @ForAll @DoubleRange(min = -2, max = 1) double intercept,
      @ForAll @DoubleRange(min = 0.3, max = 2) double slope) {
    double[] scores = new Random(1).doubles(500, -3, 3).toArray();
    LogisticLine planted = new LogisticLine(intercept, slope);
    double[] targets = Arrays.stream(scores).map(planted::probability).toArray();
    LogisticLine found = LogisticLine.fit(scores, targets).orElseThrow();
    assertThat(found.intercept()).isCloseTo(intercept, within(1e-8));
    assertThat(found.slope()).isCloseTo(slope, within(1e-8));
  }

  /** Eleven values 0..10 and one that is not known: each tenth begins above the one before. */
  @Test
  void valuesLieInTenths() {
    double[] values = {3, 1, 2, 0, 10, 9, 8, 7, 6, 5, 4, Double.NaN};
    DriftBins bins = DriftBins.of("x", values);
    assertThat(bins.edges()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(Arrays.stream(bins.shares()).map(share -> Math.rint(share * 12)).toArray())
        .containsExactly(1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(DriftBins.of("x", new double[] {Double.NaN}).shares()).containsExactly(1, 0);
  }

  /**
   * Of twenty customers nineteen have 3 and one has 2: those below 3, at 3 and above it lie apart,
   * also where there was none, so that it is told if all have 0 or 9 by now.
   */
  @Test
  void aValueOfManyHasABinOfItsOwn() {
    double[] values = new double[20];
    Arrays.fill(values, 3);
    values[7] = 2;
    DriftBins bins = DriftBins.of("renewals_90d", values);
    assertThat(bins.edges()).containsExactly(Math.nextDown(3.0), 3);
    assertThat(bins.shares()).containsExactly(0, 0.05, 0.95, 0);
    assertThat(DriftBins.of("x", new double[] {7, 7}).shares()).containsExactly(0, 0, 1, 0);
  }

  /** Three in ten have 0, which two edges would be, and the others 1 to 7: a bin for 0 alone. */
  @Test
  void onlyAValueThatEndsSeveralTenthsIsSetApart() {
    double[] values = {0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};
    DriftBins bins = DriftBins.of("tickets_90d", values);
    assertThat(bins.edges()).containsExactly(-Double.MIN_VALUE, 0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(Arrays.stream(bins.shares()).map(share -> Math.rint(share * 11)).toArray())
        .containsExactly(0, 0, 3, 1, 1, 1, 1, 1, 1, 1, 1);
  }
}
