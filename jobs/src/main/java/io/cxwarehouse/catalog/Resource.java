package io.cxwarehouse.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A file that the program brings. */
public final class Resource {
  private Resource() {}

  /**
   * Its text.
   *
   * @param path on the class path, such as {@code status/runs.sql}
   */
  public static String text(String path) {
    return find(path).orElseThrow(() -> new IllegalStateException("the program has no " + path));
  }

  /** Its text, if there is such a file. */
  public static Optional<String> find(String path) {
    try (InputStream file = Resource.class.getClassLoader().getResourceAsStream(path)) {
      return file == null
          ? Optional.empty()
          : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " of the program", e);
    }
  }
}
