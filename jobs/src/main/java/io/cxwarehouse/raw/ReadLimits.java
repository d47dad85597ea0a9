package io.cxwarehouse.raw;

import java.io.Serializable;

/**
 * What a file may ask of a task's memory and time.
 *
 * @param fieldChars longest field; a longer one quarantines its row
 * @param recordChars longest record
 * @param recordLines most lines of one record: beyond, its quote was never closed
 * @param expandedBytes most bytes that a compressed file may expand to
 * @param expansionRatio most bytes per compressed byte, checked once a file is past {@link
 *     #RATIO_FLOOR_BYTES}
 */
public record ReadLimits(
    int fieldChars, int recordChars, int recordLines, long expandedBytes, int expansionRatio)
    implements Serializable {
  static final long RATIO_FLOOR_BYTES = 64L << 20;

  public static final ReadLimits DEFAULT = new ReadLimits(4 << 20, 16 << 20, 5_000, 32L << 30, 200);
}
