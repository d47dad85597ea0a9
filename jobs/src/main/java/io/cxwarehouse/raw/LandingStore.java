package io.cxwarehouse.raw;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Files of the landing folder, to be written anew: others see the old file or the new one. */
final class LandingStore {
  private final Configuration hadoop;
  private final Path root;
  private final boolean isLocal;
  private final FileSystem files;

  LandingStore(String root, Configuration hadoop) {
    try {
      this.hadoop = plain(hadoop);
      this.files = new Path(root).getFileSystem(this.hadoop);
      this.root = files.makeQualified(new Path(root));
      this.isLocal = files instanceof RawLocalFileSystem;
    } catch (IOException e) {
      throw new CxwException(
          ExitCode.FAILURE,
          "The landing folder " + root + " cannot be reached.",
          String.valueOf(e),
          "Mend the storage or the network to it, or correct landing.root, and run the same command"
              + " again: it may be repeated.",
          e);
    }
  }

  /**
   * Opens local files without Hadoop's checksum files: these would refuse a file that its source
   * changes later, and cannot be named for one with a colon in its name.
   */
  static Configuration plain(Configuration hadoop) {
    Configuration plain = new Configuration(hadoop);
    plain.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
    // The cache knows file systems by their scheme alone.
    plain.setBoolean("fs.file.impl.disable.cache", true);
    return plain;
  }

  Path absolute(String path) {
    return new Path(root, path);
  }

  boolean exists(String path) throws IOException {
    return files.exists(absolute(path));
  }

  /** Whether there is such a file, and no symbolic link leads out of the landing folder. */
  boolean holds(String path) throws IOException {
    if (!exists(path)) {
      return false;
    }
    java.nio.file.Path top = java.nio.file.Path.of(root.toUri().getPath());
    return !isLocal || top.resolve(path).toRealPath().startsWith(top.toRealPath());
  }

  boolean isLink(String path) {
    return isLocal
        && java.nio.file.Files.isSymbolicLink(
            java.nio.file.Path.of(absolute(path).toUri().getPath()));
  }

  long bytes(String path) throws IOException {
    return files.getFileStatus(absolute(path)).getLen();
  }

  InputStream open(String path) throws IOException {
    return files.open(absolute(path), 1 << 16);
  }

  /** Begins a file that whoever may read the other may read. */
  OutputStream create(String path, String other) throws IOException {
    Path to = absolute(path);
    return files.create(
        to,
        files.getFileStatus(absolute(other)).getPermission(),
        true,
        1 << 16,
        files.getDefaultReplication(to),
        files.getDefaultBlockSize(to),
        null);
  }

  /** Puts a file in the place of another, with its time: it was not delivered anew. */
  void replace(String path, String by) throws IOException {
    FileStatus before = files.getFileStatus(absolute(path));
    files.setTimes(absolute(by), before.getModificationTime(), -1);
    move(by, path);
  }

  void move(String from, String to) throws IOException {
    if (!isLocal) {
      FileContext.getFileContext(root.toUri(), hadoop)
          .rename(absolute(from), absolute(to), Options.Rename.OVERWRITE);
      return;
    }
    Path target = absolute(to);
    files.delete(
        new Path(target.getParent(), new Path(null, null, "." + target.getName() + ".crc")), false);
    if (!files.rename(absolute(from), absolute(to))) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  void delete(String path) throws IOException {
    files.delete(absolute(path), false);
  }
}
