package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.Latest;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.raw.FileOutcome;
import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.ReadOutcome;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The delivered files that were looked at so far: the latest look at each path counts. */
public final class IntakeLog {
  private static final String REPLACED = "replaced";

  /** A row of {@code ops.ingested_file}. */
  public record File(
      String fileId,
      String source,
      String entity,
      String surveyFolder,
      String path,
      LocalDate deliveryDate,
      long bytes,
      long modifiedMillis,
      String manifest,
      String sha256,
      String status,
      String reason,
      long rows,
      long rejected,
      long suppressed,
      long bronzeVersion,
      String reading,
      long runNumber,
      String runId,
      long repeatedKeys) {

    TableId bronze() {
      return IntakeLog.bronze(source, entity);
    }

    Row row() {
      return RowFactory.create(
          fileId,
          source,
          entity,
          surveyFolder,
          path,
          java.sql.Date.valueOf(deliveryDate),
          bytes,
          new Timestamp(modifiedMillis),
          manifest,
          sha256,
          status,
          reason,
          rows,
          rejected,
          suppressed,
          bronzeVersion,
          reading,
          runNumber,
          runId,
          repeatedKeys);
    }

    static File of(
        FileOutcome outcome, long bronzeVersion, long runNumber, String runId, long repeatedKeys) {
      KnownFile known = outcome.file();
      return new File(
          known.fileId(),
          known.source(),
          known.entity(),
          known.surveyFolder(),
          known.path(),
          known.deliveryDate(),
          known.bytes(),
          known.modifiedMillis(),
          known.manifest(),
          known.sha256(),
          known.status().name().toLowerCase(Locale.ROOT),
          outcome.message() == null ? outcome.reason() : outcome.message(),
          outcome.rows(),
          outcome.rejected(),
          outcome.suppressed(),
          bronzeVersion,
          known.shape(),
          runNumber,
          runId,
          repeatedKeys);
    }

    boolean isDuplicate() {
      return "duplicate".equals(status);
    }

    /** The same file once its rows have left bronze, or do not come from this path any more. */
    File replaced(long version, long run, String id) {
      return new File(
          fileId,
          source,
          entity,
          surveyFolder,
          path + "#" + fileId,
          deliveryDate,
          bytes,
          modifiedMillis,
          manifest,
          sha256,
          REPLACED,
          "its path holds other bytes now",
          0,
          0,
          0,
          version,
          reading,
          run,
          id,
          0);
    }

    KnownFile known() {
      return new KnownFile(
          source,
          entity,
          surveyFolder,
          deliveryDate,
          path,
          bytes,
          modifiedMillis,
          manifest,
          sha256,
          fileId,
          ReadOutcome.Status.valueOf(status.toUpperCase(Locale.ROOT)),
          reading);
    }

    static File of(Row row, UnaryOperator<Object> held) {
      return new File(
          row.getAs("file_id"),
          held(row, "source", held),
          held(row, "entity", held),
          held(row, "survey_folder", held),
          row.getAs("path"),
          (LocalDate) held.apply(row.<java.sql.Date>getAs("delivery_date").toLocalDate()),
          row.<Long>getAs("bytes"),
          row.<Timestamp>getAs("modified_at").getTime(),
          held(row, "manifest", held),
          row.getAs("sha256"),
          held(row, "status", held),
          held(row, "reason", held),
          row.<Long>getAs("rows"),
          row.<Long>getAs("rejected"),
          count(row, "suppressed"),
          row.<Long>getAs("bronze_version"),
          held(row, "reading", held),
          row.<Long>getAs("run_number"),
          held(row, "run_id", held),
          count(row, "repeated_keys"));
    }

    private static String held(Row row, String column, UnaryOperator<Object> held) {
      String value = row.getAs(column);
      return value == null ? null : (String) held.apply(value);
    }
  }

  /** Rows of before the column was there have none. */
  private static long count(Row row, String column) {
    boolean isThere = Arrays.asList(row.schema().fieldNames()).contains(column);
    Long count = isThere ? row.getAs(column) : null;
    return count == null ? 0 : count;
  }

  /** By entity, then by path. */
  private final Map<TableId, Map<String, File>> files = new HashMap<>();

  /** Any one file of each content; made when first asked for. */
  private Map<String, File> byId;

  private final Map<TableId, List<Latest.Repeated>> repeated = new ConcurrentHashMap<>();

  static IntakeLog of(Iterator<Row> rows) {
    // What thousands of files have in common is held once.
    Map<Object, Object> held = new HashMap<>();
    Map<String, File> latest = new HashMap<>();
    while (rows.hasNext()) {
      File file = File.of(rows.next(), value -> held.computeIfAbsent(value, v -> v));
      latest.merge(file.path(), file, (a, b) -> a.runNumber() > b.runNumber() ? a : b);
    }
    IntakeLog log = new IntakeLog();
    latest.values().forEach(log::add);
    return log;
  }

  void add(File file) {
    files.computeIfAbsent(file.bronze(), table -> new HashMap<>()).put(file.path(), file);
    repeated.remove(file.bronze());
    if (byId != null && file.fileId() != null) {
      byId.put(file.fileId(), file);
    }
  }

  public Optional<File> find(String path) {
    String[] parts = path.split("/", 3);
    return parts.length < 3
        ? Optional.empty()
        : Optional.ofNullable(of(bronze(parts[0], parts[1])).get(path));
  }

  public Collection<File> files() {
    return files.values().stream().flatMap(entity -> entity.values().stream()).toList();
  }

  /** Files of one bronze table that stand, with those that repeat the bytes of another. */
  List<File> standing(TableId bronze) {
    return stream(bronze)
        .filter(file -> file.fileId() != null)
        .filter(file -> !List.of(REPLACED, "refused").contains(file.status()))
        .toList();
  }

  /** Ids of files that came into a bronze table, or came again, after one of its versions. */
  List<String> filesAfter(TableId bronze, long version) {
    return stream(bronze)
        .filter(file -> file.bronzeVersion() > version)
        .map(File::fileId)
        .filter(Objects::nonNull) // of a quarantined delivery: nothing of it was read
        .distinct()
        .sorted()
        .toList();
  }

  /** Contents of a bronze table that were delivered more than once. */
  List<Latest.Repeated> repeated(TableId bronze) {
    return repeated.computeIfAbsent(
        bronze,
        table -> {
          Map<String, List<File>> byContent =
              standing(table).stream()
                  .collect(Collectors.groupingBy(File::fileId, TreeMap::new, Collectors.toList()));
          return byContent.entrySet().stream()
              .filter(content -> content.getValue().size() > 1)
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
        });
  }

  /** The table's version after the last intake that came to an end; -1: none. */
  long lastVersion(TableId bronze) {
    return stream(bronze).mapToLong(File::bronzeVersion).max().orElse(-1);
  }

  /** A file with this content, whatever became of it. */
  Optional<File> byId(String fileId) {
    if (byId == null) {
      byId = new HashMap<>();
      files.values().stream()
          .flatMap(entity -> entity.values().stream())
          .filter(file -> file.fileId() != null)
          .forEach(file -> byId.put(file.fileId(), file));
    }
    return Optional.ofNullable(byId.get(fileId));
  }

  /** Files that stand refused, with the reason. */
  List<String> refused() {
    return files.values().stream()
        .flatMap(entity -> entity.values().stream())
        .filter(file -> "refused".equals(file.status()))
        .map(file -> file.path() + ": " + file.reason())
        .sorted()
        .toList();
  }

  boolean hasReplaced(TableId bronze, long version) {
    return stream(bronze)
        .anyMatch(file -> file.bronzeVersion() > version && REPLACED.equals(file.status()));
  }

  private Stream<File> stream(TableId bronze) {
    return of(bronze).values().stream();
  }

  private Map<String, File> of(TableId bronze) {
    return files.getOrDefault(bronze, Map.of());
  }

  /** The last run that took in anything. */
  long lastRun() {
    return files.values().stream()
        .flatMap(entity -> entity.values().stream())
        .mapToLong(File::runNumber)
        .max()
        .orElse(-1);
  }

  static TableId bronze(String source, String entity) {
    return new TableId(Layer.BRONZE, source + "_" + entity);
  }
}
