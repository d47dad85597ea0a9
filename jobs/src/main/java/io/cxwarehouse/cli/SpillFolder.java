package io.cxwarehouse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where Spark puts rows that do not fit into memory: a folder of this process that nobody else may
 * look into. Folders of processes that died are removed when the next one starts; that they died is
 * told by a lock that the operating system lets go with its process.
 */
final class SpillFolder {
  private static final String LOCK = ".lock";
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> PRIVATE_FILE =
      PosixFilePermissions.fromString("rw-------");

  /** Locks of this process: to open and close such a file would let its lock go. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path lockFile;
  private final FileChannel lock;

  private SpillFolder(Path folder, Path lockFile, FileChannel lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** A new folder below one of these, the first that this process may use. */
  static SpillFolder below(List<Path> parents) {
    IOException last = null;
    for (Path parent : parents) {
      try {
        return below(parent);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException("no folder for temporary files below " + parents, last);
  }

  private static SpillFolder below(Path parent) throws IOException {
    Files.createDirectories(parent.toAbsolutePath().getParent());
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(parent, attributes(PRIVATE));
    }
    if (isPosix()) {
      // Fails where the folder is somebody else's.
      Files.setPosixFilePermissions(parent, PRIVATE);
    }
    sweep(parent);
    while (true) {
      String name = UUID.randomUUID().toString();
      Path lockFile = parent.resolve(name + LOCK);
      FileChannel channel =
          FileChannel.open(
              lockFile,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes(PRIVATE_FILE));
      // Another process that starts now may take the new file for one that was left behind.
      if (channel.tryLock() != null && Files.exists(lockFile)) {
        OWN.add(lockFile);
        Path folder = Files.createDirectory(parent.resolve(name), attributes(PRIVATE));
        return new SpillFolder(folder, lockFile, channel);
      }
      channel.close();
    }
  }

  /** Removes what processes that died have left. */
  private static void sweep(Path parent) throws IOException {
    List<Path> locks;
    try (Stream<Path> files = Files.list(parent)) {
      locks = files.filter(file -> file.getFileName().toString().endsWith(LOCK)).toList();
    }
    for (Path lockFile : locks) {
      if (OWN.contains(lockFile)) {
        continue;
      }
      try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
          FileLock taken = channel.tryLock()) {
        if (taken != null) {
          String name = lockFile.getFileName().toString();
          remove(parent.resolve(name.substring(0, name.length() - LOCK.length())));
          Files.deleteIfExists(lockFile);
        }
      } catch (NoSuchFileException e) {
        // Its process has ended meanwhile.
      }
    }
  }

  Path path() {
    return folder;
  }

  /** Removes the folder with all that is left in it. */
  void remove() {
    try {
      remove(folder);
      Files.deleteIfExists(lockFile);
      lock.close();
      OWN.remove(lockFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the temporary files in " + folder, e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
