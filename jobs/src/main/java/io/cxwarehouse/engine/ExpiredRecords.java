package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;

import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.QueryPlans;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Records of runs of whole months that are older than records are kept. Their totals are written
 * first, once for each month; then the records go. Killed in between, the same again completes it:
 * a month that has its totals is not counted a second time.
 */
final class ExpiredRecords {
  private static final List<TableId> RECORDS =
      List.of(OpsTables.STEP_RUN, OpsTables.CHECK_RESULT, OpsTables.RESTATEMENT);
  private static final StructType RUNS = StructType.fromDDL("run_id STRING, month DATE");

  private final Warehouse warehouse;
  private final Tables tables;
  private final SparkSession session;

  /** Month in which each of these runs began. */
  private final Map<String, Date> runs = new TreeMap<>();

  /** Publications below this number that were made by these runs can go, too. */
  private final long oldestKept;

  ExpiredRecords(
      Warehouse warehouse, SparkSession session, RunState state, Optional<Publication> oldest) {
    this.warehouse = warehouse;
    this.tables = warehouse.tables();
    this.session = session;
    this.oldestKept = oldest.map(Publication::number).orElse(0L);
    Optional<LocalDate> newest =
        state.runs().stream().map(ExpiredRecords::day).max(Comparator.naturalOrder());
    if (newest.isEmpty()) {
      return;
    }
    LocalDate first =
        newest.get().minusDays(warehouse.settings().maintain().opsDays()).withDayOfMonth(1);
    for (Row run : state.runs()) {
      if (day(run).isBefore(first)) {
        runs.put(run.getAs("run_id"), Date.valueOf(day(run).withDayOfMonth(1)));
      }
    }
  }

  private static LocalDate day(Row run) {
    return run.<Timestamp>getAs("started_at").toInstant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  long runs() {
    return runs.size();
  }

  /** Rows that can go. */
  long count() {
    long count = 0;
    if (!runs.isEmpty()) {
      for (TableId table : RECORDS) {
        count += expired(table).map(Dataset::count).orElse(0L);
      }
      count += expiredPublications().map(Dataset::count).orElse(0L);
    }
    return count;
  }

  void remove(TableWriter writer) {
    if (runs.isEmpty()) {
      return;
    }
    List<Row> totals = totals();
    if (!totals.isEmpty()) {
      writer.append(session, warehouse.definitions().table(OpsTables.MONTHLY_TOTAL).spec(), totals);
    }
    for (TableId table : RECORDS) {
      if (expired(table).filter(rows -> !rows.isEmpty()).isPresent()) {
        writer.delete(session, table, isOfRuns());
      }
    }
    if (expiredPublications().filter(rows -> !rows.isEmpty()).isPresent()) {
      writer.delete(session, OpsTables.PUBLICATION, isPublicationExpired());
    }
  }

  /** Of months that have none yet. */
  private List<Row> totals() {
    Set<Date> told =
        rows(OpsTables.MONTHLY_TOTAL)
            .map(
                rows ->
                    rows.select("month").distinct().collectAsList().stream()
                        .map(row -> row.getDate(0))
                        .collect(Collectors.toSet()))
            .orElseGet(Set::of);
    List<Row> untold = new ArrayList<>();
    runs.forEach(
        (id, month) -> {
          if (!told.contains(month)) {
            untold.add(RowFactory.create(id, month));
          }
        });
    if (untold.isEmpty()) {
      return List.of();
    }
    Dataset<Row> expired = session.createDataFrame(untold, RUNS);
    return QueryPlans.bind(
            session,
            Resource.text("maintain/monthly_total.sql"),
            name -> name.equals("expired") ? expired : relation(name),
            Map.of())
        .collectAsList();
  }

  /** A table of records; without rows where it is not there; null: no such table. */
  private Dataset<Row> relation(String name) {
    if (name.indexOf('.') < 0) {
      return null;
    }
    TableId table = TableId.of(name);
    return rows(table)
        .orElseGet(
            () ->
                session.createDataFrame(
                    List.<Row>of(), warehouse.definitions().table(table).spec().schema()));
  }

  private Optional<Dataset<Row>> expired(TableId table) {
    return rows(table).map(rows -> rows.where(isOfRuns()));
  }

  private Optional<Dataset<Row>> expiredPublications() {
    return rows(OpsTables.PUBLICATION).map(rows -> rows.where(isPublicationExpired()));
  }

  private Column isOfRuns() {
    return col("run_id").isin(runs.keySet().toArray());
  }

  private Column isPublicationExpired() {
    return isOfRuns().and(col("run_number").lt(oldestKept));
  }

  private Optional<Dataset<Row>> rows(TableId table) {
    Tables.State state = tables.state(session, table);
    return state.exists()
        ? Optional.of(tables.read(session, table, state.version()))
        : Optional.empty();
  }
}
