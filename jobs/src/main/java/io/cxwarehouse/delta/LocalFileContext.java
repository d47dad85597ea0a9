package io.cxwarehouse.delta;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.Path;

/**
 * {@link LocalFiles} for Hadoop's newer interface, by which Delta writes its log. A file that is
 * renamed takes no other's place unless it is told to, in one step: two writers of one version of a
 * table cannot both succeed.
 */
public class LocalFileContext extends DelegateToFileSystem {

  /** Settings of a session that reads and writes {@code file:} paths through {@link LocalFiles}. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "spark.hadoop.fs.file.impl", LocalFiles.class.getName(),
          "spark.hadoop.fs.AbstractFileSystem.file.impl", LocalFileContext.class.getName());

  /** Called by Hadoop, by reflection. */
  public LocalFileContext(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
    super(FsConstants.LOCAL_FS_URI, new LocalFiles.Unchecked(), hadoop, "file", false);
  }

  @Override
  public int getUriDefaultPort() {
    return -1;
  }

  /** As on any local disk, a blank, a colon or a percent sign may stand in a name. */
  @Override
  public boolean isValidName(String name) {
    return true;
  }

  @Override
  public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
    java.nio.file.Path source = java.nio.file.Path.of(from.toUri().getPath());
    java.nio.file.Path target = java.nio.file.Path.of(to.toUri().getPath());
    if (overwrite) {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try {
      Files.createLink(target, source);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw (IOException) new FileAlreadyExistsException(to + " exists").initCause(e);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // A folder, or a disk without hard links: Hadoop looks first and renames then.
      super.renameInternal(from, to, false);
      return;
    }
    try {
      remove(source);
    } catch (IOException e) {
      // The file is there by its new name, so that a commit stands and must not be told as failed;
      // Delta passes over a temporary file that is left.
    }
  }

  /** Takes away the name that a renamed file had. */
  void remove(java.nio.file.Path source) throws IOException {
    Files.delete(source);
  }
}
