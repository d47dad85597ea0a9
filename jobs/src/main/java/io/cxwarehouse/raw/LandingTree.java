package io.cxwarehouse.raw;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Lists the landing folder. A local one is walked and its symbolic links are checked; elsewhere a
 * recursive listing costs one request a thousand files instead of one a folder.
 */
final class LandingTree {
  /** A file, or a folder where folders are asked for; {@code path} is below the root. */
  record Node(String path, boolean isFolder, long bytes, long modifiedMillis) {
    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  private final Path root;
  private final FileSystem files;
  private final String rootPrefix;
  private final boolean isLocal;
  private final Consumer<Finding> findings;

  LandingTree(String root, Configuration hadoop, Consumer<Finding> findings) {
    try {
      Path given = new Path(root);
      this.files = given.getFileSystem(LandingStore.plain(hadoop));
      this.root = files.makeQualified(given);
      this.rootPrefix = this.root.toUri().getPath().replaceAll("/+$", "") + "/";
      this.isLocal = "file".equals(files.getUri().getScheme());
      this.findings = findings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path absolute(String path) {
    return new Path(root, path);
  }

  FileSystem files() {
    return files;
  }

  boolean exists() throws IOException {
    return files.exists(root);
  }

  /** Files and folders right below a folder, in order of names. */
  List<Node> children(String folder) throws IOException {
    List<Node> nodes = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(folder.isEmpty() ? root : new Path(root, folder))) {
        add(status, nodes);
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      unreadable(folder, e);
      return List.of();
    }
    nodes.sort(Comparator.comparing(Node::path));
    return nodes;
  }

  /** All files below a folder. */
  List<Node> filesBelow(String folder) throws IOException {
    List<Node> found = new ArrayList<>();
    if (!isLocal) {
      try {
        RemoteIterator<LocatedFileStatus> listed = files.listFiles(new Path(root, folder), true);
        while (listed.hasNext()) {
          add(listed.next(), found);
        }
      } catch (IOException e) {
        unreadable(folder, e);
      }
      return found;
    }
    for (Node node : children(folder)) {
      if (!node.isFolder()) {
        found.add(node);
      } else if (!isHidden(node.name())) {
        found.addAll(filesBelow(node.path()));
      }
    }
    return found;
  }

  /** One folder that may not be listed does not keep the others from being read. */
  private void unreadable(String folder, IOException error) throws IOException {
    if (folder.isEmpty() || !Unreadable.isFolder(error, isLocal)) {
      throw error;
    }
    findings.accept(
        new Finding(
            Finding.Kind.UNREADABLE,
            folder.contains("/") ? folder.substring(0, folder.indexOf('/')) : folder,
            folder,
            "cannot be listed: " + error.getMessage() + "; the next run tries again"));
  }

  /** Names that are no data, at any depth below the source. */
  static boolean isHidden(String path) {
    return Arrays.stream(path.split("/")).anyMatch(p -> p.startsWith("_") || p.startsWith("."));
  }

  private void add(FileStatus status, List<Node> nodes) throws IOException {
    String full = status.getPath().toUri().getPath();
    if (!full.startsWith(rootPrefix)) {
      findings.accept(
          new Finding(Finding.Kind.OUTSIDE_ROOT, null, full, "lies outside of the landing root"));
      return;
    }
    String path = full.substring(rootPrefix.length());
    if (isLocal && leadsOutside(full, status.isDirectory())) {
      findings.accept(
          new Finding(
              Finding.Kind.OUTSIDE_ROOT,
              path.contains("/") ? path.substring(0, path.indexOf('/')) : null,
              path,
              "is a symbolic link to a folder, out of the landing root or to nothing: not read"));
      return;
    }
    nodes.add(new Node(path, status.isDirectory(), status.getLen(), status.getModificationTime()));
  }

  /** Links to folders are refused wherever they lead: they may form a circle. */
  private boolean leadsOutside(String full, boolean isFolder) throws IOException {
    java.nio.file.Path path = java.nio.file.Path.of(full);
    if (!Files.isSymbolicLink(path)) {
      return false;
    }
    try {
      return isFolder
          || !path.toRealPath().startsWith(java.nio.file.Path.of(rootPrefix).toRealPath());
    } catch (NoSuchFileException | AccessDeniedException e) {
      return true;
    }
  }
}
