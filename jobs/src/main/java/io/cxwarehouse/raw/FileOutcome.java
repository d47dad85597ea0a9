package io.cxwarehouse.raw;

/**
 * What a run did with a file; replaces what earlier runs recorded for the same path.
 *
 * @param file what was recorded: its place, identity, status
 * @param rows good rows that were taken in
 * @param suppressed good rows that were not, since they are about erased persons
 */
public record FileOutcome(
    KnownFile file, long rows, long rejected, long suppressed, String reason, String message) {

  public static FileOutcome of(
      LandingFile file, String sha256, String fileId, ReadOutcome outcome, String shape) {
    return new FileOutcome(
        new KnownFile(
            file.source(),
            file.entity(),
            file.surveyFolder(),
            file.deliveryDate(),
            file.path(),
            file.bytes(),
            file.modifiedMillis(),
            file.manifest(),
            sha256,
            fileId,
            outcome.status(),
            shape),
        outcome.rows(),
        outcome.rejected(),
        0,
        outcome.reason(),
        outcome.message());
  }

  /** The same, some of its rows left out. */
  public FileOutcome without(long rowsLeftOut) {
    return new FileOutcome(file, rows - rowsLeftOut, rejected, rowsLeftOut, reason, message);
  }

  /** Whether its delivery was not, or not wholly, taken in. */
  public boolean isFailure() {
    return file.status() == ReadOutcome.Status.REFUSED
        || file.status() == ReadOutcome.Status.PARTIAL;
  }
}
