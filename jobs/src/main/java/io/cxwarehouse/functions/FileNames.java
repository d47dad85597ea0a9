package io.cxwarehouse.functions;

import org.apache.spark.unsafe.types.UTF8String;

/** In which order files come that were written one after the other. */
public final class FileNames {
  private static final int MOST_PER_DIGIT = 8;

  private FileNames() {}

  /**
   * A text that sorts as the path does where its numbers are read as numbers, so that page 10 comes
   * after page 2: each number is led by how many digits it has. Paths that differ only in leading
   * zeros sort by their text.
   */
  public static UTF8String order(UTF8String path) {
    return UTF8String.fromString(order(path.toString()));
  }

  /** See {@link #order(UTF8String)}. */
  public static String order(String path) {
    StringBuilder text = new StringBuilder(path.length() + 16);
    boolean isPadded = false;
    int i = 0;
    while (i < path.length()) {
      int end = i;
      while (end < path.length() && isDigit(path.charAt(end))) {
        end++;
      }
      if (end == i) {
        text.append(path.charAt(i++));
        continue;
      }
      int first = i;
      while (first < end - 1 && path.charAt(first) == '0') {
        first++;
      }
      isPadded |= first > i;
      // A leading digit of 9 says that more digits follow: longer numbers sort after shorter ones.
      int digits = end - first;
      for (; digits > MOST_PER_DIGIT; digits -= MOST_PER_DIGIT) {
        text.append('9');
      }
      text.append(digits).append(path, first, end);
      i = end;
    }
    return isPadded ? text.append('\0').append(path).toString() : text.toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
