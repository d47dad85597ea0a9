package io.cxwarehouse.functions.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.functions.alert.Series.Day;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LimitsTest {
  /** Shares mirror: what fails is as far from its limits as what succeeds. */
  @Property(tries = 50)
  void failuresMirrorSuccesses(@ForAll long seed, @ForAll @IntRange(min = 10, max = 300) int n) {
    SplittableRandom random = new SplittableRandom(seed);
    Series successes = new Series("a", true, false, 0);
    Series failures = new Series("b", true, false, 0);
    for (int date = 0; date <= 56; date++) {
      int positives = random.nextInt(n / 2);
      successes.add(date, (double) positives / n, n, positives, 0);
      failures.add(date, (double) (n - positives) / n, n, n - positives, 0);
    }
    Limits one = Limits.of(successes, successes.days().get(56), 10).orElseThrow();
    Limits other = Limits.of(failures, failures.days().get(56), 10).orElseThrow();
    assertThat(one.pValue()).isBetween(0.0, 1.0).isCloseTo(other.pValue(), within(1e-6));
    assertThat(one.low()).isBetween(0.0, one.high()).isCloseTo(1 - other.high(), within(1e-9));
  }

  @Test
  void fewDaysAndNoSpreadAreNotJudged() {
    Series score = new Series("score", false, false, 0);
    for (int date = 29; date <= 56; date++) {
      score.add(date, 3, 20, 0, 0);
    }
    assertThat(Limits.of(score, score.days().get(56), 10)).as("27 days").isEmpty();
    score.add(28, 3, 20, 0, 0);
    assertThat(Limits.of(score, score.days().get(56), 10)).as("no spread").isEmpty();
    Day known = new Day(56, 3.5, 20, 0, 0.2);
    assertThat(Limits.of(score, known, 10).orElseThrow().low())
        .as("a day's own sampling error")
        .isCloseTo(3 - 3 * 0.2, within(1e-12));
    assertThat(Limits.of(score, known, 21)).as("too few counted").isEmpty();
  }

  /** Weekdays of 20,000 that vary by 10 points, and weekends of 20 that vary by counting only. */
  @Test
  void daysOfAnotherSizeSayNothingOfASmallDay() {
    SplittableRandom random = new SplittableRandom(5);
    Series answered = new Series("survey_response_rate", true, false, 0);
    for (int date = 0; date < 400; date++) {
      int n = date % 7 > 4 ? 20 : 20_000;
      double share = 0.35 + (n > 20 ? 0.1 * random.nextGaussian() : 0);
      int positives = 0;
      for (int i = 0; i < n; i++) {
        positives += random.nextDouble() < share ? 1 : 0;
      }
      answered.add(date, (double) positives / n, n, positives, 0);
    }
    assertThat(alarms(answered)).as("of 344 quiet days").isLessThanOrEqualTo(3);
  }

  /** A ratio of 1,000 sessions on weekdays and of 15 at weekends, which has no known error. */
  @Test
  void aRatioOfFewIsHeldAgainstDaysOfFew() {
    SplittableRandom random = new SplittableRandom(6);
    Series abandoned = new Series("checkout_abandonment_rate", false, false, 0);
    for (int date = 0; date < 400; date++) {
      int n = date % 7 > 4 ? 15 : 1000;
      int left = 0;
      for (int i = 0; i < n; i++) {
        left += random.nextDouble() < 0.6 ? 1 : 0;
      }
      abandoned.add(date, (double) left / n, n, 0, 0);
    }
    assertThat(alarms(abandoned)).as("of 344 quiet days").isLessThanOrEqualTo(3);
  }

  /** Days after the first history that are further away than one in some 700 by chance. */
  private static long alarms(Series series) {
    return series.days().values().stream()
        .filter(day -> day.date() >= 56)
        .flatMap(day -> Limits.of(series, day, 10).stream())
        .filter(limits -> limits.pValue() < 0.0015)
        .count();
  }

  /**
   * 2 of 10 against 1 of 80: the normal tail says 0.02 %, Fisher's test 3 in 90 drawn twice: 6 %.
   */
  @Test
  void aSecondRareEventIsNoAlarm() {
    Series reopened = new Series("reopen_rate", true, false, 0);
    for (int date = 0; date < 56; date++) {
      int positives = date == 7 ? 1 : 0;
      reopened.add(date, positives / 10.0, 10, positives, 0);
    }
    reopened.add(56, 0.2, 10, 2, 0);
    double p = Limits.of(reopened, reopened.days().get(56), 10).orElseThrow().pValue();
    // 3 of 90 are rare; two or three of them among 10: (45 * 80 + 120) / 117480
    assertThat(p).isCloseTo(2 * (45 * 80 + 120) / 117480.0, within(1e-9));
  }
}
