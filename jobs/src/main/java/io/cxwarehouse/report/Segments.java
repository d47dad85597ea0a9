package io.cxwarehouse.report;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.ScoreRows.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The parts of the customers that the report can be cut by: of each column the largest values. */
final class Segments {
  private static final List<String> COLUMNS =
      List.of("country", "region", "industry", "plan", "acquisition_channel", "channel");
  private static final int VALUES = 12;

  private final Set<Segment> all = new LinkedHashSet<>();

  Segments(List<Score> scores) {
    Map<Segment, Long> counted = new TreeMap<>();
    for (Score score : scores) {
      if (!score.segment().isAll() && score.n() != null) {
        counted.merge(score.segment(), score.n(), Long::sum);
      }
    }
    for (String column : COLUMNS) {
      counted.entrySet().stream()
          .filter(e -> e.getKey().name().equals(column) && e.getValue() > 0)
          .sorted(
              Map.Entry.<Segment, Long>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(VALUES)
          .map(Map.Entry::getKey)
          .sorted()
          .forEach(all::add);
    }
  }

  List<Segment> all() {
    return List.copyOf(all);
  }

  boolean isShown(Segment segment) {
    return segment.isAll() || all.contains(segment);
  }

  List<Page.Choice> choices(String chosen) {
    List<Page.Choice> choices = new ArrayList<>();
    for (String column : COLUMNS) {
      List<Page.Option> options =
          all.stream()
              .filter(s -> s.name().equals(column))
              .map(s -> new Page.Option(s.key(), s.value(), s.key().equals(chosen)))
              .toList();
      if (!options.isEmpty()) {
        choices.add(new Page.Choice(Labels.words(column), options));
      }
    }
    return choices;
  }
}
