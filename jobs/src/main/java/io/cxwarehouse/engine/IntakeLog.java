package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.cxwarehouse.bronze.Latest;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.KnownFiles;
import io.cxwarehouse.raw.ListedFolder;
import io.cxwarehouse.raw.ReadOutcome.Status;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * The delivered files that were looked at so far: the latest look at each path counts. Of very many
 * files only those are held that are asked for; all others stay in {@code ops.ingested_file}.
 * Several entities are taken in at once, so that several threads ask.
 */
public final class IntakeLog implements KnownFiles {
  /** Rows that are all held, in some 30 MB. */
  private static final int MOST_HELD = 50_000;

  private final HeldFiles held = new HeldFiles();

  /** Where all others are; null: there are none. */
  private final IntakeRows rest;

  private final Map<TableId, IntakeRows.Summary> summaries;

  /** What the rest has answered: a question whose query failed is asked again. */
  private final Set<Object> asked = new HashSet<>();

  IntakeLog() {
    this(null);
  }

  /**
   * Of too many files to hold.
   *
   * @param rest all of them
   */
  IntakeLog(IntakeRows rest) {
    this.rest = rest;
    this.summaries = rest == null ? Map.of() : rest.summaries();
  }

  static IntakeLog load(SparkSession spark, Tables tables) {
    TableId table = OpsTables.INGESTED_FILE;
    if (tables.count(spark, table) > MOST_HELD) {
      long version = tables.state(spark, table).version();
      return new IntakeLog(new IntakeRows(spark, tables.read(spark, table, version)));
    }
    IntakeLog log = new IntakeLog();
    log.held.add(tables.rows(spark, table));
    return log;
  }

  synchronized void add(IngestedFile file) {
    held.add(file);
  }

  /** Files will be taken in as if they had never been. */
  synchronized void forget(Set<String> paths) {
    held.forget(paths);
  }

  /** Files of a bronze table that stand, all of them, with those that repeat another's bytes. */
  synchronized List<IngestedFile> allStanding(TableId bronze) {
    needAfter(bronze, Long.MIN_VALUE);
    return held.standing(bronze);
  }

  /** Whether all files are held. */
  boolean isWhole() {
    return rest == null;
  }

  @Override
  public synchronized void needFolders(Set<String> folders) {
    if (rest != null && !asked.containsAll(folders)) {
      held.add(rest.inFolders(folders));
      asked.addAll(folders);
    }
  }

  @Override
  public synchronized void needContents(Set<String> fileIds) {
    need("file_id", fileIds, not(IngestedFile.is(Status.DUPLICATE)));
  }

  @Override
  public synchronized void needCopies(Set<String> fileIds) {
    need("file_id", fileIds, lit(true));
  }

  /** Files with these paths will be held. */
  public synchronized void needPaths(Set<String> paths) {
    need("path", paths, lit(true));
  }

  private void need(String column, Set<String> values, Column condition) {
    if (rest != null && !values.isEmpty()) {
      held.add(rest.having(column, values, condition));
    }
  }

  /** Files some of which may lie in no table will be held. */
  public synchronized void needIncomplete() {
    if (rest != null && !asked.contains("incomplete")) {
      held.add(rest.having(rest.isIncomplete()));
      asked.add("incomplete");
    }
  }

  private void needAfter(TableId bronze, long version) {
    IntakeRows.Summary summary = summaries.get(bronze);
    List<Object> question = List.of(bronze, version);
    if (summary == null || summary.lastVersion() <= version || asked.contains(question)) {
      return;
    }
    held.add(rest.having(IntakeRows.isOf(bronze).and(col("bronze_version").gt(version))));
    asked.add(question);
  }

  private void needRepeated() {
    boolean isAny = summaries.values().stream().anyMatch(IntakeRows.Summary::hasCopies);
    if (isAny && !asked.contains("copied")) {
      held.add(rest.copied());
      asked.add("copied");
    }
  }

  @Override
  public synchronized Collection<KnownFile> held() {
    return held.all().filter(file -> !file.isReplaced()).map(IngestedFile::known).toList();
  }

  /** A file that is held. */
  public synchronized Optional<IngestedFile> find(String path) {
    return held.find(path);
  }

  /** All files that are held. */
  public synchronized Collection<IngestedFile> files() {
    return held.all().toList();
  }

  /** Date folders as their files are known, by path; none where all files are held. */
  Map<String, ListedFolder> folders() {
    Map<String, ListedFolder> folders = new HashMap<>();
    if (rest != null) {
      rest.folders().forEach(folder -> folders.put(folder.path(), folder));
    }
    return folders;
  }

  /** The greatest delivery date of any file. */
  synchronized Optional<LocalDate> newest() {
    return Stream.concat(
            held.all().map(IngestedFile::deliveryDate),
            summaries.values().stream().map(IntakeRows.Summary::newest))
        .max(Comparator.naturalOrder());
  }

  /** Files of one bronze table that are held and stand, with those that repeat another's bytes. */
  synchronized List<IngestedFile> standing(TableId bronze) {
    return held.standing(bronze);
  }

  /** Ids of files that came into a bronze table, or came again, after one of its versions. */
  synchronized List<String> filesAfter(TableId bronze, long version) {
    needAfter(bronze, version);
    return held.of(bronze)
        .filter(file -> file.bronzeVersion() > version)
        .map(IngestedFile::fileId)
        .filter(Objects::nonNull) // of a quarantined delivery: nothing of it was read
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Contents of a bronze table that have rows and stand elsewhere, too, than these say: delivered
   * more than once, or only by a copy that is gone, since the file that was read says something
   * else now.
   */
  public synchronized List<Latest.Repeated> repeated(TableId bronze) {
    needRepeated();
    return held.repeated(bronze);
  }

  /** The table's version after the last intake that came to an end; -1: none. */
  synchronized long lastVersion(TableId bronze) {
    IntakeRows.Summary summary = summaries.get(bronze);
    return Math.max(
        summary == null ? -1 : summary.lastVersion(),
        held.of(bronze).mapToLong(IngestedFile::bronzeVersion).max().orElse(-1));
  }

  /** A file with this content that is held, whatever became of it. */
  synchronized Optional<IngestedFile> byId(String fileId) {
    return held.byId(fileId);
  }

  /** Files that stand refused, with the reason. */
  synchronized List<String> refused() {
    needIncomplete();
    return held.all()
        .filter(IngestedFile::isRefused)
        .map(file -> file.path() + ": " + file.reason())
        .sorted()
        .toList();
  }

  /** Whether rows of files may have left a bronze table after one of its versions. */
  synchronized boolean hasLost(TableId bronze, long version) {
    needAfter(bronze, version);
    return held.of(bronze)
        .filter(file -> file.bronzeVersion() > version)
        .anyMatch(file -> file.isReplaced() || file.suppressed() > 0);
  }

  /** The last run that took in anything. */
  synchronized long lastRun() {
    return Math.max(
        summaries.values().stream().mapToLong(IntakeRows.Summary::lastRun).max().orElse(-1),
        held.all().mapToLong(IngestedFile::runNumber).max().orElse(-1));
  }
}
