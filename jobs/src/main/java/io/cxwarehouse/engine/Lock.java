package io.cxwarehouse.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The warehouse's single-writer lock: a file that is created atomically and kept fresh by a
 * heartbeat. A lock without a heartbeat for a minute, or of a process of this host that is gone, is
 * taken over. The commits' fence ({@link Commit}) stops a holder that wakes up after that.
 */
public final class Lock implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration STALE = Duration.ofSeconds(60);
  private static final Set<String> ATOMIC_CREATE =
      Set.of("file", "hdfs", "viewfs", "abfs", "abfss");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem fileSystem;
  private final Path file;
  private final String token;
  private final ScheduledExecutorService heart;

  private Lock(FileSystem fileSystem, Path file, String token) {
    this.fileSystem = fileSystem;
    this.file = file;
    this.token = token;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "warehouse-lock");
              thread.setDaemon(true);
              return thread;
            });
    heart.scheduleAtFixedRate(this::beat, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * Takes the lock or fails with exit code 5, naming the holder.
   *
   * @param purpose what the holder does, shown to whoever finds the lock
   */
  public static Lock take(
      String warehouseRoot, String purpose, Configuration hadoop, RunListener listener) {
    Path file = new Path(warehouseRoot, "_cxw_lock");
    try {
      FileSystem fileSystem = file.getFileSystem(hadoop);
      if (!ATOMIC_CREATE.contains(fileSystem.getScheme())) {
        throw new CxwException(
            ExitCode.LOCKED,
            "The warehouse " + warehouseRoot + " cannot be locked.",
            fileSystem.getScheme()
                + " cannot create a file atomically, so two runs could write at once",
            "Keep the warehouse on HDFS, ABFS or a local disk.");
      }
      fileSystem.mkdirs(file.getParent());
      String token = UUID.randomUUID().toString();
      byte[] content = content(token, purpose);
      if (!create(fileSystem, file, content)) {
        takeOver(fileSystem, file, listener);
        if (!create(fileSystem, file, content)) {
          throw held(file, read(fileSystem, file));
        }
      }
      return new Lock(fileSystem, file, token);
    } catch (IOException e) {
      throw new CxwException(
          ExitCode.FAILURE,
          "The warehouse " + warehouseRoot + " cannot be written.",
          String.valueOf(e.getMessage()),
          "Check warehouse.root and the rights on it.",
          e);
    }
  }

  private static byte[] content(String token, String purpose) throws IOException {
    ObjectNode content = JSON.createObjectNode();
    content.put("token", token);
    content.put("host", InetAddress.getLocalHost().getHostName());
    content.put("pid", ProcessHandle.current().pid());
    content.put("since", Instant.now().toString());
    content.put("purpose", purpose);
    return JSON.writeValueAsBytes(content);
  }

  private static boolean create(FileSystem fileSystem, Path file, byte[] content)
      throws IOException {
    if ("file".equals(fileSystem.getScheme())) {
      // Hadoop's local file system looks first and creates then; the operating system does both.
      try {
        Files.write(
            java.nio.file.Path.of(fileSystem.makeQualified(file).toUri().getPath()),
            content,
            StandardOpenOption.CREATE_NEW);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      }
    }
    try (OutputStream out = fileSystem.create(file, false)) {
      out.write(content);
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    }
  }

  private static void takeOver(FileSystem fileSystem, Path file, RunListener listener)
      throws IOException {
    JsonNode holder = read(fileSystem, file);
    long age = System.currentTimeMillis() - fileSystem.getFileStatus(file).getModificationTime();
    boolean isHere = InetAddress.getLocalHost().getHostName().equals(holder.path("host").asText());
    boolean isGone = isHere && ProcessHandle.of(holder.path("pid").asLong()).isEmpty();
    if (!isGone && age < STALE.toMillis()) {
      throw held(file, holder);
    }
    listener.notice(
        "Taking over the lock of process %s on %s, held since %s: %s."
            .formatted(
                holder.path("pid").asText("?"),
                holder.path("host").asText("?"),
                holder.path("since").asText("?"),
                isGone ? "the process is gone" : "no heartbeat for " + age / 1000 + " s"));
    fileSystem.delete(file, false);
  }

  private static JsonNode read(FileSystem fileSystem, Path file) throws IOException {
    try (InputStream in = fileSystem.open(file)) {
      byte[] content = in.readAllBytes();
      return content.length == 0
          ? JSON.createObjectNode()
          : JSON.readTree(new String(content, StandardCharsets.UTF_8));
    }
  }

  private static CxwException held(Path file, JsonNode holder) {
    return new CxwException(
        ExitCode.LOCKED,
        "Another run holds the warehouse " + file.getParent() + ".",
        "process %s on %s, since %s: %s"
            .formatted(
                holder.path("pid").asText("?"),
                holder.path("host").asText("?"),
                holder.path("since").asText("?"),
                holder.path("purpose").asText("?")),
        "Wait until it has ended. A dead holder is taken over by itself after "
            + STALE.toSeconds()
            + " s.");
  }

  private void beat() {
    try {
      fileSystem.setTimes(file, System.currentTimeMillis(), -1);
    } catch (IOException e) {
      // The next beat tries again; the fence in every commit guards what a lost lock would not.
      System.getLogger(Lock.class.getName())
          .log(System.Logger.Level.WARNING, "The lock's heartbeat failed: {0}", e.getMessage());
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
    try {
      if (fileSystem.exists(file) && token.equals(read(fileSystem, file).path("token").asText())) {
        fileSystem.delete(file, false);
      }
    } catch (IOException e) {
      System.getLogger(Lock.class.getName())
          .log(System.Logger.Level.WARNING, "The lock could not be removed: {0}", e.getMessage());
    }
  }
}
