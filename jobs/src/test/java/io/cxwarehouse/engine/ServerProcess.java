package io.cxwarehouse.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java program that serves a test, in a process of its own that ends with the test. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  /**
   * Starts it and waits until it says on which port it listens.
   *
   * @param folder where it works and leaves its files
   * @param listening finds the port in a line of what it writes
   */
  ServerProcess(Path folder, Pattern listening, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(arguments);
    process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    Thread reader = new Thread(() -> read(listening), "output of " + folder.getFileName());
    reader.setDaemon(true);
    reader.start();
  }

  /** Reads on to the end: a full pipe would stop the server. */
  private void read(Pattern listening) {
    StringBuilder text = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher found = listening.matcher(line);
        if (found.find()) {
          port.complete(Integer.valueOf(found.group(1)));
        } else if (!port.isDone()) {
          text.append(line).append('\n');
        }
      }
      port.completeExceptionally(new IOException("it ended:\n" + text));
    } catch (IOException e) {
      port.completeExceptionally(new UncheckedIOException(e));
    }
  }

  int port() throws Exception {
    return port.get(120, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
