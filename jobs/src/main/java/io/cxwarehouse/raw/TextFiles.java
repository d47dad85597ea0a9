package io.cxwarehouse.raw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Opens CSV and JSON from bytes. */
public final class TextFiles {
  private static final int MOST_BLANKS = 8_192;

  private TextFiles() {}

  /** Gives the bytes of a file. */
  @FunctionalInterface
  public interface Bytes {
    InputStream open() throws IOException;
  }

  /**
   * The rows of a file at {@code path} below the landing root; its bytes are opened when the first
   * row is asked for.
   */
  public static FileRows read(EntityShape entity, String path, Bytes bytes) {
    EntityShape shape = entity.at(path);
    return new FileRows(shape, PathValues.of(entity, path), () -> open(shape, path, bytes.open()));
  }

  static TextRows open(EntityShape shape, String name, InputStream packed) throws IOException {
    try {
      InputStream in = FileBytes.open(packed, name, shape.limits());
      Reader text = StrictText.open(in, shape.options().charset());
      return switch (shape.format()) {
        case CSV -> new CsvRows(text, shape);
        case JSON -> new JsonRows(text, shape);
        case TEXT -> told(text, shape);
        case PARQUET -> throw new IllegalArgumentException("Parquet is not text");
      };
    } catch (IOException | RuntimeException e) {
      packed.close();
      throw e;
    }
  }

  /** JSON begins with a brace or bracket, which is no column's name. */
  private static TextRows told(Reader in, EntityShape shape) throws IOException {
    BufferedReader text = new BufferedReader(in, MOST_BLANKS);
    text.mark(MOST_BLANKS);
    int first = text.read();
    for (int i = 1; i < MOST_BLANKS - 1 && Character.isWhitespace(first); i++) {
      first = text.read();
    }
    text.reset();
    return first == '{' || first == '[' ? new JsonRows(text, shape) : new CsvRows(text, shape);
  }
}
