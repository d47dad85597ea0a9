package io.cxwarehouse.delta;

import io.cxwarehouse.catalog.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;

/**
 * In which files two versions of a table differ; all other rows are the same in both. This tells
 * more than the change data feed, which few tables have: it works in both directions, across any
 * number of commits, and reads no more than what was written anew.
 *
 * @param removed rows of files that only the first version has
 * @param added rows of files that only the second version has
 */
public record VersionDiff(Dataset<Row> removed, Dataset<Row> added) {

  /** Empty where the first version can no longer be read. */
  public static Optional<VersionDiff> between(
      SparkSession session, Tables tables, TableId table, long first, long second) {
    if (OldVersion.fault(session, tables, table, first).isPresent()) {
      return Optional.empty();
    }
    Snapshot before = at(session, tables, table, first);
    Snapshot now = at(session, tables, table, second);
    List<AddFile> files = Tables.files(before);
    List<AddFile> filesNow = Tables.files(now);
    return Optional.of(
        new VersionDiff(
            Tables.read(session, before, without(files, filesNow)),
            Tables.read(session, now, without(filesNow, files))));
  }

  private static Snapshot at(SparkSession session, Tables tables, TableId table, long version) {
    Snapshot now = tables.snapshot(session, table);
    return now.version() == version
        ? now
        : now.deltaLog().getSnapshotAt(version, Option.empty(), Option.empty());
  }

  private static List<AddFile> without(List<AddFile> files, List<AddFile> others) {
    Set<String> paths = new HashSet<>();
    others.forEach(file -> paths.add(file.path()));
    return files.stream().filter(file -> !paths.contains(file.path())).toList();
  }
}
