package io.cxwarehouse.raw;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A date's folder of one entity as it was listed, and wholly dealt with, last.
 *
 * @param path {@code source/entity/date}
 * @param digest the same if, and only if, the same files lay there with the same sizes and times
 * @param reading fingerprint of how its files were read
 * @param modifiedMillis the folder's own time, null where it does not tell whether files came or
 *     went
 */
public record ListedFolder(
    String path,
    LocalDate deliveryDate,
    long files,
    String digest,
    String reading,
    Long modifiedMillis) {

  /** Whether the same files lie there, and were read in the same way. */
  boolean isSameAs(ListedFolder other) {
    return other != null && digest.equals(other.digest) && reading.equals(other.reading);
  }

  /** Whether no file can have come or gone since. */
  boolean isUntouched(long modifiedNow, String readingNow) {
    return Objects.equals(modifiedMillis, modifiedNow) && reading.equals(readingNow);
  }
}
