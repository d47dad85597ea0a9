package io.cxwarehouse.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a lock file says of its holder. A process is told from others by the kernel's boot, its PID
 * namespace, its number there and when it started: hosts and containers share names and numbers.
 */
final class LockHolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RELEASED = "released";

  private final JsonNode content;

  private LockHolder(JsonNode content) {
    this.content = content;
  }

  /** This machine's name, also where no name service knows it, as in a plain container. */
  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return String.valueOf(e.getMessage()).split(":", 2)[0];
    }
  }

  /** This process, with a token of its own for each lock. */
  static LockHolder self(String token, String purpose, Optional<String> namespace) {
    ObjectNode content = JSON.createObjectNode();
    content.put("token", token);
    content.put("host", host());
    namespace.ifPresent(name -> content.put("namespace", name));
    content.put("pid", ProcessHandle.current().pid());
    started(ProcessHandle.current()).ifPresent(at -> content.put("started", at));
    content.put("since", Instant.now().toString());
    content.put("purpose", purpose);
    return new LockHolder(content);
  }

  /** A file that is being written, or was never written to its end, tells nothing. */
  static LockHolder of(byte[] bytes) {
    try {
      return new LockHolder(JSON.readTree(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return new LockHolder(JSON.createObjectNode());
    }
  }

  /** The content with a count that makes it differ from the one before. */
  byte[] beating(long beat) throws IOException {
    return JSON.writeValueAsBytes(((ObjectNode) content.deepCopy()).put("beat", beat));
  }

  byte[] released() throws IOException {
    return JSON.writeValueAsBytes(((ObjectNode) content.deepCopy()).put(RELEASED, true));
  }

  boolean isReleased() {
    return content.path(RELEASED).asBoolean();
  }

  String token() {
    return content.path("token").asText();
  }

  /**
   * Whether its process runs; empty where that cannot be told from here.
   *
   * @param namespace this process's
   */
  Optional<Boolean> isRunning(Optional<String> namespace) {
    String there = content.path("namespace").asText("");
    if (there.isEmpty() || !namespace.equals(Optional.of(there))) {
      return Optional.empty();
    }
    return Optional.of(
        ProcessHandle.of(content.path("pid").asLong())
            .filter(process -> started(process).equals(started()))
            .isPresent());
  }

  private Optional<String> started() {
    return Optional.ofNullable(content.path("started").asText(null));
  }

  private static Optional<String> started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString);
  }

  /** The kernel's boot and the PID namespace; empty where the system has no such things. */
  static Optional<String> namespace() {
    try {
      return Optional.of(
          Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
              + " "
              + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "process %s on %s, since %s: %s"
        .formatted(
            content.path("pid").asText("?"),
            content.path("host").asText("?"),
            content.path("since").asText("?"),
            content.path("purpose").asText("?"));
  }
}
