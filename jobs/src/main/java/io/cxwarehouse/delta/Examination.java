package io.cxwarehouse.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.TableId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * Examines the log and the files of tables: commits that are cut short or missing, data files that
 * are missing or of another size. It changes nothing.
 */
public final class Examination {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOG = "_delta_log";

  private final Tables tables;
  private final SparkSession session;
  private final FileSystem files;

  public Examination(Tables tables, SparkSession session) {
    this.tables = tables;
    this.session = session;
    try {
      this.files = new Path(tables.root()).getFileSystem(session.sessionState().newHadoopConf());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits that cannot be read; such a table cannot be either. */
  public List<DamagedFile> log(TableId table) {
    try {
      return commits(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Files that are not as the log has them.
   *
   * @param published the version that readers see beside the current one; null: none
   */
  public List<DamagedFile> files(TableId table, Long published) {
    try {
      return files(table, published, sizes(table));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a table as it is now: files, or the log, where that does not tell them. */
  public List<DamagedFile> damaged(TableId table) {
    List<DamagedFile> log = log(table);
    return log.isEmpty() || DamagedLog.isReadable(session, tables, table)
        ? files(table, null)
        : log;
  }

  private List<DamagedFile> commits(TableId table) throws IOException {
    List<DamagedFile> found = new ArrayList<>();
    TreeMap<Long, Path> commits = new TreeMap<>();
    long checkpoint = -1;
    for (FileStatus file : files.listStatus(new Path(tables.path(table), LOG))) {
      String name = file.getPath().getName();
      if (name.matches("\\d{20}\\.json")) {
        commits.put(version(name), file.getPath());
      } else if (name.matches("\\d{20}\\.checkpoint\\..*parquet")) {
        checkpoint = Math.max(checkpoint, version(name));
      }
    }
    long newest = commits.isEmpty() ? checkpoint : commits.lastKey();
    for (long version = checkpoint + 1; version <= newest; version++) {
      if (!commits.containsKey(version)) {
        found.add(
            new DamagedFile(table, version, LOG + "/%020d.json".formatted(version), "is missing"));
      }
    }
    for (Map.Entry<Long, Path> commit : commits.entrySet()) {
      String fault = fault(commit.getValue());
      if (fault != null) {
        found.add(
            new DamagedFile(
                table, commit.getKey(), LOG + "/" + commit.getValue().getName(), fault));
      }
    }
    return found;
  }

  private static long version(String name) {
    return Long.parseLong(name.substring(0, 20));
  }

  /** What is wrong with a commit; null: nothing. */
  private String fault(Path commit) throws IOException {
    int number = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(files.open(commit), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!JSON.readTree(line).isObject()) {
          return "is cut short: line " + number + " is no JSON object";
        }
      }
      return number == 0 ? "is empty: the commit was cut short" : null;
    } catch (JsonProcessingException e) {
      return "is cut short: line " + number + " is no JSON";
    }
  }

  private Map<String, Long> sizes(TableId table) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(new Path(tables.path(table)), true);
    while (all.hasNext()) {
      LocatedFileStatus file = all.next();
      sizes.put(file.getPath().toUri().getPath(), file.getLen());
    }
    return sizes;
  }

  private List<DamagedFile> files(TableId table, Long published, Map<String, Long> sizes) {
    List<DamagedFile> found = new ArrayList<>();
    long current = -1;
    try {
      DeltaLog log = DeltaLog.forTable(session, tables.path(table));
      Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
      current = snapshot.version();
      found.addAll(files(table, snapshot, sizes));
      if (published != null && published != current) {
        current = published;
        found.addAll(
            files(table, log.getSnapshotAt(published, Option.empty(), Option.empty()), sizes));
      }
    } catch (RuntimeException e) {
      found.add(new DamagedFile(table, current, LOG, "cannot be read: " + e.getMessage()));
    }
    return found.stream().distinct().toList();
  }

  private List<DamagedFile> files(TableId table, Snapshot snapshot, Map<String, Long> sizes) {
    List<DamagedFile> found = new ArrayList<>();
    for (AddFile file : Tables.files(snapshot)) {
      Path path = files.makeQualified(file.absolutePath(snapshot.deltaLog()));
      Long size = sizes.get(path.toUri().getPath());
      if (size == null) {
        found.add(new DamagedFile(table, snapshot.version(), file.path(), "is missing"));
      } else if (size != file.size()) {
        found.add(
            new DamagedFile(
                table,
                snapshot.version(),
                file.path(),
                "has " + size + " bytes, and should have " + file.size()));
      }
    }
    return found;
  }
}
