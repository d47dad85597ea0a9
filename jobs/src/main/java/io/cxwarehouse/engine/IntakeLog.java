package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.bronze.Latest;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.KnownFiles;
import io.cxwarehouse.raw.ListedFolder;
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
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The delivered files that were looked at so far: the latest look at each path counts. Of very many
 * files only those are held that are asked for; all others stay in {@code ops.ingested_file}.
 * Several entities are taken in at once, so that several threads ask.
 */
public final class IntakeLog implements KnownFiles {
  /** Rows that are all held, in some 30 MB. */
  private static final int MOST_HELD = 50_000;

  /** By entity, then by path. */
  private final Map<TableId, Map<String, IngestedFile>> files = new HashMap<>();

  /** Any one file of each content; made when first asked for, and whole when it can be seen. */
  private Map<String, IngestedFile> byId;

  private final Map<TableId, List<Latest.Repeated>> repeated = new HashMap<>();

  /** What thousands of files have in common is held once. */
  private final Map<Object, Object> common = new HashMap<>();

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
    log.hold(tables.rows(spark, table));
    return log;
  }

  private void hold(List<Row> rows) {
    for (Row row : rows) {
      IngestedFile file = IngestedFile.of(row, value -> common.computeIfAbsent(value, v -> v));
      IngestedFile held = of(file.bronze()).get(file.path());
      if (held == null || held.runNumber() < file.runNumber()) {
        add(file);
      }
    }
  }

  synchronized void add(IngestedFile file) {
    files.computeIfAbsent(file.bronze(), table -> new HashMap<>()).put(file.path(), file);
    repeated.remove(file.bronze());
    if (byId != null && file.fileId() != null) {
      byId.put(file.fileId(), file);
    }
  }

  /** Whether all files are held. */
  boolean isWhole() {
    return rest == null;
  }

  @Override
  public synchronized void needFolders(Set<String> folders) {
    if (rest != null && !asked.containsAll(folders)) {
      hold(rest.inFolders(folders));
      asked.addAll(folders);
    }
  }

  @Override
  public synchronized void needContents(Set<String> fileIds) {
    need("file_id", fileIds, col("status").notEqual("duplicate"));
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
      hold(rest.having(column, values, condition));
    }
  }

  /** Files some of which may lie in no table will be held. */
  public synchronized void needIncomplete() {
    if (rest != null && !asked.contains("incomplete")) {
      hold(rest.having(rest.isIncomplete()));
      asked.add("incomplete");
    }
  }

  private void needAfter(TableId bronze, long version) {
    IntakeRows.Summary summary = summaries.get(bronze);
    List<Object> question = List.of(bronze, version);
    if (summary == null || summary.lastVersion() <= version || asked.contains(question)) {
      return;
    }
    hold(rest.having(IntakeRows.isOf(bronze).and(col("bronze_version").gt(version))));
    asked.add(question);
  }

  private void needRepeated() {
    boolean isAny = summaries.values().stream().anyMatch(IntakeRows.Summary::hasCopies);
    if (isAny && !asked.contains("copied")) {
      hold(rest.copied());
      asked.add("copied");
    }
  }

  @Override
  public synchronized Collection<KnownFile> held() {
    return all().filter(file -> !file.isReplaced()).map(IngestedFile::known).toList();
  }

  /** A file that is held. */
  public synchronized Optional<IngestedFile> find(String path) {
    String[] parts = path.split("/", 3);
    return parts.length < 3
        ? Optional.empty()
        : Optional.ofNullable(of(TableId.bronze(parts[0], parts[1])).get(path));
  }

  /** All files that are held. */
  public synchronized Collection<IngestedFile> files() {
    return all().toList();
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
            all().map(IngestedFile::deliveryDate),
            summaries.values().stream().map(IntakeRows.Summary::newest))
        .max(Comparator.naturalOrder());
  }

  /** Files of one bronze table that are held and stand, with those that repeat another's bytes. */
  synchronized List<IngestedFile> standing(TableId bronze) {
    return stream(bronze)
        .filter(file -> file.fileId() != null)
        .filter(file -> !file.isReplaced() && !file.isRefused())
        .toList();
  }

  /** Ids of files that came into a bronze table, or came again, after one of its versions. */
  synchronized List<String> filesAfter(TableId bronze, long version) {
    needAfter(bronze, version);
    return stream(bronze)
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
  synchronized List<Latest.Repeated> repeated(TableId bronze) {
    needRepeated();
    return repeated.computeIfAbsent(bronze, this::findRepeated);
  }

  private List<Latest.Repeated> findRepeated(TableId bronze) {
    Map<String, List<IngestedFile>> byContent =
        standing(bronze).stream()
            .collect(
                Collectors.groupingBy(IngestedFile::fileId, TreeMap::new, Collectors.toList()));
    return byContent.entrySet().stream()
        .filter(content -> isElsewhere(content.getValue()))
        .map(
            content ->
                new Latest.Repeated(
                    content.getKey(),
                    content.getValue().stream()
                        .map(
                            file ->
                                new Latest.Delivery(
                                    java.sql.Date.valueOf(file.deliveryDate()), file.path()))
                        .toList()))
        .toList();
  }

  private static boolean isElsewhere(List<IngestedFile> deliveries) {
    return deliveries.stream().allMatch(IngestedFile::isDuplicate)
        || (deliveries.size() > 1 && deliveries.stream().anyMatch(file -> file.rows() > 0));
  }

  /** The table's version after the last intake that came to an end; -1: none. */
  synchronized long lastVersion(TableId bronze) {
    IntakeRows.Summary summary = summaries.get(bronze);
    return Math.max(
        summary == null ? -1 : summary.lastVersion(),
        stream(bronze).mapToLong(IngestedFile::bronzeVersion).max().orElse(-1));
  }

  /** A file with this content that is held, whatever became of it. */
  synchronized Optional<IngestedFile> byId(String fileId) {
    if (byId == null) {
      byId = new HashMap<>();
      all().filter(file -> file.fileId() != null).forEach(file -> byId.put(file.fileId(), file));
    }
    return Optional.ofNullable(byId.get(fileId));
  }

  /** Files that stand refused, with the reason. */
  synchronized List<String> refused() {
    needIncomplete();
    return all()
        .filter(IngestedFile::isRefused)
        .map(file -> file.path() + ": " + file.reason())
        .sorted()
        .toList();
  }

  synchronized boolean hasReplaced(TableId bronze, long version) {
    needAfter(bronze, version);
    return stream(bronze).anyMatch(file -> file.bronzeVersion() > version && file.isReplaced());
  }

  private Stream<IngestedFile> all() {
    return files.values().stream().flatMap(entity -> entity.values().stream());
  }

  private Stream<IngestedFile> stream(TableId bronze) {
    return of(bronze).values().stream();
  }

  private Map<String, IngestedFile> of(TableId bronze) {
    return files.getOrDefault(bronze, Map.of());
  }

  /** The last run that took in anything. */
  synchronized long lastRun() {
    return Math.max(
        summaries.values().stream().mapToLong(IntakeRows.Summary::lastRun).max().orElse(-1),
        all().mapToLong(IngestedFile::runNumber).max().orElse(-1));
  }
}
