package io.cxwarehouse.delta;

import io.cxwarehouse.catalog.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;

/**
 * Whether an old version of a table can still be read: its log reaches back, its files are there.
 */
public final class OldVersion {
  private OldVersion() {}

  /** Why a version cannot be read; empty: it can be. */
  public static Optional<String> fault(
      SparkSession session, Tables tables, TableId table, long version) {
    Snapshot now = tables.snapshot(session, table);
    if (now.version() < 0) {
      return Optional.of("the table is no more");
    }
    if (now.version() == version) {
      return Optional.empty();
    }
    DeltaLog log = now.deltaLog();
    Snapshot then;
    try {
      then = log.getSnapshotAt(version, Option.empty(), Option.empty());
    } catch (Exception e) { // Delta's are partly checked, but not declared
      return Optional.of("its log does not reach back so far");
    }
    Set<String> known = new HashSet<>();
    Tables.files(now).forEach(file -> known.add(file.path()));
    List<AddFile> old =
        Tables.files(then).stream().filter(file -> !known.contains(file.path())).toList();
    try {
      FileSystem files =
          new Path(tables.root()).getFileSystem(session.sessionState().newHadoopConf());
      for (AddFile file : old) {
        Path path = file.absolutePath(log);
        if (!files.exists(path)) {
          return Optional.of("files of it are gone (lost, or removed by maintenance or VACUUM)");
        }
        if (files.getFileStatus(path).getLen() != file.size()) {
          return Optional.of("files of it are damaged");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }
}
