package io.cxwarehouse.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.TableId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * Removes of a table what no reader needs: data files of versions before a least one, and the log
 * before the checkpoint from which that version can be read. Delta's VACUUM knows times only, and
 * starts jobs for each table; here the versions that are needed are known, and the log says which
 * files belong to them.
 */
public final class CleanUp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOG = "_delta_log";
  private static final String CHECKPOINT = "\\d{20}\\.checkpoint\\.parquet";
  private static final String COMMIT = "\\d{20}\\.json";
  private static final String NUMBERED = "\\d{20}\\..*";

  /** So many commits after a checkpoint another one is made. */
  private static final int CHECKPOINT_EVERY = 10;

  private final Tables tables;
  private final Instant since;

  /**
   * @param since what could be read then can be read on
   */
  public CleanUp(Tables tables, Instant since) {
    this.tables = tables;
    this.since = since;
  }

  /**
   * Versions that are needed, all that follow them with them.
   *
   * @param version the least one that is known by its number
   * @param run and the last one that this run wrote, or one before it
   */
  public record Needed(long version, long run) {}

  /** What goes. */
  public record Removed(long files, long bytes, long logFiles) {}

  /** A commit that was read. */
  private record Logged(Optional<Long> run, Instant time, List<String> files) {}

  public Removed run(SparkSession session, TableId table, Needed needed, boolean isTrial) {
    Path root = new Path(tables.path(table));
    DeltaLog log = DeltaLog.forTable(session, root);
    Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
    try {
      FileSystem files = root.getFileSystem(session.sessionState().newHadoopConf());
      TreeMap<Long, FileStatus> commits = new TreeMap<>();
      TreeMap<Long, FileStatus> checkpoints = new TreeMap<>();
      List<FileStatus> all = list(files, new Path(root, LOG), commits, checkpoints);
      Set<String> kept = new HashSet<>();
      for (AddFile file : Tables.files(snapshot)) {
        kept.add(plain(files, file.absolutePath(log)));
      }
      long least = least(files, root, snapshot.version(), commits, needed, kept);
      List<FileStatus> data = unneeded(files, root, kept);
      List<FileStatus> old = before(all, checkpoints.floorKey(least));
      if (!isTrial) {
        for (FileStatus file : data) {
          files.delete(file.getPath(), false);
        }
        long last = checkpoints.isEmpty() ? -1 : checkpoints.lastKey();
        if (snapshot.version() - last >= CHECKPOINT_EVERY) {
          log.checkpoint(snapshot, Option.empty());
        }
        for (FileStatus file : old) {
          files.delete(file.getPath(), false);
        }
        DeltaLog.invalidateCache(session, root);
      }
      return new Removed(
          data.size(), data.stream().mapToLong(FileStatus::getLen).sum(), old.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<FileStatus> list(
      FileSystem files,
      Path log,
      TreeMap<Long, FileStatus> commits,
      TreeMap<Long, FileStatus> checkpoints)
      throws IOException {
    List<FileStatus> all = new ArrayList<>();
    for (FileStatus file : files.listStatus(log)) {
      String name = file.getPath().getName();
      if (name.matches(NUMBERED)) {
        all.add(file);
        if (name.matches(COMMIT)) {
          commits.put(version(name), file);
        } else if (name.matches(CHECKPOINT)) {
          checkpoints.put(version(name), file);
        }
      }
    }
    all.sort((a, b) -> a.getPath().getName().compareTo(b.getPath().getName()));
    return all;
  }

  private static long version(String name) {
    return Long.parseLong(name.substring(0, 20));
  }

  /**
   * The least version that is needed: the log is read back to it.
   *
   * @param kept gets the files of versions from it on
   */
  private long least(
      FileSystem files,
      Path root,
      long current,
      TreeMap<Long, FileStatus> commits,
      Needed needed,
      Set<String> kept)
      throws IOException {
    for (long version = current; version >= 0; version--) {
      FileStatus file = commits.get(version);
      if (file == null) {
        return version + 1; // no more can be read
      }
      Logged commit = commit(files, root, file.getPath());
      boolean isEnough =
          version <= needed.version()
              && commit.run().filter(run -> run <= needed.run()).isPresent()
              && !commit.time().isAfter(since);
      if (isEnough) {
        return version;
      }
      kept.addAll(commit.files());
    }
    return 0;
  }

  private static Logged commit(FileSystem files, Path root, Path path) throws IOException {
    Optional<Long> run = Optional.empty();
    Instant time = Instant.MAX;
    List<String> named = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(files.open(path), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode action = JSON.readTree(line);
        JsonNode info = action.path("commitInfo");
        if (info.isObject()) {
          run = new CommitLog.Written(info.path("userMetadata").asText(null)).runNumber();
          time = Instant.ofEpochMilli(info.path("timestamp").asLong());
        }
        for (String kind : List.of("add", "remove", "cdc")) {
          if (action.path(kind).isObject()) {
            Path file = new Path(URI.create(action.path(kind).path("path").asText()));
            named.add(plain(files, file.isAbsolute() ? file : new Path(root, file)));
          }
        }
      }
    }
    return new Logged(run, time, named);
  }

  /** Files that no needed version names, and that nobody is writing just now. */
  private List<FileStatus> unneeded(FileSystem files, Path root, Set<String> kept)
      throws IOException {
    String log = plain(files, new Path(root, LOG)) + "/";
    List<FileStatus> unneeded = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
    while (all.hasNext()) {
      FileStatus file = all.next();
      String path = plain(files, file.getPath());
      if (!path.startsWith(log)
          && !kept.contains(path)
          && file.getModificationTime() < since.toEpochMilli()) {
        unneeded.add(file);
      }
    }
    return unneeded;
  }

  /** The log before a checkpoint; the oldest first, so that killed on the way it has no hole. */
  private static List<FileStatus> before(List<FileStatus> all, Long checkpoint) {
    return checkpoint == null
        ? List.of()
        : all.stream().filter(file -> version(file.getPath().getName()) < checkpoint).toList();
  }

  private static String plain(FileSystem files, Path file) {
    return files.makeQualified(file).toUri().getPath();
  }
}
