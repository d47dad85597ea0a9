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
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Dates of an as-of table whose rows lay in files that are lost. */
final class LostDates {
  private final Tables tables;
  private final SparkSession session;
  private final TableSpec spec;

  LostDates(Warehouse warehouse, SparkSession session, TableId table) {
    this.tables = warehouse.tables();
    this.session = session;
    this.spec = warehouse.definitions().table(table).spec();
  }

  /**
   * Dates that were run, which those files may have held and none of the others does.
   *
   * @param missing files of the current version
   * @param isBack whether versions after it are lost, too: then all dates after its last one are
   */
  List<LocalDate> find(Set<String> missing, boolean isBack, RunState state) {
    Optional<String> column = spec.asOfColumn();
    if (column.isEmpty()) {
      return List.of();
    }
    boolean isThere = tables.state(session, spec.id()).exists();
    List<DateRange> ranges =
        isThere ? tables.ranges(session, spec.id(), missing, column.get()) : List.of();
    TreeSet<LocalDate> kept = isThere ? dates(missing, column.get()) : new TreeSet<>();
    Set<LocalDate> lost = new TreeSet<>();
    for (Row run : state.standing()) {
      LocalDate date = run.<Date>getAs("as_of").toLocalDate();
      boolean isAfterAll = isBack && (kept.isEmpty() || date.isAfter(kept.last()));
      boolean isIn = ranges.stream().anyMatch(range -> range.holds(date));
      if ((isAfterAll || isIn) && !kept.contains(date)) {
        lost.add(date);
      }
    }
    if (spec.keepDates().isPresent()) {
      Set<Date> all = Set.copyOf(lost.stream().map(Date::valueOf).collect(Collectors.toSet()));
      AsOfDates.expired(all, Set.of(), spec.keepDates().getAsInt())
          .forEach(date -> lost.remove(date.toLocalDate()));
    }
    return List.copyOf(lost);
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
