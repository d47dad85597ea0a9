package io.cxwarehouse.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.SparkCase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest extends SparkCase {
  @TempDir Path folder;

  @Test
  void writesTablesWithoutChildProcessesAndChecksumFiles() throws Exception {
    String table = folder.resolve("table").toString();
    // What starts one process for all of Hadoop has done so when this has run.
    spark().range(3).write().format("delta").save(folder.resolve("first").toString());
    List<String> started =
        startedBy(
            () -> {
              spark().range(10).write().format("delta").save(table);
              spark().range(10, 20).write().format("delta").mode("append").save(table);
              assertThat(spark().read().format("delta").load(table).count()).isEqualTo(20);
            });
    assertThat(started).isEmpty();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".") && name.endsWith(".crc"));
    }
  }

  @Test
  void setsTheRightsThatAreAskedFor() throws IOException {
    FileSystem files = local();
    Path file = folder.resolve("file");
    files
        .create(hadoop(file), new FsPermission((short) 0640), true, 10, (short) 1, 1 << 20, null)
        .close();
    files.mkdirs(hadoop(folder.resolve("private")), new FsPermission((short) 0700));
    assertThat(rights(file)).isEqualTo("rw-r-----");
    assertThat(rights(folder.resolve("private"))).isEqualTo("rwx------");
    files.setPermission(hadoop(file), new FsPermission((short) 0421));
    assertThat(rights(file)).isEqualTo("r---w---x");
  }

  @Test
  void takesNoOtherFilesPlaceUnlessToldTo() throws IOException {
    FileContext files = FileContext.getFileContext(hadoop());
    Path one = Files.writeString(folder.resolve("1: one %"), "one");
    Path two = Files.writeString(folder.resolve("two"), "two");
    assertThatThrownBy(() -> files.rename(hadoop(one), hadoop(two)))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(two).hasContent("two");
    assertThat(one).hasContent("one");
    files.rename(hadoop(one), hadoop(folder.resolve("three")));
    assertThat(folder.resolve("three")).hasContent("one");
    assertThat(one).doesNotExist();
    files.rename(hadoop(folder.resolve("three")), hadoop(two), Rename.OVERWRITE);
    assertThat(two).hasContent("one");
  }

  @Test
  void aFileWhoseOldNameCannotBeRemovedIsRenamed() throws Exception {
    LocalFileContext files =
        new LocalFileContext(URI.create("file:///"), hadoop()) {
          @Override
          void remove(Path source) throws IOException {
            throw new AccessDeniedException(source.toString());
          }
        };
    Path commit = Files.writeString(folder.resolve(".0.json.tmp"), "commit");
    files.renameInternal(hadoop(commit), hadoop(folder.resolve("0.json")), false);
    assertThat(folder.resolve("0.json")).hasContent("commit");
    assertThatThrownBy(
            () -> files.renameInternal(hadoop(commit), hadoop(folder.resolve("0.json")), false))
        .as("it is committed once")
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void renamesFolders() throws IOException {
    FileContext files = FileContext.getFileContext(hadoop());
    Files.writeString(Files.createDirectory(folder.resolve("here")).resolve("file"), "text");
    files.rename(hadoop(folder.resolve("here")), hadoop(folder.resolve("there")));
    assertThat(folder.resolve("there/file")).hasContent("text");
    assertThat(folder.resolve("here")).doesNotExist();
  }

  @Test
  void removesTheChecksumOfAFileThatItWritesAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("_last_checkpoint"), "old");
    Path checksum = Files.writeString(folder.resolve("._last_checkpoint.crc"), "of before");
    try (FSDataOutputStream out = local().create(hadoop(file), true)) {
      out.writeBytes("new");
    }
    assertThat(file).hasContent("new");
    assertThat(checksum).doesNotExist();
  }

  @Test
  void tellsOfFilesAndLinksWhatHadoopDoes() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    try (FileSystem hadoops = new LocalFileSystem()) {
      hadoops.initialize(URI.create("file:///"), hadoop());
      for (Path path : List.of(file, link, folder)) {
        FileStatus ours = local().getFileLinkStatus(hadoop(path));
        FileStatus theirs = hadoops.getFileLinkStatus(hadoop(path));
        assertThat(ours.toString()).isEqualTo(theirs.toString());
      }
    }
  }

  private List<String> startedBy(Runnable work) throws IOException {
    Path events = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart").withThreshold(Duration.ZERO);
      recording.start();
      work.run();
      recording.stop();
      recording.dump(events);
    }
    return RecordingFile.readAllEvents(events).stream()
        .map(event -> event.getString("command"))
        .toList();
  }

  private FileSystem local() throws IOException {
    return FileSystem.newInstance(URI.create("file:///"), hadoop());
  }

  private Configuration hadoop() {
    return spark().sessionState().newHadoopConf();
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
