package io.cxwarehouse.engine;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.ipc.RemoteException;

/**
 * The numbered files of a lock. The highest number is the lock as it stands; whoever creates the
 * next one has it. The highest is never removed, so that a number never comes again.
 */
final class LockFiles {
  private static final String NAME = "\\d{10}";

  private final FileSystem fileSystem;
  private final Path folder;

  LockFiles(Path folder, Configuration hadoop) throws IOException {
    this.folder = folder;
    this.fileSystem = folder.getFileSystem(hadoop);
  }

  /** A file with its number and content. */
  record Numbered(long number, byte[] content) {
    LockHolder holder() {
      return LockHolder.of(content);
    }

    boolean isSameAs(Numbered other) {
      return number == other.number && Arrays.equals(content, other.content);
    }
  }

  String scheme() {
    return fileSystem.getScheme();
  }

  boolean exists() throws IOException {
    return fileSystem.exists(folder);
  }

  void createFolder() throws IOException {
    fileSystem.mkdirs(folder);
  }

  /** The lock as it stands; empty: nobody has ever had it. */
  Optional<Numbered> newest() throws IOException {
    for (int attempt = 0; ; attempt++) {
      Optional<Path> newest =
          Arrays.stream(fileSystem.listStatus(folder))
              .map(FileStatus::getPath)
              .filter(file -> file.getName().matches(NAME))
              .max(Comparator.comparing(Path::getName));
      if (newest.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream in = fileSystem.open(newest.get())) {
        return Optional.of(new Numbered(Long.parseLong(newest.get().getName()), in.readAllBytes()));
      } catch (FileNotFoundException e) { // taken over and tidied up since it was listed
        if (attempt == 3) {
          throw e;
        }
      }
    }
  }

  /** Creates a file unless it exists; of several that try, one succeeds. */
  boolean create(long number, byte[] content) throws IOException {
    if (isLocal()) {
      // Hadoop's local file system looks first and creates then; the operating system does both.
      try {
        Files.write(local(number), content, StandardOpenOption.CREATE_NEW);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      }
    }
    try (OutputStream out = fileSystem.create(file(number), false)) {
      out.write(content);
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException | FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      if (isAnotherQuicker(e)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Whether the file is just being created by another, which HDFS says by an error of the server's;
   * or was created since this one began, which Google Cloud Storage says by a status of HTTP.
   */
  private static boolean isAnotherQuicker(IOException error) {
    if (error instanceof RemoteException remote
        && AlreadyBeingCreatedException.class.getName().equals(remote.getClassName())) {
      return true;
    }
    return Stream.iterate((Throwable) error, Objects::nonNull, Throwable::getCause)
        .anyMatch(e -> String.valueOf(e.getMessage()).contains("412 Precondition Failed"));
  }

  /** Gives the holder's own file other content. A touch would not do: ABFS keeps no times. */
  void rewrite(long number, byte[] content) throws IOException {
    if (isLocal()) {
      java.nio.file.Path file = local(number);
      java.nio.file.Path fresh = file.resolveSibling("." + file.getFileName());
      try {
        Files.write(fresh, content);
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) { // on a full disk there is room for the same file only
        Files.write(file, content);
      }
      return;
    }
    try (OutputStream out = fileSystem.create(file(number), true)) {
      out.write(content);
    }
  }

  /** Removes files of former holders. */
  void deleteBelow(long number) throws IOException {
    for (FileStatus file : fileSystem.listStatus(folder)) {
      String name = file.getPath().getName();
      if (name.matches(NAME) && Long.parseLong(name) < number) {
        fileSystem.delete(file.getPath(), false);
      }
    }
  }

  private boolean isLocal() {
    return "file".equals(fileSystem.getScheme());
  }

  private Path file(long number) {
    return new Path(folder, "%010d".formatted(number));
  }

  private java.nio.file.Path local(long number) {
    return java.nio.file.Path.of(fileSystem.makeQualified(file(number)).toUri().getPath());
  }
}
