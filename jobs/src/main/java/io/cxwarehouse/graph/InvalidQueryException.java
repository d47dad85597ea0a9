package io.cxwarehouse.graph;

/** A query text that Spark cannot parse or analyse; the caller adds which file it stands in. */
final class InvalidQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidQueryException(String message, Throwable cause) {
    super(message, cause);
  }
}
