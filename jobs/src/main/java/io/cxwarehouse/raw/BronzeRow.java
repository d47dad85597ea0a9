package io.cxwarehouse.raw;

/**
 * A row ready for its table.
 *
 * @param values in the order of the entity's columns; null for a rejected row
 * @param rawText masked text of a rejected row
 */
public record BronzeRow(
    Kind kind,
    long number,
    String[] values,
    String rescued,
    String key,
    String cursor,
    String contentHash,
    String reason,
    String message,
    String rawText) {

  /** What becomes of it. */
  public enum Kind {
    GOOD,
    REJECTED,
    /** Rejected, and recorded only if its file is not refused: a sample stands for the file. */
    REJECTED_BEYOND_SAMPLE
  }
}
