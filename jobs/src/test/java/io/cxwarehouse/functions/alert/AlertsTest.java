package io.cxwarehouse.functions.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.functions.FalseDiscovery;
import io.cxwarehouse.functions.alert.QuietYears.Shift;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What the alerts promise, on made-up years; docs/decisions/scorecard.md states the figures. */
class AlertsTest {
  private static final int YEARS = 2 * 365;
  private static final Shift NONE = new Shift("", 0, 0);

  /** Of 24 KPIs together at most one a month is aimed at; a year's chance is left beside it. */
  @Test
  void quietYearsRaiseFewAlarms() {
    Alerts alerts = new Alerts(QuietYears.of(7, YEARS, NONE), 10);
    long alarms = 0;
    for (int night = Limits.HISTORY; night < YEARS; night++) {
      alarms += alerts.judge(night).values().stream().filter(Alerts.State::begins).count();
    }
    double aMonth = 30.0 * alarms / (YEARS - Limits.HISTORY);
    assertThat(aMonth).isBetween(0.2, 1.3);
  }

  @Test
  void plantedShiftsAreFoundWithinAWeek() {
    // from 72 % to 52 % of 100 answers; scores of 150 up by 0.4 standard deviations; waits doubled
    assertThat(found("share_4", -0.2)).isGreaterThanOrEqualTo(18);
    assertThat(found("score_1", 0.4)).isGreaterThanOrEqualTo(16);
    assertThat(found("minutes_3", Math.log(2))).isGreaterThanOrEqualTo(18);
  }

  /** In how many of 20 companies an alert on the right side begins in the week of the shift. */
  private static int found(String kpi, double by) {
    int found = 0;
    for (int seed = 0; seed < 20; seed++) {
      int from = 63 + seed % 7;
      Alerts alerts = new Alerts(QuietYears.of(100 + seed, from + 7, new Shift(kpi, from, by)), 10);
      boolean isFound = false;
      for (int night = Limits.HISTORY; night < from + 7; night++) {
        Alerts.State state = alerts.judge(night).get(kpi);
        isFound |=
            night >= from
                && state.begins()
                && state.since() == night
                && state.side() == Math.signum(by);
      }
      found += isFound ? 1 : 0;
    }
    return found;
  }

  /** An alert and its date follow from the values, not from the nights that were run. */
  @Test
  void oneNightSaysWhatAllNightsSaid() {
    int last = 80;
    List<Series> all = QuietYears.of(3, last + 1, new Shift("share_4", 70, -0.3));
    Alerts nightly = new Alerts(all, 10);
    for (int night = last - Alerts.NIGHTS + 1; night < last; night++) {
      nightly.judge(night);
    }
    assertThat(Alerts.of(all, last, 10)).isEqualTo(nightly.judge(last));
    assertThat(Alerts.of(all, last, 10).get("share_4"))
        .matches(state -> state.side() == -1 && state.since() >= 70 && state.since() <= 72);
  }

  /** One share of 100 answers: 60 on some days, 80 on the others. */
  @Test
  void anAlertEndsAndIsArmedAgain() {
    assertThat(since(List.of(70), 70)).isEqualTo(70);
    assertThat(since(List.of(70), 72)).isEqualTo(70);
    assertThat(since(List.of(70), 73)).isZero();
    assertThat(since(List.of(70, 73), 74)).as("two days within do not end it").isEqualTo(70);
    assertThat(since(List.of(70, 74), 74)).as("a new alert after it ended").isEqualTo(74);
  }

  /** Low on the 70th, then days of too few answers. */
  @Test
  void sevenDaysWithoutAValueOutsideEndAnAlert() {
    assertThat(since(List.of(70, 77), 71, 77)).as("six days brought none").isEqualTo(70);
    assertThat(since(List.of(70), 71, 76)).isEqualTo(70);
    assertThat(since(List.of(70), 71, 77)).isZero();
    assertThat(since(List.of(70, 78), 71, 78)).as("a new alert after it ended").isEqualTo(78);
  }

  private static int since(List<Integer> low, int night) {
    return since(low, night + 1, night);
  }

  /** Of the days from {@code silence} on only the low ones have answers enough. */
  private static int since(List<Integer> low, int silence, int night) {
    Series series = new Series("csat", true, false, 0);
    for (int date = 0; date <= night; date++) {
      int positives = low.contains(date) ? 60 : 80;
      if (date < silence || low.contains(date)) {
        series.add(date, positives / 100.0, 100, positives, 0);
      }
    }
    return Alerts.of(List.of(series), night, 10).get("csat").since();
  }

  /** The example of Benjamini and Hochberg (1995): four of fifteen are found at 0.05. */
  @Test
  void qValuesAsPublished() {
    double[] q =
        FalseDiscovery.qValues(
            new double[] {
              0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
              0.4262, 0.5719, 0.6528, 0.7590, 1.0000
            });
    assertThat(q[3]).isCloseTo(0.0095 * 15 / 4, within(1e-12));
    assertThat(q[4]).isGreaterThan(0.05);
  }

  @Property(tries = 200)
  void qValuesKeepTheOrderOfPValues(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 0, max = 1) Double> pValues) {
    double[] p = pValues.stream().mapToDouble(v -> v).toArray();
    double[] q = FalseDiscovery.qValues(p);
    for (int i = 0; i < p.length; i++) {
      assertThat(q[i]).isBetween(p[i], 1.0);
      for (int j = 0; j < p.length; j++) {
        assertThat(p[i] < p[j] && q[i] > q[j]).isFalse();
      }
    }
  }
}
