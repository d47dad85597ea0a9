package io.cxwarehouse.raw;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Tells a file that may not be read, or is gone since it was listed, from a storage that fails: the
 * first costs that file alone, after the second all is tried again.
 */
final class Unreadable {
  static final String MESSAGE =
      "cannot be read: it is gone since it was listed, or permission is denied; the next run tries"
          + " again";

  private Unreadable() {}

  static boolean is(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof FileNotFoundException
          || t instanceof NoSuchFileException
          || t instanceof AccessDeniedException
          || t instanceof AccessControlException
          || t instanceof org.apache.hadoop.fs.PathPermissionException) {
        return true;
      }
    }
    return false;
  }

  /** Of a local disk Hadoop says of a folder that may not be read only that it cannot be listed. */
  static boolean isFolder(IOException error, boolean isLocal) {
    return isLocal || is(error);
  }
}
