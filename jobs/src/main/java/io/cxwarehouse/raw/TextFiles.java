package io.cxwarehouse.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Opens CSV and JSON from bytes. */
public final class TextFiles {
  private TextFiles() {}

  /** Gives the bytes of a file. */
  @FunctionalInterface
  public interface Bytes {
    InputStream open() throws IOException;
  }

  /**
   * The rows of a file called {@code name}; its bytes are opened when the first row is asked for.
   */
  public static FileRows read(EntityShape shape, String name, Bytes bytes) {
    return new FileRows(shape, () -> open(shape, name, bytes.open()));
  }

  private static RowReader open(EntityShape shape, String name, InputStream packed)
      throws IOException {
    try {
      InputStream in = FileBytes.open(packed, name, shape.limits());
      Reader text = StrictText.open(in, shape.options().charset());
      return switch (shape.format()) {
        case CSV -> new CsvRows(text, shape);
        case JSON -> new JsonRows(text, shape);
        case PARQUET -> throw new IllegalArgumentException("Parquet is not text");
      };
    } catch (IOException | RuntimeException e) {
      packed.close();
      throw e;
    }
  }
}
