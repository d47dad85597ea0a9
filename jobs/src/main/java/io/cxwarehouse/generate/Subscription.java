package io.cxwarehouse.generate;

import java.util.List;

/** A running contract and what was known of it when. */
record Subscription(int number, int startDay, boolean isYearly, List<Version> versions) {
  /**
   * @param endDay exclusive; {@link #OPEN} while it runs
   * @param endReason voluntary, involuntary, or null (running, or replaced by another plan)
   */
  record Version(
      long knownAt, String plan, long cents, int endDay, String endReason, String reason) {}

  static final int OPEN = Integer.MAX_VALUE;

  Version last() {
    return versions.get(versions.size() - 1);
  }
}
