package io.cxwarehouse.observe;

import io.cxwarehouse.config.Observe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Where metrics go: the file that a node exporter reads, and a push gateway. */
final class MetricsPlaces {
  private static final String TYPE = "text/plain; version=0.0.4";

  private final Observe settings;
  private final Http http;

  MetricsPlaces(Observe settings, Http http) {
    this.settings = settings;
    this.http = http;
  }

  boolean isAny() {
    return settings.metricsFile().isPresent() || settings.pushGateway().isPresent();
  }

  /** A reader sees the file of before or the whole new one. */
  void write(String text) throws IOException {
    Path file = Path.of(settings.metricsFile().orElseThrow()).toAbsolutePath();
    Files.createDirectories(file.getParent());
    Path next = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".tmp");
    try {
      Files.writeString(next, text);
      next.toFile().setReadable(true, false);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** PUT replaces all metrics of this warehouse's group. */
  void push(String text) throws IOException {
    String gateway = settings.pushGateway().orElseThrow().toString().replaceFirst("/+$", "");
    http.send(
        "PUT",
        URI.create(gateway + "/metrics/job/cxw/warehouse/" + settings.name()),
        TYPE,
        text,
        Map.of());
  }

  boolean hasFile() {
    return settings.metricsFile().isPresent();
  }

  boolean hasGateway() {
    return settings.pushGateway().isPresent();
  }
}
