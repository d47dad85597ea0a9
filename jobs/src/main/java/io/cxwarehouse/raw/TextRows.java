package io.cxwarehouse.raw;

/** The rows of a text file, each with its place there. */
interface TextRows extends RowReader {
  /** Where the last row stands. */
  Span span();
}
