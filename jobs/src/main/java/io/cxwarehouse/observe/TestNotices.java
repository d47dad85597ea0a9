package io.cxwarehouse.observe;

import io.cxwarehouse.config.Observe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tries every place where notices go. */
public final class TestNotices {
  private TestNotices() {}

  /** Sends a test to each; returns by name what went wrong, if anything did. */
  public static Map<String, Optional<String>> send(Observe settings) {
    Map<String, Optional<String>> results = new LinkedHashMap<>();
    Message message = Message.test(settings.name());
    Observing.targets(settings, new Http())
        .forEach(target -> results.put(target.name(), target.send(message)));
    return results;
  }
}
