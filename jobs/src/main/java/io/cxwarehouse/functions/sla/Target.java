package io.cxwarehouse.functions.sla;

/** What a policy promises for tickets of one priority (null: of any), in minutes. */
record Target(String metric, String priority, double minutes, boolean isBusiness) {
  private static final double MICROS_PER_MINUTE = 6e7;

  boolean isFor(Metric asked, String ticketPriority) {
    return asked.text().equals(metric) && (priority == null || priority.equals(ticketPriority));
  }

  long micros() {
    return Math.round(minutes * MICROS_PER_MINUTE);
  }
}
