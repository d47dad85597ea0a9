package io.cxwarehouse.functions;

import java.time.Duration;

/** How long something takes, as people say it. */
public final class TimeSpans {
  private TimeSpans() {}

  /** What was measured, in the two largest units: {@code 4 min 10 s}, {@code 2 h 5 min}. */
  public static String measured(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600 ? seconds / 60 + " min " + seconds % 60 + " s" : hours(seconds / 60);
  }

  /** What is only guessed, rounded: {@code 80 s}, {@code 85 min}, {@code 2 h 5 min}. */
  public static String guessed(double seconds) {
    if (seconds < 90) {
      return Math.round(seconds) + " s";
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 90 ? minutes + " min" : hours(minutes);
  }

  private static String hours(long minutes) {
    return minutes / 60 + " h " + minutes % 60 + " min";
  }
}
