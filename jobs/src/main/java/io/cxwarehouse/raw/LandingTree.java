package io.cxwarehouse.raw;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
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
  private long reported;

  LandingTree(String root, Configuration hadoop, Consumer<Finding> findings) throws IOException {
    Path given = new Path(root);
    this.files = given.getFileSystem(LandingStore.plain(hadoop));
    this.root = files.makeQualified(given);
    this.rootPrefix = this.root.toUri().getPath().replaceAll("/+$", "") + "/";
    this.isLocal = "file".equals(files.getUri().getScheme());
    this.findings =
        finding -> {
          reported++;
          findings.accept(finding);
        };
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

  /** Whether a folder's time moves when a file in it comes, goes or gets another name. */
  boolean keepsFolderTimes() {
    return isLocal || "hdfs".equals(files.getUri().getScheme());
  }

  boolean isLocal() {
    return isLocal;
  }

  /** How many names one request to an object store brings: S3 gives no more than 1000. */
  int page() {
    String key = "fs." + files.getUri().getScheme() + ".paging.maximum";
    return Math.max(1, Math.min(1000, files.getConf().getInt(key, 1000)));
  }

  /** Files and folders right below a folder, in order of names. */
  List<Node> children(String folder) throws IOException {
    List<Node> nodes = new ArrayList<>();
    try {
      if (isLocal) {
        addLocal(folder, nodes);
        nodes.sort(Comparator.comparing(Node::path));
        return nodes;
      }
      for (FileStatus status : files.listStatus(folder.isEmpty() ? root : new Path(root, folder))) {
        add(status, nodes);
      }
    } catch (FileNotFoundException | NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      unreadable(folder, e);
      return List.of();
    }
    nodes.sort(Comparator.comparing(Node::path));
    return nodes;
  }

  /** What is done with each file of a listing. */
  interface Visitor {
    void visit(Node file) throws IOException;
  }

  /** Goes through all files below a folder that is not local, without holding them. */
  void visit(String folder, Visitor visitor) throws IOException {
    List<Node> one = new ArrayList<>(1);
    RemoteIterator<LocatedFileStatus> listed;
    try {
      listed = files.listFiles(new Path(root, folder), true);
    } catch (IOException e) {
      unreadable(folder, e);
      return;
    }
    while (true) {
      try {
        if (!listed.hasNext()) {
          return;
        }
        add(listed.next(), one);
      } catch (IOException e) {
        unreadable(folder, e);
        return;
      }
      for (Node node : one) {
        visitor.visit(node);
      }
      one.clear();
    }
  }

  /** All files below a folder. */
  List<Node> filesBelow(String folder) throws IOException {
    if (isLocal) {
      return below(folder).files();
    }
    List<Node> found = new ArrayList<>();
    visit(folder, found::add);
    return found;
  }

  /**
   * What lies below a folder.
   *
   * @param isFlat whether each file that comes moves the folder's own time: no folder lies in it,
   *     not even an empty one, and there was nothing that could not be looked at
   */
  record Below(List<Node> files, boolean isFlat) {}

  /** All files below a folder, and whether there are folders in it. */
  Below below(String folder) throws IOException {
    long before = reported;
    List<Node> found = new ArrayList<>();
    boolean hasFolders = false;
    for (Node node : children(folder)) {
      if (!node.isFolder()) {
        found.add(node);
      } else if (!isHidden(node.name())) {
        hasFolders = true;
        found.addAll(filesBelow(node.path()));
      }
    }
    return new Below(found, !hasFolders && reported == before);
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

  private void tell(Finding.Kind kind, String path, String message) {
    String source = path.contains("/") ? path.substring(0, path.indexOf('/')) : null;
    findings.accept(new Finding(kind, source, path, message));
  }

  /** Names that are no data, at any depth below the source. */
  static boolean isHidden(String path) {
    return Arrays.stream(path.split("/")).anyMatch(p -> p.startsWith("_") || p.startsWith("."));
  }

  private void add(FileStatus status, List<Node> nodes) {
    String full = status.getPath().toUri().getPath();
    if (!full.startsWith(rootPrefix)) {
      findings.accept(
          new Finding(Finding.Kind.OUTSIDE_ROOT, null, full, "lies outside of the landing root"));
      return;
    }
    nodes.add(
        new Node(
            full.substring(rootPrefix.length()),
            status.isDirectory(),
            status.getLen(),
            status.getModificationTime()));
  }

  /** One look at each file: Hadoop takes several, which is most of the time of a large listing. */
  private void addLocal(String folder, List<Node> nodes) throws IOException {
    java.nio.file.Path parent = java.nio.file.Path.of(rootPrefix, folder);
    try (DirectoryStream<java.nio.file.Path> listed = Files.newDirectoryStream(parent)) {
      for (java.nio.file.Path file : listed) {
        String name = file.getFileName().toString();
        addLocal(file, folder.isEmpty() ? name : folder + "/" + name, nodes);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void addLocal(java.nio.file.Path file, String path, List<Node> nodes) throws IOException {
    try {
      BasicFileAttributes is =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (is.isSymbolicLink()) {
        if (leadsOutside(file)) {
          tell(
              Finding.Kind.OUTSIDE_ROOT,
              path,
              "is a symbolic link to a folder, out of the landing root or to nothing: not read");
          return;
        }
        is = Files.readAttributes(file, BasicFileAttributes.class);
      }
      if (is.isOther()) { // reading a pipe would wait for a writer for ever
        if (!isHidden(path)) {
          tell(
              Finding.Kind.UNREADABLE,
              path,
              "is no file, but a pipe, a socket or a device: not read");
        }
        return;
      }
      nodes.add(new Node(path, is.isDirectory(), is.size(), is.lastModifiedTime().toMillis()));
    } catch (NoSuchFileException e) {
      // gone since it was listed
    }
  }

  /** Links to folders are refused wherever they lead: they may form a circle. */
  private boolean leadsOutside(java.nio.file.Path path) throws IOException {
    try {
      return Files.isDirectory(path)
          || !path.toRealPath().startsWith(java.nio.file.Path.of(rootPrefix).toRealPath());
    } catch (NoSuchFileException | AccessDeniedException e) {
      return true;
    }
  }
}
