package io.cxwarehouse.delta;

import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import java.io.IOException;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.paths.SparkPath;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.collection.JavaConverters;

/** Where the Delta tables are, and how to read them at a pinned version. */
public final class Tables {
  private static final Map<Layer, FsPermission> PRIVATE =
      Map.of(
          Layer.BRONZE, new FsPermission((short) 0700),
          Layer.SILVER, new FsPermission((short) 0750));

  private final String root;

  /** Since when nobody else writes, in milliseconds; empty where others may. */
  private volatile Option<Object> alone = Option.empty();

  public Tables(String root) {
    this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  public String root() {
    return root;
  }

  public String path(TableId table) {
    return root + "/" + table.layer().folder() + "/" + table.name();
  }

  /**
   * Makes the folders of layers that not everybody may read, where they are not there yet: bronze
   * holds persons as delivered, silver the answers of employees. What somebody decided on folders
   * that are there stands.
   */
  public void createPrivateFolders(Configuration hadoop) throws IOException {
    for (Layer layer : PRIVATE.keySet()) {
      Path folder = new Path(root, layer.folder());
      FileSystem files = folder.getFileSystem(hadoop);
      if (!files.exists(folder)) {
        files.mkdirs(folder, PRIVATE.get(layer));
      }
    }
  }

  /** A table's identity and version; {@link #ABSENT} where there is no table yet. */
  public record State(String tableId, long version) {
    public static final State ABSENT = new State("", -1);

    public boolean exists() {
      return version >= 0;
    }
  }

  public State state(SparkSession spark, TableId table) {
    Snapshot snapshot = snapshot(spark, table);
    return snapshot.version() < 0
        ? State.ABSENT
        : new State(snapshot.metadata().id(), snapshot.version());
  }

  public Map<String, String> properties(SparkSession spark, TableId table) {
    return JavaConverters.mapAsJavaMapConverter(snapshot(spark, table).metadata().configuration())
        .asJava();
  }

  /** Version of Delta's protocol that readers need; 0 where there is no table. */
  public int readerVersion(SparkSession spark, TableId table) {
    Snapshot snapshot = snapshot(spark, table);
    return snapshot.version() < 0 ? 0 : snapshot.protocol().minReaderVersion();
  }

  /**
   * Reads a version. The current one is read without time travel, which would rebuild the log's
   * state for each read; it stays current, since the lock admits no other writer and steps wait for
   * their inputs. Where the log lists a small table's files beside the version, they are read as
   * they are: Delta would else run a Spark job per read to find them, which is most of the cost of
   * a quiet night.
   */
  public Dataset<Row> read(SparkSession spark, TableId table, long version) {
    Snapshot snapshot = snapshot(spark, table);
    if (snapshot.version() != version) {
      return spark.read().format("delta").option("versionAsOf", version).load(path(table));
    }
    return listed(snapshot)
        .map(files -> read(spark, snapshot, files))
        .orElseGet(() -> spark.read().format("delta").load(path(table)));
  }

  /** All rows of a small table's current version; none where there is no table. */
  public List<Row> rows(SparkSession spark, TableId table) {
    long version = snapshot(spark, table).version();
    return version < 0 ? List.of() : read(spark, table, version).collectAsList();
  }

  /** Some files of a table's current version. */
  Dataset<Row> read(SparkSession spark, TableId table, List<AddFile> files) {
    return read(spark, snapshot(spark, table), files);
  }

  /**
   * The current version without some of its files.
   *
   * @param paths as the log has them
   */
  public Dataset<Row> readWithout(SparkSession spark, TableId table, Set<String> paths) {
    Snapshot snapshot = snapshot(spark, table);
    return read(
        spark,
        snapshot,
        files(snapshot).stream().filter(file -> !paths.contains(file.path())).toList());
  }

  /** The current version's files with these paths (of {@code _metadata.file_path}). */
  List<AddFile> files(SparkSession spark, TableId table, Set<String> paths) {
    Snapshot snapshot = snapshot(spark, table);
    return files(snapshot).stream()
        .filter(file -> paths.contains(path(file.absolutePath(snapshot.deltaLog()))))
        .toList();
  }

  /** Rows of the current version as the log knows them; 0 where there is no table. */
  public long count(SparkSession spark, TableId table) {
    Snapshot snapshot = snapshot(spark, table);
    return snapshot.version() < 0 ? 0 : count(files(snapshot));
  }

  /**
   * How much the current version of a table holds, as the log knows it.
   *
   * @param rows empty where the log does not list the files beside the version: they are many
   */
  public record Size(long bytes, OptionalLong rows) {}

  /** Nothing where there is no table. */
  public Size size(SparkSession spark, TableId table) {
    Snapshot snapshot = snapshot(spark, table);
    if (snapshot.version() < 0) {
      return new Size(0, OptionalLong.of(0));
    }
    long bytes =
        snapshot.checksumOpt().isDefined()
            ? snapshot.checksumOpt().get().tableSizeBytes()
            : files(snapshot).stream().mapToLong(AddFile::size).sum();
    return new Size(
        bytes,
        listed(snapshot)
            .map(files -> OptionalLong.of(count(files)))
            .orElseGet(OptionalLong::empty));
  }

  /** Values of a partition column, nulls left out, as the log knows them; none of no table. */
  public Set<String> partitions(SparkSession spark, TableId table, String column) {
    Snapshot snapshot = snapshot(spark, table);
    if (snapshot.version() < 0) {
      return Set.of();
    }
    return files(snapshot).stream()
        .map(file -> file.partitionValues().get(column))
        .filter(value -> value.isDefined() && value.get() != null)
        .map(Option::get)
        .collect(Collectors.toSet());
  }

  /**
   * What the log says of a date column in some files of the current version; of a file of which it
   * says nothing, all dates.
   *
   * @param paths as the log has them
   */
  public List<DateRange> ranges(
      SparkSession spark, TableId table, Set<String> paths, String column) {
    return files(snapshot(spark, table)).stream()
        .filter(file -> paths.contains(file.path()))
        .map(file -> FileStatistics.range(file, column))
        .toList();
  }

  /** The dates of a column without nulls; empty: the log does not tell them file by file. */
  public Optional<Set<Date>> dates(SparkSession spark, TableId table, String column) {
    Set<Date> dates = new TreeSet<>();
    for (AddFile file : files(snapshot(spark, table))) {
      DateRange range = FileStatistics.range(file, column);
      if (!range.least().equals(range.greatest())) {
        return Optional.empty();
      }
      dates.add(Date.valueOf(range.least()));
    }
    return Optional.of(dates);
  }

  /** Rows of files, of those whose number the log knows. */
  public static long count(List<AddFile> files) {
    return files.stream()
        .map(AddFile::numLogicalRecords)
        .mapToLong(rows -> rows.isDefined() ? (long) rows.get() : 0)
        .sum();
  }

  /** As {@code _metadata.file_path} has it. */
  private static String path(Path file) {
    return SparkPath.fromPath(file).urlEncoded();
  }

  /** Delta takes the active session for the one whose settings say how files are read. */
  static Dataset<Row> read(SparkSession spark, Snapshot snapshot, List<AddFile> files) {
    return spark.withActive(
        () ->
            spark.baseRelationToDataFrame(
                snapshot
                    .deltaLog()
                    .buildHadoopFsRelationWithFileIndex(
                        snapshot, new PinnedFiles(spark, snapshot, files), Option.empty(), true)));
  }

  static List<AddFile> files(Snapshot snapshot) {
    return listed(snapshot).orElseGet(() -> snapshot.allFiles().collectAsList());
  }

  private static Optional<List<AddFile>> listed(Snapshot snapshot) {
    return snapshot.checksumOpt().isDefined() && snapshot.checksumOpt().get().allFiles().isDefined()
        ? Optional.of(
            JavaConverters.seqAsJavaListConverter(snapshot.checksumOpt().get().allFiles().get())
                .asJava())
        : Optional.empty();
  }

  /**
   * Rows that changed after one version up to another: pre- and post-images with {@code
   * _change_type}. Fails where the change data feed does not reach back so far.
   */
  public Dataset<Row> changes(SparkSession spark, TableId table, long after, long upTo) {
    return spark
        .read()
        .format("delta")
        .option("readChangeFeed", "true")
        .option("startingVersion", after + 1)
        .option("endingVersion", upTo)
        .load(path(table));
  }

  /** A span in which nobody else writes the warehouse. */
  public interface Alone extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * From now on the warehouse's lock keeps others from writing. Delta's logs are then looked at
   * once, and change with this program's own commits alone; asking the storage for each of the many
   * questions to a table was a tenth of a quiet night. Whether the lock still holds is told by
   * {@link Commit}, whose fence looks at the log itself.
   */
  public Alone alone() {
    alone = Option.apply(System.currentTimeMillis());
    return () -> alone = Option.empty();
  }

  Snapshot snapshot(SparkSession spark, TableId table) {
    return DeltaLog.forTable(spark, path(table)).update(false, alone, Option.empty());
  }
}
