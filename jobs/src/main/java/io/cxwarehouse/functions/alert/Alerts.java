package io.cxwarehouse.functions.alert;

import io.cxwarehouse.functions.FalseDiscovery;
import io.cxwarehouse.functions.alert.Series.Day;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Alerts of all KPIs on one night, from their daily values alone: the 56 nights that end with it
 * are gone through as if each had been run, so the same values give the same alerts and the same
 * dates whichever nights were run. An alert begins on a day outside its limits whose q value is
 * small, and lasts until three days in a row lie within theirs, or nothing could be judged for a
 * week.
 */
final class Alerts {
  /** How far back an alert may have begun. */
  static final int NIGHTS = 56;

  private static final double LARGEST_Q = 0.05;
  private static final int CALM = 3;
  private static final int SILENCE = 7;

  private final List<Series> all;
  private final long minN;
  private final Map<String, State> states = new HashMap<>();

  /**
   * What is known of a KPI after a night.
   *
   * @param limits of the night's day; null: not judged
   * @param side 1 above the limits, -1 below; 0: no alert
   * @param since date of the first value of the alert
   * @param last date of the latest value outside the limits
   * @param calm days within the limits since then
   * @param begins the alert is of this night
   */
  record State(
      Limits limits, double qValue, int side, int since, int last, int calm, boolean begins) {
    static final State NONE = new State(null, Double.NaN, 0, 0, 0, 0, false);
  }

  Alerts(List<Series> all, long minN) {
    this.all = all;
    this.minN = minN;
  }

  /** After the night of a date, by KPI. */
  static Map<String, State> of(List<Series> all, int asOf, long minN) {
    Alerts alerts = new Alerts(all, minN);
    for (int night = asOf - NIGHTS + 1; night <= asOf; night++) {
      alerts.judge(night);
    }
    return alerts.states;
  }

  /** Goes on by a night. */
  Map<String, State> judge(int night) {
    List<Series> judged = new ArrayList<>();
    List<Limits> limits = new ArrayList<>();
    for (Series series : all) {
      Optional<Limits> found = limits(series, night);
      if (found.isPresent()) {
        judged.add(series);
        limits.add(found.get());
      } else {
        states.computeIfPresent(
            series.kpi(), (kpi, before) -> unjudged(before, night - series.lag()));
      }
    }
    double[] q = FalseDiscovery.qValues(limits.stream().mapToDouble(Limits::pValue).toArray());
    for (int i = 0; i < q.length; i++) {
      Series series = judged.get(i);
      Day day = series.days().get(night - series.lag());
      State before = states.getOrDefault(series.kpi(), State.NONE);
      double value = series.shown(day.value());
      int side = value < limits.get(i).low() ? -1 : value > limits.get(i).high() ? 1 : 0;
      states.put(series.kpi(), after(before, day.date(), limits.get(i), q[i], side));
    }
    return states;
  }

  private Optional<Limits> limits(Series series, int night) {
    Day day = series.days().get(night - series.lag());
    return day == null || day.n() < minN ? Optional.empty() : Limits.of(series, day, minN);
  }

  private static State unjudged(State before, int date) {
    return before.side() == 0 || date - before.last() >= SILENCE
        ? State.NONE
        : new State(
            null, Double.NaN, before.side(), before.since(), before.last(), before.calm(), false);
  }

  private static State after(State before, int date, Limits limits, double q, int side) {
    boolean lasts = before.side() != 0;
    if (lasts && side == before.side()) {
      return new State(limits, q, side, before.since(), date, 0, false);
    }
    if (side != 0 && q <= LARGEST_Q) {
      return new State(limits, q, side, date, date, 0, true);
    }
    return lasts && date - before.last() < SILENCE && before.calm() + 1 < CALM
        ? new State(
            limits, q, before.side(), before.since(), before.last(), before.calm() + 1, false)
        : new State(limits, q, 0, 0, 0, 0, false);
  }
}
