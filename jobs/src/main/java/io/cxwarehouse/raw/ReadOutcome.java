package io.cxwarehouse.raw;

/**
 * How reading a file ended.
 *
 * @param rows good rows; of a refused file, those that would have been
 * @param reason null unless the file is refused, in part or as a whole
 */
public record ReadOutcome(Status status, long rows, long rejected, String reason, String message) {

  /** Public words, in {@code ops.ingested_file}. */
  public enum Status {
    OK,
    /** No byte, or blank. */
    EMPTY,
    /** A header, or an empty page. */
    HEADER_ONLY,
    /** The rows before a place from which on the file cannot be read. */
    PARTIAL,
    REFUSED,
    /** Another file has the same bytes. */
    DUPLICATE,
    /** It was read, and its path holds other bytes now. */
    REPLACED;

    /** Whether rows of its own stand for a file, be they none. */
    public boolean isRead() {
      return this != DUPLICATE && this != REFUSED;
    }
  }

  public boolean isRefused() {
    return status == Status.REFUSED;
  }

  public ReadOutcome refused(String why) {
    return new ReadOutcome(Status.REFUSED, rows, rejected, Reason.FILE_REFUSED, why);
  }
}
