package io.cxwarehouse.functions.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Odds by maximum likelihood, and when there are none. */
class LogisticRegressionTest {
  private static final String[] ONE_PLAN = {"p"};

  /** A table of two by two has the odds ratio ad / bc, and √(1/a + 1/b + 1/c + 1/d) as error. */
  @Test
  void twoByTwoByHand() {
    int[] counts = {12, 28, 45, 15};
    double[] exposed = new double[100];
    boolean[] outcomes = new boolean[100];
    int at = 0;
    for (int cell = 0; cell < 4; cell++) {
      for (int i = 0; i < counts[cell]; i++, at++) {
        exposed[at] = cell / 2;
        outcomes[at] = cell % 2 == 0;
      }
    }
    Estimate estimate = new LogisticRegression(new double[][] {exposed}, outcomes).last();
    assertThat(estimate.value()).isCloseTo(Math.log(45.0 * 28 / (12 * 15)), within(1e-10));
    assertThat(estimate.error())
        .isCloseTo(Math.sqrt(1 / 12.0 + 1 / 28.0 + 1 / 45.0 + 1 / 15.0), within(1e-10));
  }

  /** What was planted lies within four standard errors, whatever the other columns do. */
  @Property(tries = 30)
  void plantedOddsAreFound(
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double planted,
      @ForAll @DoubleRange(min = -1, max = 1) double tenure,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    Random random = new Random(seed);
    int n = 3_000;
    double[] control = new double[n];
    double[] driver = new double[n];
    boolean[] outcomes = new boolean[n];
    for (int i = 0; i < n; i++) {
      control[i] = random.nextGaussian();
      driver[i] = 0.5 * control[i] + random.nextGaussian();
      double odds = Math.exp(-1 + tenure * control[i] + planted * driver[i]);
      outcomes[i] = random.nextDouble() < odds / (1 + odds);
    }
    Estimate estimate = new LogisticRegression(new double[][] {control, driver}, outcomes).last();
    assertThat(estimate.isOk()).isTrue();
    assertThat(Math.abs(estimate.value() - planted)).isLessThan(4.5 * estimate.error());
  }

  /** Complete and quasi-complete, of few and of many, by the driver and by another column. */
  @Test
  void separationIsTold() {
    for (int n : new int[] {40, 4_000, 100_000}) {
      Random random = new Random(n);
      double[] noise = random.doubles(n).toArray();
      boolean[] outcomes = new boolean[n];
      double[] complete = new double[n];
      double[] rare = new double[n];
      double[] nearly = new double[n];
      for (int i = 0; i < n; i++) {
        outcomes[i] = i % 3 == 0;
        complete[i] = (outcomes[i] ? 2 : 0) + noise[i];
        rare[i] = i % 3 == 0 && i < 36 ? 1 : 0;
        nearly[i] = i == 1 ? 1 : rare[i];
      }
      assertThat(status(outcomes, noise, complete)).as("complete, %s", n).isEqualTo("separation");
      assertThat(status(outcomes, noise, rare)).as("quasi, %s", n).isEqualTo("separation");
      assertThat(status(outcomes, rare, noise)).as("by another, %s", n).isEqualTo("separation");
      assertThat(status(outcomes, noise, nearly)).as("but for one, %s", n).isEqualTo("ok");
    }
  }

  private static String status(boolean[] outcomes, double[] control, double[] driver) {
    String[] plans = new String[outcomes.length];
    Arrays.fill(plans, ONE_PLAN[0]);
    return new Cases(driver, outcomes, List.of(control), plans).logOdds().status().sql();
  }

  @Test
  void tooFewSayWhy() {
    boolean[] outcomes = new boolean[60];
    double[] same = new double[60];
    double[] counted = new double[60];
    double[] other = new double[60];
    for (int i = 0; i < 60; i++) {
      outcomes[i] = i % 5 == 0;
      same[i] = 3;
      counted[i] = i % 7;
      other[i] = 5 + 2.0 * (i % 7);
    }
    assertThat(of(outcomes, counted, same).logOdds().message()).contains("the same for all");
    assertThat(of(outcomes, other, counted).logOdds().message()).contains("follows from tenure");
    assertThat(of(outcomes, same, counted).logOdds().isOk()).as("a constant control").isTrue();
    assertThat(of(Arrays.copyOf(outcomes, 29), same, counted).correlation().message())
        .isEqualTo("customers: 29, needed: 30");
    assertThat(of(Arrays.copyOf(outcomes, 45), same, counted).correlation().message())
        .isEqualTo("customers of the rarer outcome: 9, needed: 10");
  }

  private static Cases of(boolean[] outcomes, double[] control, double[] driver) {
    String[] plans = new String[outcomes.length];
    Arrays.fill(plans, ONE_PLAN[0]);
    return new Cases(
        Arrays.copyOf(driver, plans.length),
        outcomes,
        List.of(Arrays.copyOf(control, plans.length)),
        plans);
  }

  /** A plan that nobody left is no reason to have no odds: it goes with the commonest. */
  @Test
  void plansOfOneOutcomeSeparateNothing() {
    Random random = new Random(5);
    boolean[] outcomes = new boolean[400];
    double[] driver = random.doubles(400).toArray();
    String[] plans = new String[400];
    for (int i = 0; i < 400; i++) {
      plans[i] = i < 200 ? "basic" : i < 350 ? "pro" : "staff";
      outcomes[i] = i < 350 && random.nextInt(4) == 0;
    }
    Cases cases = new Cases(driver, outcomes, List.of(random.doubles(400).toArray()), plans);
    assertThat(cases.logOdds().isOk()).isTrue();
    assertThat(cases.logOdds().error()).isBetween(0.05, 0.3);
  }
}
