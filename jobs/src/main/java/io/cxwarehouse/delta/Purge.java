package io.cxwarehouse.delta;

import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;

/**
 * Leaves of a table its current version only: no older data file, no change data, and of the log
 * one checkpoint and the last commit. Older statistics hold the least and the greatest value of
 * columns, and with them persons. This is what VACUUM and the log's own clean-up do, without their
 * retention, which here is the point: the caller holds the warehouse and knows that nobody reads.
 * The lock is asked for before each file: what another holder has written since is nobody's to
 * remove.
 */
public final class Purge {
  private static final String LOG = "_delta_log";

  private final Tables tables;
  private final TableWriter writer;

  public Purge(Tables tables, TableWriter writer) {
    this.tables = tables;
    this.writer = writer;
  }

  /** Where a repair puts files of logs that are in the way. */
  public static Path aside(Tables tables) {
    return new Path(tables.root(), "_cxw_damaged");
  }

  /** Removes what repairs put aside: old commits hold values of rows, too. */
  public static void removeAside(SparkSession session, Tables tables) {
    Path aside = aside(tables);
    try {
      aside.getFileSystem(session.sessionState().newHadoopConf()).delete(aside, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every table that lies in the warehouse, known to the definitions or not. */
  public static List<TableId> all(SparkSession session, Tables tables) {
    List<TableId> all = new ArrayList<>();
    try {
      for (Layer layer : Layer.values()) {
        Path folder = new Path(tables.root(), layer.folder());
        FileSystem files = folder.getFileSystem(session.sessionState().newHadoopConf());
        if (!files.exists(folder)) {
          continue;
        }
        for (FileStatus table : files.listStatus(folder)) {
          if (files.exists(new Path(table.getPath(), LOG))) {
            all.add(new TableId(layer, table.getPath().getName()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /**
   * Makes sure that the last commit, which stays, tells nothing of what it replaced: a commit that
   * removes files repeats their statistics.
   *
   * @return the table's state then
   */
  public Tables.State seal(SparkSession session, TableId table) {
    Tables.State state = tables.state(session, table);
    if (state.exists() && removes(session, table, state.version())) {
      writer.touch(session, table);
    }
    return tables.state(session, table);
  }

  private boolean removes(SparkSession session, TableId table, long version) {
    Path commit = new Path(new Path(tables.path(table), LOG), "%020d.json".formatted(version));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                commit.getFileSystem(session.sessionState().newHadoopConf()).open(commit),
                StandardCharsets.UTF_8))) {
      return lines.lines().anyMatch(line -> line.startsWith("{\"remove\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Purges a sealed table.
   *
   * @return the version that is left
   */
  public long purge(SparkSession session, TableId table) {
    seal(session, table);
    Path root = new Path(tables.path(table));
    DeltaLog log = DeltaLog.forTable(session, root);
    Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
    try {
      FileSystem files = root.getFileSystem(session.sessionState().newHadoopConf());
      String last = "%020d.".formatted(snapshot.version());
      if (hasHistory(files, new Path(root, LOG), last)) {
        writer.requireLock();
        log.checkpoint(snapshot, Option.empty());
        for (FileStatus file : files.listStatus(new Path(root, LOG))) {
          if (!stays(file.getPath(), last)) {
            writer.requireLock();
            files.delete(file.getPath(), true);
          }
        }
      }
      deleteUnlisted(files, root, snapshot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DeltaLog.invalidateCache(session, root);
    return snapshot.version();
  }

  private static boolean hasHistory(FileSystem files, Path log, String last) throws IOException {
    for (FileStatus file : files.listStatus(log)) {
      if (!stays(file.getPath(), last)) {
        return true;
      }
    }
    return false;
  }

  private static boolean stays(Path file, String last) {
    return file.getName().startsWith(last) || file.getName().equals("_last_checkpoint");
  }

  private void deleteUnlisted(FileSystem files, Path root, Snapshot snapshot) throws IOException {
    Set<String> listed = new HashSet<>();
    for (AddFile file : snapshot.allFiles().collectAsList()) {
      listed.add(path(files, file.absolutePath(snapshot.deltaLog())));
    }
    List<Path> unlisted = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
    while (all.hasNext()) {
      Path file = all.next().getPath();
      boolean isLog = file.getParent().getName().equals(LOG);
      if (!isLog && !listed.contains(path(files, file))) {
        unlisted.add(file);
      }
    }
    for (Path file : unlisted) {
      writer.requireLock();
      files.delete(file, false);
    }
  }

  private static String path(FileSystem files, Path file) {
    return files.makeQualified(file).toUri().getPath();
  }
}
