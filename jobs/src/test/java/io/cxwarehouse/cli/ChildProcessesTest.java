package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.CxwProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own: what is kept for a whole process decides here. */
class ChildProcessesTest {
  @TempDir Path folder;

  /**
   * Each costs as much as writing a small file. Hadoop asks once whether {@code setsid} is there,
   * and Spark once for the size of a page, whatever a run does.
   */
  @Test
  void aRunStartsNoProcessForWhatItWrites() throws Exception {
    Path recorded = folder.resolve("run.jfr");
    List<String> command = CxwProcess.runOfOneOrder(folder);
    command.add(1, "-XX:StartFlightRecording=filename=" + recorded);
    File printed = folder.resolve("printed.txt").toFile();
    Process run =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed).start();
    assertThat(run.waitFor()).as(Files.readString(printed.toPath())).isZero();
    assertThat(folder.resolve("warehouse/silver/orders/_delta_log")).isDirectory();
    assertThat(
            RecordingFile.readAllEvents(recorded).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.ProcessStart"))
                .map(event -> event.getString("command")))
        .isSubsetOf("setsid bash -c echo $$", "getconf PAGESIZE");
  }
}
