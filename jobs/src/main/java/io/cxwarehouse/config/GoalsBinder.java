package io.cxwarehouse.config;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Reads targets and benchmarks: a value that always holds for the total, or a list of values, each
 * for a segment and from a date on.
 */
final class GoalsBinder {
  private static final LocalDate ALWAYS = LocalDate.of(1900, 1, 1);
  private static final String SEGMENT = "[a-z][a-z0-9_]*=.+";

  private GoalsBinder() {}

  static List<Settings.Goal> targets(Node node) {
    return goals(
        node,
        "value",
        (goal, key) -> {
          double value = goal.number(key, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
          return new Settings.Bounds(value, value);
        });
  }

  static List<Settings.Goal> benchmarks(Node node) {
    return goals(node, "range", Node::bounds);
  }

  private static List<Settings.Goal> goals(
      Node node, String key, BiFunction<Node, String, Settings.Bounds> reader) {
    List<Settings.Goal> goals = new ArrayList<>();
    for (String kpi : node.keys()) {
      if (!kpi.matches(Texts.NAME)) {
        node.wrong(kpi, "the name of a KPI has small letters, digits and _ only");
      }
      if (!node.hasObjects(kpi)) {
        goals.add(new Settings.Goal(kpi, "all", "all", ALWAYS, reader.apply(node, kpi)));
        continue;
      }
      Set<List<Object>> seen = new HashSet<>();
      for (Settings.Goal goal : node.list(kpi, one -> goal(kpi, one, reader.apply(one, key)))) {
        if (!seen.add(List.of(goal.segmentName(), goal.segmentValue(), goal.validFrom()))) {
          node.wrong(kpi, "has two values for one segment and date");
        }
        goals.add(goal);
      }
    }
    return goals;
  }

  private static Settings.Goal goal(String kpi, Node node, Settings.Bounds range) {
    Optional<String> segment = node.optionalText("segment");
    if (segment.isPresent() && !segment.get().matches(SEGMENT)) {
      node.wrong("segment", "“" + segment.get() + "” is not of the form name=value: country=DE");
    }
    String[] parts = segment.filter(text -> text.matches(SEGMENT)).orElse("all=all").split("=", 2);
    return new Settings.Goal(
        kpi,
        parts[0].strip(),
        parts[1].strip(),
        node.optionalParsed("valid-from", LocalDate::parse, "a date such as 2026-04-01")
            .orElse(ALWAYS),
        range);
  }
}
