package io.cxwarehouse.raw;

import java.io.IOException;

/** The rows before this place stand; what follows cannot be told apart into rows. */
final class BrokenTailException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String raw;

  BrokenTailException(String message, String raw) {
    super(message);
    this.raw = raw;
  }

  /** Text at the break, unmasked. */
  String raw() {
    return raw;
  }
}
