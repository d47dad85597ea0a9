package io.cxwarehouse.generate;

/**
 * What goes wrong in real deliveries, as shares of rows or files (0..1).
 *
 * @param lateRows versions of a record that arrive some days late
 * @param lateFiles files that miss their delivery and arrive with the next one
 * @param repeatedRows rows that are delivered a second time, unchanged
 * @param repeatedFiles files that are delivered a second time under another name
 * @param badRows rows that must be rejected, with a reason that the truth file states
 * @param futureOrders orders dated after the day on which they are delivered
 */
public record Disturbances(
    double lateRows,
    double lateFiles,
    double repeatedRows,
    double repeatedFiles,
    double badRows,
    double futureOrders) {
  public static final Disturbances NONE = new Disturbances(0, 0, 0, 0, 0, 0);
  public static final Disturbances REALISTIC =
      new Disturbances(0.02, 0.02, 0.01, 0.02, 0.004, 0.004);

  public Disturbances {
    for (double share :
        new double[] {lateRows, lateFiles, repeatedRows, repeatedFiles, badRows, futureOrders}) {
      if (!(share >= 0 && share <= 0.5)) {
        throw new IllegalArgumentException(
            "a disturbance is a share between 0 and 0.5, not " + share);
      }
    }
  }
}
