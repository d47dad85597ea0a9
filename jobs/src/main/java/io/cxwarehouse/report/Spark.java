package io.cxwarehouse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Small pictures that stand in lines of text: drawn here, since they need no library. */
final class Spark {
  private static final double WIDTH = 96;
  private static final double HEIGHT = 24;
  private static final double MARGIN = 3;

  private Spark() {}

  /** The course of some months; a month without a value is a gap. */
  static String path(List<Double> values) {
    double low = values.stream().filter(Objects::nonNull).mapToDouble(v -> v).min().orElse(0);
    double high = values.stream().filter(Objects::nonNull).mapToDouble(v -> v).max().orElse(0);
    StringBuilder path = new StringBuilder();
    boolean isDrawing = false;
    for (int i = 0; i < values.size(); i++) {
      Double value = values.get(i);
      if (value != null) {
        path.append(isDrawing ? 'L' : 'M').append(point(i, values.size(), value, low, high));
      }
      isDrawing = value != null;
    }
    return path.toString();
  }

  /** Where the last value lies; empty: there is none. */
  static List<Double> end(List<Double> values) {
    int last = values.size() - 1;
    while (last >= 0 && values.get(last) == null) {
      last--;
    }
    if (last < 0) {
      return List.of();
    }
    double low = values.stream().filter(Objects::nonNull).mapToDouble(v -> v).min().orElse(0);
    double high = values.stream().filter(Objects::nonNull).mapToDouble(v -> v).max().orElse(0);
    return List.of(x(last, values.size()), y(values.get(last), low, high));
  }

  /** Where values lie on a line that goes from 0 at its least to 100 at its most. */
  static List<Double> places(List<Double> values, double least, double most) {
    List<Double> places = new ArrayList<>();
    values.forEach(v -> places.add(v == null ? null : round((v - least) / (most - least) * 100)));
    return places;
  }

  private static String point(int at, int of, double value, double low, double high) {
    return String.format(Locale.ROOT, "%.1f %.1f", x(at, of), y(value, low, high));
  }

  private static double x(int at, int of) {
    return round(MARGIN + (WIDTH - 2 * MARGIN) * (of == 1 ? 1 : (double) at / (of - 1)));
  }

  private static double y(double value, double low, double high) {
    double share = high > low ? (value - low) / (high - low) : 0.5;
    return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share);
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
