package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.SparkTest;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Expectations were computed outside, from the formulas as published. */
class IntervalsTest extends SparkTest {
  private static final double EXACT = 1e-12;

  @Test
  void wilson() {
    assertThat(Intervals.wilsonLow(8, 10)).isCloseTo(0.49016247153664183, within(EXACT));
    assertThat(Intervals.wilsonHigh(8, 10)).isCloseTo(0.9433178485456247, within(EXACT));
    assertThat(Intervals.wilsonHigh(0, 10)).isCloseTo(0.2775327998628892, within(EXACT));
    assertThat(Intervals.wilsonLow(10, 10)).isCloseTo(0.7224672001371107, within(EXACT));
  }

  @Test
  void nps() {
    // 10, 9, 8, 7, 6, 0
    assertThat(Intervals.npsLow(2, 2, 6)).isCloseTo(-51.07341605141068, within(EXACT));
    assertThat(Intervals.npsHigh(2, 2, 6)).isCloseTo(51.07341605141068, within(EXACT));
    assertThat(Intervals.npsLow(50, 20, 100)).isCloseTo(14.050853165476084, within(EXACT));
    // a single promoter: the formula ends at 98.5, below the score itself
    assertThat(Intervals.npsHigh(1, 0, 1)).isEqualTo(100);
  }

  @Test
  void nothingCountedIsNullInSql() {
    assertThat(
            sql("SELECT wilson_low(0L, 0L), wilson_high(0L, 0L), nps_low(0L, 0L, 0L),"
                    + " nps_high(0L, 0L, 0L), wilson_low(null, 3L), wilson_high(4, 4)")
                .first()
                .toString())
        .isEqualTo("[null,null,null,null,null,1.0]");
  }

  @Property
  void intervalsHoldTheirValueAndStayInRange(
      @ForAll @LongRange(max = 500) long a,
      @ForAll @LongRange(max = 500) long b,
      @ForAll @LongRange(max = 500) long c) {
    long n = a + b + c;
    if (n == 0) {
      return;
    }
    assertThat((double) a / n).isBetween(Intervals.wilsonLow(a, n), Intervals.wilsonHigh(a, n));
    assertThat(100.0 * (a - b) / n)
        .isBetween(Intervals.npsLow(a, b, n), Intervals.npsHigh(a, b, n));
    assertThat(Intervals.wilsonLow(a, n)).isNotNegative();
    assertThat(Intervals.wilsonHigh(a, n)).isLessThanOrEqualTo(1);
    assertThat(Intervals.npsLow(a, b, n)).isGreaterThanOrEqualTo(-100);
    assertThat(Intervals.npsHigh(a, b, n)).isLessThanOrEqualTo(100);
  }
}
