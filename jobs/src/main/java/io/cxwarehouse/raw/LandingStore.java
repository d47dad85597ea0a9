package io.cxwarehouse.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Files of the landing folder, to be written anew: others see the old file or the new one. On a
 * local disk Hadoop's checksum files are left out, which would refuse a file that its source
 * changes later.
 */
final class LandingStore {
  private final Configuration hadoop;
  private final Path root;
  private final LocalFileSystem local;
  private final FileSystem files;

  LandingStore(String root, Configuration hadoop) {
    try {
      FileSystem given = new Path(root).getFileSystem(hadoop);
      this.hadoop = hadoop;
      this.root = given.makeQualified(new Path(root));
      this.local = given instanceof LocalFileSystem checked ? checked : null;
      this.files = local == null ? given : local.getRawFileSystem();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path absolute(String path) {
    return new Path(root, path);
  }

  boolean exists(String path) throws IOException {
    return files.exists(absolute(path));
  }

  boolean isLink(String path) {
    return local != null
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
    if (local == null) {
      FileContext.getFileContext(root.toUri(), hadoop)
          .rename(absolute(from), absolute(to), Options.Rename.OVERWRITE);
      return;
    }
    files.delete(local.getChecksumFile(absolute(to)), false);
    if (!files.rename(absolute(from), absolute(to))) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  void delete(String path) throws IOException {
    files.delete(absolute(path), false);
  }
}
