package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.functions.TimeSpans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How long a run will take, by earlier ones.
 *
 * @param nights earlier runs that did what this one will do
 * @param seconds the median of these runs; empty: there is none
 * @param usual seconds that a table's step takes, where earlier runs tell
 */
public record Forecast(int nights, OptionalDouble seconds, Map<TableId, Double> usual) {
  /** Nothing is known. */
  public static final Forecast NONE = new Forecast(0, OptionalDouble.empty(), Map.of());

  /** Shared tables that are brought up to date in the same way, for two runs to be alike. */
  private static final double ALIKE = 0.9;

  /** A run that ended, and how its steps went. */
  record Earlier(double seconds, Map<TableId, Step> steps) {}

  record Step(How how, double seconds) {}

  static Forecast of(List<PlannedStep> plan, List<Earlier> runs) {
    Map<TableId, How> planned = new TreeMap<>();
    plan.forEach(step -> planned.put(step.table(), step.how()));
    List<Earlier> alike = runs.stream().filter(run -> isAlike(planned, run.steps())).toList();
    Map<TableId, Double> usual = new TreeMap<>();
    planned.forEach(
        (table, how) -> {
          OptionalDouble seconds = median(alike, table, step -> step.how() != How.SKIP);
          if (seconds.isEmpty()) {
            seconds = median(runs, table, step -> step.how() == how && how != How.SKIP);
          }
          seconds.ifPresent(value -> usual.put(table, value));
        });
    return new Forecast(
        alike.size(), median(alike.stream().map(Earlier::seconds).toList()), Map.copyOf(usual));
  }

  /** Where nothing came of it, a step that was to follow its inputs was skipped. */
  private static boolean isAlike(Map<TableId, How> planned, Map<TableId, Step> steps) {
    Set<TableId> all = new HashSet<>(planned.keySet());
    all.addAll(steps.keySet());
    long same =
        all.stream()
            .filter(table -> planned.containsKey(table) && steps.containsKey(table))
            .filter(
                table -> {
                  How how = steps.get(table).how();
                  return how == planned.get(table)
                      || (how == How.SKIP && planned.get(table) != How.FIRST);
                })
            .count();
    return same >= ALIKE * all.size();
  }

  /** In words. */
  public String describe() {
    return seconds.isEmpty()
        ? "no earlier run to go by"
        : "about "
            + TimeSpans.measured(Duration.ofMillis((long) (1e3 * seconds.getAsDouble())))
            + ", as "
            + (nights == 1 ? "the run before that was" : "the median of " + nights + " runs")
            + " like this one";
  }

  private static OptionalDouble median(
      List<Earlier> runs, TableId table, Predicate<Step> condition) {
    return median(
        runs.stream()
            .map(run -> run.steps().get(table))
            .filter(step -> step != null && condition.test(step))
            .map(Step::seconds)
            .toList());
  }

  /** The middle one, or the mean of the two in the middle; empty of none. */
  static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    int half = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
  }
}
