package io.cxwarehouse.config;

import io.cxwarehouse.functions.Words;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the stages of a customer's journey. */
final class JourneyBinder {
  private JourneyBinder() {}

  static Settings.Journey bind(Node node) {
    List<String> order = node.texts("order");
    if (new TreeSet<>(order).size() < order.size()) {
      node.wrong("order", "names a stage twice");
    }
    return new Settings.Journey(
        stages(node.object("stages")), order, node.integer("move-on-days", 1, 365));
  }

  /** Touchpoints, each of one stage. */
  private static Map<String, String> stages(Node node) {
    Map<String, String> stages = new TreeMap<>();
    Map<String, String> seen = new TreeMap<>();
    for (String stage : node.keys()) {
      for (String touchpoint : node.texts(stage)) {
        String other = seen.putIfAbsent(Words.plain(touchpoint), stage);
        if (other == null) {
          stages.put(touchpoint, stage);
        } else if (!other.equals(stage)) {
          node.wrong(stage, "“" + touchpoint + "” belongs to " + other + " already");
        }
      }
    }
    return stages;
  }
}
