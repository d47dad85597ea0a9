package io.cxwarehouse.raw;

import java.io.Closeable;
import java.io.IOException;

/** The rows of one file, in its order. */
interface RowReader extends Closeable {
  /**
   * The next row, null at the end.
   *
   * @throws RefusedFileException if nothing of the file can be trusted
   * @throws BrokenTailException if no row can be read from here on
   */
  DeliveredRow next() throws IOException;

  /** Whether every row names its fields itself; otherwise the file does, once. */
  default boolean namesFieldsPerRow() {
    return false;
  }

  /** Whether the file held anything at all: a header, an empty page. Valid after the end. */
  boolean hasContent();
}
