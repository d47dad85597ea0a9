package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.DateRange;
import io.cxwarehouse.delta.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Dates of an as-of table whose rows lay in files that are lost. */
final class LostDates {
  private final Tables tables;
  private final SparkSession session;
  private final TableSpec spec;
  private final ServedDates served;

  LostDates(Warehouse warehouse, SparkSession session, TableId table) {
    this.tables = warehouse.tables();
    this.session = session;
    this.spec = warehouse.definitions().table(table).spec();
    this.served = new ServedDates(warehouse, session, table);
  }

  /**
   * Dates that runs computed, which those files may have held and none of the others does; each
   * with the date of the latest run that computes it.
   *
   * @param missing files of the current version
   * @param isBack whether versions after it are lost, too: then all dates after its last one are
   */
  SortedMap<LocalDate, LocalDate> find(Set<String> missing, boolean isBack, RunState state) {
    SortedMap<LocalDate, LocalDate> lost = new TreeMap<>();
    Optional<String> column = spec.asOfColumn();
    if (column.isEmpty()) {
      return lost;
    }
    boolean isThere = tables.state(session, spec.id()).exists();
    List<DateRange> ranges =
        isThere ? tables.ranges(session, spec.id(), missing, column.get()) : List.of();
    TreeSet<LocalDate> kept = isThere ? dates(missing, column.get()) : new TreeSet<>();
    served
        .byDate(state)
        .forEach(
            (date, run) -> {
              boolean isAfterAll = isBack && (kept.isEmpty() || date.isAfter(kept.last()));
              boolean isIn = ranges.stream().anyMatch(range -> range.holds(date));
              if ((isAfterAll || isIn) && !kept.contains(date)) {
                lost.put(date, run);
              }
            });
    if (spec.keepDates().isPresent()) {
      Set<Date> all = lost.keySet().stream().map(Date::valueOf).collect(Collectors.toSet());
      AsOfDates.expired(all, Set.of(), spec.keepDates().getAsInt())
          .forEach(date -> lost.remove(date.toLocalDate()));
    }
    return lost;
  }

  private TreeSet<LocalDate> dates(Set<String> missing, String column) {
    return tables
        .readWithout(session, spec.id(), missing)
        .select(column)
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getDate(0).toLocalDate())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
