package io.cxwarehouse.config;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.util.Map;
import java.util.Optional;

/** Reads {@code privacy}: how persons are protected. The key comes from the environment. */
final class PrivacyBinder {

  /** Ends the name of the variable that holds the key before the present one. */
  private static final String OLD = "_OLD";

  private PrivacyBinder() {}

  static Settings.Privacy bind(Node node, Map<String, String> environment) {
    String keyEnv = node.text("key-env", "[A-Za-z_][A-Za-z0-9_]*", "the name of a variable");
    Optional<String> demoKey = node.demoKey("demo-key");
    String key = environment.getOrDefault(keyEnv, "");
    boolean isDemoKey = key.isEmpty() && demoKey.isPresent();
    return new Settings.Privacy(
        keyEnv,
        isDemoKey ? demoKey.get() : key,
        Optional.ofNullable(environment.get(keyEnv + OLD)).filter(old -> !old.isEmpty()),
        isDemoKey,
        node.integer("min-group-size", 1, Integer.MAX_VALUE));
  }

  /** A missing key is told only once all else is right: it is no fault of the files. */
  static void requireKey(Settings.Privacy privacy) {
    if (privacy.key().isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no key for pseudonyms.",
          "the environment variable "
              + privacy.keyEnv()
              + ", named by privacy.key-env, is not set or empty",
          "Set it to a long random text and keep that text, for example export "
              + privacy.keyEnv()
              + "=\"$(openssl rand -hex 32)\"");
    }
  }
}
