package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.CxwProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own: there is one context in a process, and the tests have theirs. */
class LocalContextTest {
  @TempDir Path folder;

  @Test
  void stagesAreNamedByTheLineOfTheProgramThatAskedForThem() throws Exception {
    Path events = Files.createDirectory(folder.resolve("events"));
    File printed = folder.resolve("printed.txt").toFile();

    Process run =
        new ProcessBuilder(
                CxwProcess.runOfOneOrder(
                    folder,
                    "--set",
                    "spark.eventLog.enabled=true",
                    "--set",
                    "spark.eventLog.dir=\"" + events.toUri() + "\""))
            .redirectErrorStream(true)
            .redirectOutput(printed)
            .start();

    assertThat(run.waitFor()).as(Files.readString(printed.toPath())).isZero();
    // What a query sends around is collected by a thread of Spark's own.
    assertThat(stageNames(events))
        .anyMatch(name -> name.matches("\\w+[.]java:\\d+"))
        .allMatch(name -> name.matches("\\w+[.]java:\\d+|Spark"));
  }

  private static List<String> stageNames(Path events) throws IOException {
    try (Stream<Path> files = Files.walk(events)) {
      return files
          .filter(Files::isRegularFile)
          .flatMap(LocalContextTest::lines)
          .filter(line -> line.contains("SparkListenerStageCompleted"))
          .map(line -> line.replaceAll(".*?\"Stage Name\":\"(.*?)\".*", "$1"))
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
