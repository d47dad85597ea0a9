package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.SparkCase;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Expectations were computed outside, from the formulas as published. */
class IntervalsTest extends SparkCase {
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

  /**
   * 56 of 70 against 48 of 80, as printed for method 10 by R. G. Newcombe, Interval estimation for
   * the difference between independent proportions, Statistics in Medicine 17 (1998), table II.
   */
  @Test
  void changeOfTwoShares() {
    double now = 56.0 / 70;
    double before = 48.0 / 80;
    assertThat(
            Intervals.changeLow(
                now, Intervals.wilsonLow(56, 70), before, Intervals.wilsonHigh(48, 80)))
        .isCloseTo(0.0524, within(5e-5));
    assertThat(
            Intervals.changeHigh(
                now, Intervals.wilsonHigh(56, 70), before, Intervals.wilsonLow(48, 80)))
        .isCloseTo(0.3339, within(5e-5));
  }

  /** Seen from the other side, a change is one the other way. */
  @Property
  void changesAreHeldByTheirIntervals(
      @ForAll @LongRange(min = 0, max = 500) long now,
      @ForAll @LongRange(min = 0, max = 500) long before) {
    double a = now / 500.0;
    double b = before / 500.0;
    double aLow = Intervals.wilsonLow(now, 500);
    double aHigh = Intervals.wilsonHigh(now, 500);
    double bLow = Intervals.wilsonLow(before, 500);
    double bHigh = Intervals.wilsonHigh(before, 500);
    double low = Intervals.changeLow(a, aLow, b, bHigh);
    double high = Intervals.changeHigh(a, aHigh, b, bLow);
    assertThat(a - b).isBetween(low, high);
    assertThat(low).isCloseTo(-Intervals.changeHigh(b, bHigh, a, aLow), within(EXACT));
    // never wider than the distance of the ends that lie farthest from each other
    assertThat(low).isGreaterThanOrEqualTo(aLow - bHigh - EXACT);
    assertThat(high).isLessThanOrEqualTo(aHigh - bLow + EXACT);
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

  /** Ranks of the median as tables of the sign test give them; of the 90th percentile from sums. */
  @Test
  void ranksOfQuantiles() {
    assertThat(ranks(5, 0.5)).isEqualTo("null-null");
    assertThat(ranks(6, 0.5)).isEqualTo("1-6");
    assertThat(ranks(10, 0.5)).isEqualTo("2-9");
    assertThat(ranks(30, 0.5)).isEqualTo("10-21");
    // P(B <= 6) = 0.0128, P(B <= 7) = 0.0702; P(B <= 9) = 0.6513
    assertThat(ranks(10, 0.9)).isEqualTo("7-null");
    assertThat(ranks(1, 0.9)).isEqualTo("null-null");
    assertThat(ranks(0, 0.5)).isEqualTo("null-null");
  }

  private static String ranks(long n, double share) {
    return Intervals.quantileRankLow(n, share) + "-" + Intervals.quantileRankHigh(n, share);
  }

  /** A quantile lies below the value of rank r if fewer than r of n values do not exceed it. */
  @Property(tries = 200)
  void eachSideOfAQuantileMissesSeldom(
      @ForAll @LongRange(min = 1, max = 400) long n, @ForAll @LongRange(min = 1, max = 99) long q) {
    double share = q / 100.0;
    Long low = Intervals.quantileRankLow(n, share);
    Long high = Intervals.quantileRankHigh(n, share);
    assertThat(atMost(low == null ? -1 : low - 1, n, share)).isLessThan(0.025 + 1e-9);
    assertThat(atMost(low == null ? 0 : low, n, share)).isGreaterThan(0.025 - 1e-9);
    assertThat(atMost(high == null ? n : high - 1, n, share)).isGreaterThan(0.975 - 1e-9);
    assertThat(atMost(high == null ? n - 1 : high - 2, n, share)).isLessThan(0.975 + 1e-9);
  }

  /** The binomial distribution, summed term by term. */
  private static double atMost(long k, long n, double share) {
    double logarithm = n * Math.log(1 - share);
    double sum = 0;
    for (long i = 0; i <= k; i++) {
      sum += Math.exp(logarithm);
      logarithm += Math.log((n - i) / (i + 1.0) * share / (1 - share));
    }
    return sum;
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
