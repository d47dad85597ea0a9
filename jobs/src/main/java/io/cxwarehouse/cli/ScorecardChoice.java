package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Which rows of a scorecard are shown: one window and one value of one segment. */
record ScorecardChoice(String window, String segmentName, String segmentValue) {
  /** The only window of KPIs that are known by month. */
  private static final String MONTH = "month";

  private static final String DAY = "day";

  /**
   * @param segment {@code name=value}
   */
  static ScorecardChoice of(String window, String segment) {
    String[] parts = segment.split("=", 2);
    if (parts.length < 2) {
      throw new CxwException(
          ExitCode.USAGE,
          "--segment " + segment + " names no value.",
          "a segment is one value of a column",
          "Write NAME=VALUE, such as --segment country=DE.");
    }
    return new ScorecardChoice(window, parts[0].strip(), parts[1].strip());
  }

  /** Its rows; an error that names what there is where there is none such. */
  List<Row> from(List<Row> rows) {
    List<Row> named = where(rows, "segment_name", segmentName);
    if (named.isEmpty()) {
      throw unknown("segment " + segmentName, "segments are", texts(rows, "segment_name"));
    }
    List<Row> segment = where(named, "segment_value", segmentValue);
    if (segment.isEmpty()) {
      throw unknown(
          "segment " + segmentName + "=" + segmentValue,
          "values of " + segmentName + " are",
          texts(named, "segment_value"));
    }
    Set<String> windows = texts(rows, "window_name");
    if (!windows.contains(window)) {
      throw unknown("window " + window, "windows are", windows);
    }
    Set<String> others = new HashSet<>();
    rows.stream()
        .filter(row -> !row.getAs("window_name").equals(MONTH))
        .forEach(row -> others.add(row.getAs("kpi")));
    List<Row> chosen =
        segment.stream()
            .filter(
                row -> {
                  String of = row.getAs("window_name");
                  return of.equals(window)
                      || of.equals(MONTH) && !others.contains(row.<String>getAs("kpi"));
                })
            .toList();
    if (chosen.isEmpty()) {
      throw unknown(
          "window " + window + " of this segment",
          "its windows are",
          texts(segment, "window_name"));
    }
    return chosen;
  }

  /** Rows of single days of the same segment, where another window is shown. */
  List<Row> daysOf(List<Row> rows) {
    return window.equals(DAY)
        ? List.of()
        : where(
            where(where(rows, "segment_name", segmentName), "segment_value", segmentValue),
            "window_name",
            DAY);
  }

  @Override
  public String toString() {
    String part = segmentName.equals("all") ? "" : ", " + segmentName + " " + segmentValue;
    return "window " + window + part;
  }

  static String listed(Collection<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static List<Row> where(List<Row> rows, String column, String value) {
    return rows.stream().filter(row -> value.equals(row.getAs(column))).toList();
  }

  private static Set<String> texts(List<Row> rows, String column) {
    Set<String> texts = new TreeSet<>();
    rows.forEach(row -> texts.add(row.getAs(column)));
    return texts;
  }

  private static CxwException unknown(String what, String there, Set<String> values) {
    return new CxwException(
        ExitCode.USAGE,
        "The scorecard has no " + what + " as of that date.",
        there + " " + listed(values),
        "Name one of these.");
  }
}
