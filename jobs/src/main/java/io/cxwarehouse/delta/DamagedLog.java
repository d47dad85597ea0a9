package io.cxwarehouse.delta;

import io.cxwarehouse.catalog.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * Brings a table whose log cannot be read back to its last version that can. What is in the way is
 * not deleted: it is moved to a folder beside the tables. Versions before it can be read as they
 * could.
 */
public final class DamagedLog {
  private static final String LOG = "_delta_log";
  private static final String COMMIT = "\\d{20}\\.(json|crc)";
  private static final String CHECKPOINT = "\\d{20}\\.checkpoint\\..*";

  private final Tables tables;
  private final SparkSession session;
  private final TableId table;
  private final Path aside;
  private final FileSystem files;

  /**
   * @param aside where files go that are in the way
   */
  public DamagedLog(Tables tables, SparkSession session, TableId table, Path aside) {
    this.tables = tables;
    this.session = session;
    this.table = table;
    this.aside = aside;
    try {
      this.files = aside.getFileSystem(session.sessionState().newHadoopConf());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the table's current version can be found. */
  public static boolean isReadable(SparkSession session, Tables tables, TableId table) {
    DeltaLog.invalidateCache(session, new Path(tables.path(table)));
    try {
      tables.snapshot(session, table).allFiles().collectAsList();
      return true;
    } catch (Exception e) { // Delta's are partly checked, but not declared
      return false;
    }
  }

  /**
   * Moves away as little as possible: commits that are damaged and needed by nobody, else all from
   * the first one on, else checkpoints, else the log.
   *
   * @param damaged what {@link Examination#log} found
   * @return whether versions that others may have seen are gone
   */
  public boolean setAside(List<DamagedFile> damaged) {
    long checkpoint = newestCheckpoint();
    move(
        name ->
            name.matches(COMMIT)
                && version(name) <= checkpoint
                && damaged.stream().anyMatch(file -> file.version() == version(name)));
    long first =
        damaged.stream()
            .mapToLong(DamagedFile::version)
            .filter(version -> version > checkpoint)
            .min()
            .orElse(Long.MAX_VALUE);
    boolean isBack = move(name -> name.matches(COMMIT) && version(name) >= first);
    if (!isReadable(session, tables, table)) {
      isBack = true;
      move(name -> name.matches(CHECKPOINT) || name.equals("_last_checkpoint"));
    }
    if (!isReadable(session, tables, table)) {
      move(name -> true);
      DeltaLog.invalidateCache(session, new Path(tables.path(table)));
    }
    return isBack;
  }

  private long newestCheckpoint() {
    long newest = -1;
    for (Path file : list()) {
      if (file.getName().matches(CHECKPOINT)) {
        newest = Math.max(newest, version(file.getName()));
      }
    }
    return newest;
  }

  private static long version(String name) {
    return Long.parseLong(name.substring(0, 20));
  }

  private List<Path> list() {
    try {
      List<Path> all = new ArrayList<>();
      for (FileStatus file : files.listStatus(new Path(tables.path(table), LOG))) {
        if (file.isFile()) {
          all.add(file.getPath());
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean move(Predicate<String> isMeant) {
    boolean isAny = false;
    try {
      // The newest first: killed on the way, the log has no hole but the one that it had.
      List<Path> all = new ArrayList<>(list());
      all.sort((a, b) -> b.getName().compareTo(a.getName()));
      for (Path file : all) {
        if (isMeant.test(file.getName())) {
          files.mkdirs(aside);
          if (!files.rename(file, new Path(aside, file.getName()))) {
            throw new IOException(file + " cannot be moved to " + aside);
          }
          isAny = true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return isAny;
  }
}
