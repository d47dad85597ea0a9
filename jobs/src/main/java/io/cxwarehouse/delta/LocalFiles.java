package io.cxwarehouse.delta;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system without child processes and checksum files. Without its native
 * library, which Spark does not ship, Hadoop starts {@code chmod} for each file and folder that it
 * makes and {@code readlink} for each that it renames: thousands of processes a night. Its {@code
 * .crc} files double the number of files, and Parquet and Delta do not need them. Those that lie
 * there from before are removed with the file they belong to.
 */
public final class LocalFiles extends LocalFileSystem {
  private static final String UMASK = "Umask:";

  public LocalFiles() {
    super(new Unchecked());
  }

  /**
   * The process's own, in octal: Hadoop does not ask for it, and makes files that everybody may
   * read where the system is told not to. Empty where the system does not say (it is not Linux).
   */
  public static Optional<String> umask() {
    try (Stream<String> lines = Files.lines(java.nio.file.Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(UMASK))
          .map(line -> line.substring(UMASK.length()).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void initialize(URI uri, Configuration hadoop) throws IOException {
    super.initialize(uri, hadoop);
    setWriteChecksum(false);
    setVerifyChecksum(false);
  }

  /** The files as they are, asked for in this process. */
  static final class Unchecked extends RawLocalFileSystem {
    private static final Set<PosixFilePermission> ALL = EnumSet.allOf(PosixFilePermission.class);

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      PosixFileAttributeView view =
          Files.getFileAttributeView(pathToFile(path).toPath(), PosixFileAttributeView.class);
      if (view == null) {
        super.setPermission(path, permission);
        return;
      }
      Set<PosixFilePermission> wanted = EnumSet.noneOf(PosixFilePermission.class);
      // Both count from the owner's right to read down to the others' right to execute.
      ALL.stream()
          .filter(right -> (permission.toShort() & (0400 >> right.ordinal())) != 0)
          .forEach(wanted::add);
      try {
        view.setPermissions(wanted);
      } catch (NoSuchFileException e) {
        throw (IOException) new FileNotFoundException(path.toString()).initCause(e);
      }
    }

    /** Only a link needs Hadoop's own way, which asks the system by a process. */
    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      File file = pathToFile(path);
      return Files.isSymbolicLink(file.toPath())
          ? super.getFileLinkStatus(path)
          : getFileStatus(path);
    }
  }
}
