package io.cxwarehouse.erasure;

import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.engine.OpsTables;
import io.cxwarehouse.engine.Run;
import io.cxwarehouse.engine.Warehouse;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** What {@code ops.erasure} says of erasures: it names files and numbers of rows, and no person. */
final class ErasureLog {
  private final Warehouse warehouse;
  private final SparkSession session;

  ErasureLog(Warehouse warehouse, SparkSession session) {
    this.warehouse = warehouse;
    this.session = session;
  }

  /** What is about to go, from which files. */
  void begun(Run run, List<ErasureRequest> requests, BronzeErasure bronze) {
    Map<Optional<LocalDate>, Long> dates = new ConcurrentHashMap<>();
    requests.forEach(r -> dates.merge(Optional.ofNullable(r.requestedOn()), 1L, Long::sum));
    List<Row> rows = new ArrayList<>();
    dates.forEach(
        (date, n) ->
            rows.add(
                row(run, "requested", date.map(Date::valueOf).orElse(null), null, null, n, null)));
    rows.addAll(rows(run, "found", bronze.found()));
    rows.addAll(rows(run, "mentioned", bronze.mentions()));
    append(run, rows);
  }

  private static List<Row> rows(Run run, String event, List<BronzeErasure.Found> found) {
    return found.stream()
        .map(f -> row(run, event, null, f.table().toString(), f.file(), f.rows(), null))
        .toList();
  }

  static Row row(
      Run run, String event, Date date, String table, String file, Long rows, Long version) {
    return RowFactory.create(run.id(), run.number(), event, date, table, file, rows, version);
  }

  void append(Run run, List<Row> rows) {
    TableSpec spec = warehouse.definitions().table(OpsTables.ERASURE).spec();
    run.writer().append(warehouse.newSession(), spec, rows);
  }

  /** Erasures that began and did not come to their end. */
  Set<String> pending() {
    Set<String> pending = new TreeSet<>();
    Set<String> ended = new HashSet<>();
    for (Row row : warehouse.tables().rows(session, OpsTables.ERASURE)) {
      ("completed".equals(row.getAs("event")) ? ended : pending).add(row.getAs("erasure_id"));
    }
    pending.removeAll(ended);
    return pending;
  }

  /** All erasures that ever began. */
  Set<String> all() {
    Set<String> all = new TreeSet<>();
    warehouse
        .tables()
        .rows(session, OpsTables.ERASURE)
        .forEach(row -> all.add(row.getAs("erasure_id")));
    return all;
  }

  /**
   * Files from which rows came, those found now and those that erasures tell.
   *
   * @param event {@code found} or {@code mentioned}
   */
  Map<String, Long> files(String event, List<BronzeErasure.Found> now, Set<String> erasures) {
    Map<String, Long> rows = new TreeMap<>();
    now.forEach(found -> rows.merge(found.file(), found.rows(), Long::sum));
    for (Row row : warehouse.tables().rows(session, OpsTables.ERASURE)) {
      if (event.equals(row.getAs("event")) && erasures.contains(row.<String>getAs("erasure_id"))) {
        rows.put(row.getAs("file"), row.getAs("rows"));
      }
    }
    return rows;
  }
}
