package io.cxwarehouse.generate;

import java.util.List;

/** A running contract and what was known of it when. */
record Subscription(int number, boolean isYearly, List<Version> versions) {
  /**
   * @param startDay from when the version holds: a change of plan inside a contract moves it
   * @param endDay exclusive; {@link #OPEN} while it runs
   * @param endReason voluntary, involuntary, or null (running, or replaced by another plan)
   */
  record Version(
      long knownAt,
      int startDay,
      String plan,
      long cents,
      int endDay,
      String endReason,
      String reason) {}

  static final int OPEN = Integer.MAX_VALUE;

  Version last() {
    return versions.get(versions.size() - 1);
  }
}
