package io.cxwarehouse.raw;

/**
 * Where a row stands in the text of its file, in characters.
 *
 * @param end behind it
 * @param array which of the file's arrays it is an element of, {@link #NO_ARRAY} for none
 */
record Span(long start, long end, int array) {
  static final int NO_ARRAY = 0;
}
