package io.cxwarehouse.config;

import java.util.Optional;

/** How secrets are shown where settings are. */
final class Secrets {
  static final String HIDDEN = "***";

  private Secrets() {}

  /** That there is one. */
  static Optional<String> hidden(Optional<?> secret) {
    return secret.map(known -> HIDDEN);
  }
}
