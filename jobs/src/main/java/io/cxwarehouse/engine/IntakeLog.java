package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.raw.FileOutcome;
import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.ReadOutcome;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The delivered files that were looked at so far: the latest look at each path counts. */
final class IntakeLog {
  /** A row of {@code ops.ingested_file}. */
  record File(
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
      String runId) {

    TableId bronze() {
      return TableId.of("bronze." + source + "_" + entity);
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
          runId);
    }

    static File of(FileOutcome outcome, long bronzeVersion, long runNumber, String runId) {
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
          runId);
    }

    /** The same file once its rows have left bronze. */
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
          "replaced",
          "its path holds other bytes now",
          0,
          0,
          0,
          version,
          reading,
          run,
          id);
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

    static File of(Row row) {
      return new File(
          row.getAs("file_id"),
          row.getAs("source"),
          row.getAs("entity"),
          row.getAs("survey_folder"),
          row.getAs("path"),
          row.<java.sql.Date>getAs("delivery_date").toLocalDate(),
          row.<Long>getAs("bytes"),
          row.<Timestamp>getAs("modified_at").getTime(),
          row.getAs("manifest"),
          row.getAs("sha256"),
          row.getAs("status"),
          row.getAs("reason"),
          row.<Long>getAs("rows"),
          row.<Long>getAs("rejected"),
          leftOut(row),
          row.<Long>getAs("bronze_version"),
          row.getAs("reading"),
          row.<Long>getAs("run_number"),
          row.getAs("run_id"));
    }
  }

  /** Rows of before the column was there have none. */
  private static long leftOut(Row row) {
    boolean isThere = Arrays.asList(row.schema().fieldNames()).contains("suppressed");
    Long suppressed = isThere ? row.getAs("suppressed") : null;
    return suppressed == null ? 0 : suppressed;
  }

  private final Map<String, File> byPath = new HashMap<>();

  static IntakeLog of(List<Row> rows) {
    IntakeLog log = new IntakeLog();
    rows.stream().map(File::of).sorted(Comparator.comparingLong(File::runNumber)).forEach(log::add);
    return log;
  }

  void add(File file) {
    byPath.put(file.path(), file);
  }

  Optional<File> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  Collection<File> files() {
    return new ArrayList<>(byPath.values());
  }

  /** Ids of files that came into a bronze table after one of its versions. */
  List<String> filesAfter(TableId bronze, long version) {
    return stream(bronze)
        .filter(file -> file.bronzeVersion() > version)
        .map(File::fileId)
        .distinct()
        .sorted()
        .toList();
  }

  /** The table's version after the last intake that came to an end; -1: none. */
  long lastVersion(TableId bronze) {
    return stream(bronze).mapToLong(File::bronzeVersion).max().orElse(-1);
  }

  /** The file whose contents have this identity and are in bronze. */
  Optional<File> byId(String fileId) {
    return byPath.values().stream().filter(file -> fileId.equals(file.fileId())).findFirst();
  }

  /** Files that stand refused, with the reason. */
  List<String> refused() {
    return byPath.values().stream()
        .filter(file -> "refused".equals(file.status()))
        .map(file -> file.path() + ": " + file.reason())
        .sorted()
        .toList();
  }

  boolean hasReplaced(TableId bronze, long version) {
    return stream(bronze)
        .anyMatch(file -> file.bronzeVersion() > version && "replaced".equals(file.status()));
  }

  private Stream<File> stream(TableId bronze) {
    return byPath.values().stream().filter(file -> file.bronze().equals(bronze));
  }
}
