package io.cxwarehouse.cli;

import io.cxwarehouse.explain.Settling;
import java.math.BigDecimal;

/** In words, by how much numbers of an age still move. */
final class SettlingText {
  private SettlingText() {}

  /** Whether what nine of ten nights stay below is shown as more than nothing. */
  static boolean isMoving(Settling settling) {
    return size(settling.most(), settling.unit()).matches(".*[1-9].*");
  }

  static String of(Settling settling) {
    String nights = " of " + NumberText.count(settling.nights()) + " nights)";
    return isMoving(settling)
        ? "numbers of this age usually still move by ±"
            + size(settling.usual(), settling.unit())
            + " (by at most ±"
            + size(settling.most(), settling.unit())
            + " in 9 of 10"
            + nights
        : "numbers of this age hardly move any more (9 of 10" + nights;
  }

  private static String size(double movement, String unit) {
    return unit.equals("share")
        ? NumberText.points(BigDecimal.valueOf(movement))
        : NumberText.ofUnit(movement, unit);
  }
}
