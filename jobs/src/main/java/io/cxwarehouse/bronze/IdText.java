package io.cxwarehouse.bronze;

import io.cxwarehouse.config.Source;
import java.util.Locale;

/** How ids stand in a cell. */
final class IdText {
  private IdText() {}

  /** What stands between several ids of a source, or of any that they name themselves. */
  static String separator(String source) {
    return source.equals(Source.Person.FULL_NAMES) ? "[;,]" : ";";
  }

  /** The source that a value of the form {@code source:id} names; empty: none. */
  static String source(String value) {
    return value.substring(0, Math.max(0, value.indexOf(':'))).strip().toLowerCase(Locale.ROOT);
  }
}
