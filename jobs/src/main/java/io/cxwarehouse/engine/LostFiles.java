package io.cxwarehouse.engine;

import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.DateRange;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.LandingFile;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/** Delivered files whose rows are no longer in their bronze table, and where they lie now. */
final class LostFiles {
  private static final int NAMED = 10;

  private final Warehouse warehouse;
  private final SparkSession session;
  private final TableId table;
  private final IntakeLog log;
  private final LocalDate asOf;
  private Set<String> contents = new TreeSet<>();

  LostFiles(Warehouse warehouse, SparkSession session, TableId table, RunState state) {
    this.warehouse = warehouse;
    this.session = session;
    this.table = table;
    this.log = state.intakeLog();
    this.asOf = state.tableAsOf(LocalDate.MIN);
  }

  /** Looks among the files of the dates that lay in some data files. */
  void find(Set<String> missing) {
    List<DateRange> dates = warehouse.tables().ranges(session, table, missing, "_delivery_date");
    find(missing, file -> dates.stream().anyMatch(range -> range.holds(file.deliveryDate())));
  }

  /** Looks among all files. */
  void findAll(Set<String> missing) {
    find(missing, file -> true);
  }

  /** Takes all that came with a version or after it. */
  void findSince(long version) {
    contents =
        log.allStanding(table).stream()
            .filter(file -> !file.isDuplicate() && file.rows() > 0)
            .filter(file -> file.bronzeVersion() >= version)
            .map(IngestedFile::fileId)
            .collect(toSet());
  }

  private void find(Set<String> missing, Predicate<IngestedFile> mayBe) {
    Map<String, Long> stored = new HashMap<>();
    warehouse
        .tables()
        .readWithout(session, table, missing)
        .groupBy("_file_id")
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> stored.put(row.getString(0), row.getLong(1)));
    contents =
        log.allStanding(table).stream()
            .filter(file -> !file.isDuplicate() && mayBe.test(file))
            .filter(file -> stored.getOrDefault(file.fileId(), 0L) < file.rows())
            .map(IngestedFile::fileId)
            .collect(toSet());
  }

  /** Where the lost contents were delivered, copies included: any one of them will do. */
  List<String> paths() {
    return log.allStanding(table).stream()
        .filter(file -> contents.contains(file.fileId()))
        .map(IngestedFile::path)
        .sorted()
        .toList();
  }

  /** Those that lie in the landing folder as they were taken in. */
  private Map<String, LandingFile> delivered() {
    Map<String, Long> bytes = new HashMap<>();
    Set<String> folders = new TreeSet<>();
    for (IngestedFile file : log.allStanding(table)) {
      if (contents.contains(file.fileId())) {
        bytes.put(file.path(), file.known().bytes());
        folders.add(file.known().delivery());
      }
    }
    Map<String, LandingFile> delivered = new TreeMap<>();
    if (!folders.isEmpty()) {
      for (LandingFile file : warehouse.landingOf(asOf, folders).files()) {
        if (Long.valueOf(file.bytes()).equals(bytes.get(file.path()))) {
          delivered.put(file.path(), file);
        }
      }
    }
    return delivered;
  }

  /** All lost rows can come again, or nothing is begun. */
  void requireDelivered() {
    Set<String> there = delivered().keySet();
    Map<String, Boolean> isThere = new HashMap<>();
    Map<String, String> path = new TreeMap<>();
    for (IngestedFile file : log.allStanding(table)) {
      if (contents.contains(file.fileId())) {
        isThere.merge(file.fileId(), there.contains(file.path()), Boolean::logicalOr);
        path.putIfAbsent(file.fileId(), file.path());
      }
    }
    List<String> gone =
        path.entrySet().stream()
            .filter(one -> !isThere.get(one.getKey()))
            .map(Map.Entry::getValue)
            .sorted()
            .toList();
    if (!gone.isEmpty()) {
      throw new CxwException(
          ExitCode.FAILURE,
          table + " cannot be repaired: files whose rows are lost are not delivered any more.",
          "below "
              + warehouse.settings().landing().root()
              + " these are gone, or hold other bytes than were taken in: "
              + String.join(", ", gone.subList(0, Math.min(NAMED, gone.size())))
              + (gone.size() > NAMED ? " and " + (gone.size() - NAMED) + " more" : ""),
          "Put them back there from your archive, with the same names and bytes, and run the same"
              + " command again. Or bring the table's own files back from a backup.");
    }
  }

  /** The files, to be taken in as if they had never been. */
  Landing landing() {
    List<LandingFile> files = List.copyOf(delivered().values());
    Set<String> forgotten = new TreeSet<>(paths());
    log.forget(forgotten);
    return new Landing(
        warehouse.settings().landing().root(), asOf, files, List.of(), List.of(), List.of());
  }
}
