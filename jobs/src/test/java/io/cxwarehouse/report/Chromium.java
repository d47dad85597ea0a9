package io.cxwarehouse.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a window. Where there is none, Debian's package is installed. */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /**
   * What became of a page.
   *
   * @param dom after its scripts have run
   * @param console messages of scripts and of the content security policy
   */
  record Shown(String dom, List<String> console) {}

  private final String program;
  private final Path folder;

  private Chromium(String program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  static Chromium in(Path folder) throws Exception {
    Optional<String> there = find();
    if (there.isEmpty()) {
      run(folder, List.of("apt-get", "update", "-qq"));
      run(folder, List.of("apt-get", "install", "-y", "-qq", "chromium"));
      there = find();
    }
    return new Chromium(
        there.orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no Chromium, and it could not be installed (Debian: apt-get install"
                        + " chromium).")),
        folder);
  }

  private static Optional<String> find() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(path -> NAMES.stream().map(name -> Path.of(path, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** Opens a page, lets its scripts run, and takes down what is there then. */
  Shown show(Path page, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("browser"),
                "--enable-logging=stderr",
                "--window-size=1440,1000",
                "--dump-dom"));
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    List<String> texts = run(folder, command);
    return new Shown(
        texts.get(0), texts.get(1).lines().filter(line -> line.contains("CONSOLE")).toList());
  }

  /** What a command wrote: to standard output, and to standard error. */
  private static List<String> run(Path folder, List<String> command) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command.get(0) + " does not end");
      }
    } catch (IOException e) { // no such program: who asked sees that nothing is there
      return List.of("", e.toString());
    }
    return List.of(
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
