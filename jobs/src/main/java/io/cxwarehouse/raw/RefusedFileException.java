package io.cxwarehouse.raw;

import java.io.IOException;

/** Nothing of the file can be trusted: none of its rows is taken in. */
final class RefusedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedFileException(String message) {
    super(message);
  }

  RefusedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
