package io.cxwarehouse.engine;

import static java.util.stream.Collectors.toMap;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * All publications, the oldest first.
 *
 * @param all those of runs that were taken back, too
 */
public record Publications(List<Publication> all) {

  /** As the warehouse has them now. */
  public static Publications load(SparkSession session, Tables tables) {
    return of(tables.rows(session, OpsTables.PUBLICATION), RunState.runs(session, tables));
  }

  /**
   * The same from records.
   *
   * @param rows of {@code ops.publication}
   * @param runs of {@code ops.run}
   */
  static Publications of(List<Row> rows, List<Row> runs) {
    Set<String> undone = RunState.undone(runs);
    Map<Long, Row> runOf =
        runs.stream().collect(toMap(RunState::number, Function.identity(), (a, b) -> b));
    SortedMap<Long, String> ids = new TreeMap<>();
    SortedMap<Long, SortedMap<TableId, Long>> versions = new TreeMap<>();
    for (Row row : rows) {
      long number = RunState.number(row);
      ids.put(number, row.getAs("run_id"));
      versions
          .computeIfAbsent(number, n -> new TreeMap<>())
          .put(TableId.of(row.getAs("table")), row.<Long>getAs("delta_version"));
    }
    List<Publication> all = new ArrayList<>();
    ids.forEach(
        (number, id) -> {
          Optional<Row> run = Optional.ofNullable(runOf.get(number));
          all.add(
              new Publication(
                  id,
                  number,
                  run.map(row -> row.<Date>getAs("table_as_of")).map(Date::toLocalDate),
                  run.map(row -> row.<Timestamp>getAs("finished_at")).map(Timestamp::toInstant),
                  Collections.unmodifiableSortedMap(versions.get(number)),
                  undone.contains(id)));
        });
    return new Publications(List.copyOf(all));
  }

  /** The one that readers get; empty: nothing was published yet. */
  public Optional<Publication> current() {
    return all.stream().filter(one -> !one.isTakenBack()).reduce((a, b) -> b);
  }

  /** Versions that readers get. */
  Map<TableId, Long> versions() {
    return current().<Map<TableId, Long>>map(Publication::versions).orElseGet(Map::of);
  }

  public Optional<Publication> find(String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** The first publication that showed the same set; empty: it is that one itself. */
  public Optional<Publication> firstOf(Publication publication) {
    return all.stream()
        .filter(one -> one.versions().equals(publication.versions()))
        .findFirst()
        .filter(one -> one.number() < publication.number());
  }

  /** Rows of {@code ops.publication} that show these versions to readers. */
  static List<Row> rows(String runId, long number, Map<TableId, Long> versions) {
    List<Row> rows = new ArrayList<>();
    versions.forEach(
        (table, version) -> rows.add(RowFactory.create(runId, number, table.toString(), version)));
    return rows;
  }
}
