package io.cxwarehouse.gold.clv;

/** Customers with the same history at the cut-off and as many purchase days after it. */
record HoldoutCell(int frequency, int recencyDays, int ageDays, long orders, long customers) {
  private static final int DAYS_PER_WEEK = 7;

  double recency() {
    return (double) recencyDays / DAYS_PER_WEEK;
  }

  double age() {
    return (double) ageDays / DAYS_PER_WEEK;
  }
}
