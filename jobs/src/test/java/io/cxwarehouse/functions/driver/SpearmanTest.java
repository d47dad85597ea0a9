package io.cxwarehouse.functions.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Ranks and their correlation with an outcome. */
class SpearmanTest {
  @Test
  void tiesShareTheMeanOfTheirRanks() {
    assertThat(Spearman.ranks(new double[] {7, 3, 9, 3, 7, 7}))
        .containsExactly(4, 1.5, 6, 1.5, 4, 4);
  }

  /**
   * Outcomes have the ranks 2 and 5. Distances from 3.5 multiplied: 1.5 · (2.5 + 1.5 - 0.5 - 0.5 +
   * 1.5 + 2.5) = 10.5; squared 17.5 and 13.5. So r = 10.5 / √236.25 = 0.68313, and t = r · √(4 / (1
   * - r²)) = 1.87083.
   */
  @Test
  void correlationByHand() {
    Estimate estimate =
        Spearman.of(
            new double[] {1, 2, 3, 4, 5, 6}, new boolean[] {false, false, true, false, true, true});
    double r = 10.5 / Math.sqrt(17.5 * 13.5);
    assertThat(Math.tanh(estimate.value())).isCloseTo(r, within(1e-12));
    assertThat(estimate.error()).isCloseTo(Math.sqrt((1 + r * r / 2) / 3), within(1e-12));
    assertThat(estimate.pValue()).isCloseTo(0.134702, within(1e-5));
  }

  @Test
  void whatFollowsWithoutExceptionHasNoInterval() {
    Estimate estimate =
        Spearman.of(new double[] {0, 0, 1, 1}, new boolean[] {true, true, false, false});
    assertThat(estimate.status()).isEqualTo(FitStatus.SEPARATION);
    assertThat(Math.tanh(estimate.value())).isEqualTo(-1);
    assertThat(estimate.low()).isNaN();
  }

  /** A rising function of the driver changes nothing; the opposite driver changes the sign. */
  @Property(tries = 200)
  void onlyTheOrderCounts(
      @ForAll @Size(min = 8, max = 40) List<@IntRange(min = -5, max = 5) Integer> driver,
      @ForAll @IntRange(min = 2, max = 5) int every) {
    double[] values = driver.stream().mapToDouble(v -> v).toArray();
    boolean[] outcomes = new boolean[values.length];
    IntStream.range(0, outcomes.length).forEach(i -> outcomes[i] = i % every == 0);
    Estimate plain = Spearman.of(values, outcomes);
    Estimate risen =
        Spearman.of(driver.stream().mapToDouble(v -> Math.exp(v) + 3).toArray(), outcomes);
    Estimate turned = Spearman.of(driver.stream().mapToDouble(v -> -v).toArray(), outcomes);
    if (driver.stream().distinct().count() > 1 && plain.isOk()) {
      assertThat(risen.value()).isEqualTo(plain.value());
      assertThat(turned.value()).isCloseTo(-plain.value(), within(1e-12));
      assertThat(plain.pValue()).isBetween(0.0, 1.0);
    }
  }
}
