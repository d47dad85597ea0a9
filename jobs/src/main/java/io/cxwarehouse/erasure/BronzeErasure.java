package io.cxwarehouse.erasure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.bronze.Binding;
import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.engine.IntakeLog;
import io.cxwarehouse.engine.OpsTables;
import io.cxwarehouse.engine.Parallel;
import io.cxwarehouse.engine.StoredBronze;
import io.cxwarehouse.engine.Warehouse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Finds and deletes the rows of erased persons in bronze and among rejected rows. */
final class BronzeErasure {
  /** Rows of one landing file. */
  record Found(TableId table, String file, long rows) {}

  private final Warehouse warehouse;
  private final SparkSession session;
  private final StoredBronze stored;
  private final Set<String> binding = new TreeSet<>();
  private final List<Found> mentions = new ArrayList<>();
  private ErasedRows rows;
  private List<Found> found = List.of();

  BronzeErasure(Warehouse warehouse, SparkSession session, IntakeLog log, ErasedRows rows) {
    this.warehouse = warehouse;
    this.session = session;
    this.stored = new StoredBronze(warehouse, session, log);
    this.rows = rows;
  }

  /** Looks until no row that is found brings others that belong to it. */
  void find() {
    rows = rows.without(Binding.contested(rows, stored));
    Set<String> fresh = Set.of();
    do {
      rows = rows.with(fresh);
      List<Found> now = Collections.synchronizedList(new ArrayList<>());
      Set<String> bound = Collections.synchronizedSet(new TreeSet<>());
      Parallel.forEach(rows.entities(), 4, entity -> find(entity, now, bound));
      bound.removeAll(rows.keys().hashes());
      binding.addAll(bound);
      found = List.copyOf(now);
      fresh = bound;
    } while (!fresh.isEmpty());
    for (String entity : rows.mentioning()) {
      if (exists(entity)) {
        Dataset<Row> files = table(entity).where(isRedacted(entity)).groupBy("_file").count();
        for (Row row : files.collectAsList()) {
          mentions.add(new Found(id(entity), row.getString(0), row.getLong(1)));
        }
      }
    }
    if (exists(OpsTables.REJECTED_RECORD)) {
      Dataset<Row> rejected = table(OpsTables.REJECTED_RECORD).where(isRejectedGone());
      List<Found> all = new ArrayList<>(found);
      for (Row row : rejected.groupBy("file").count().collectAsList()) {
        all.add(new Found(OpsTables.REJECTED_RECORD, row.getString(0), row.getLong(1)));
      }
      found = List.copyOf(all);
    }
  }

  private void find(String entity, List<Found> now, Set<String> bound) {
    if (!exists(entity)) {
      return;
    }
    Map<String, Long> files = new TreeMap<>();
    boolean mayBind = false;
    for (Row row :
        table(entity)
            .select(col("_file"), gone(entity).as(Binding.KEYS))
            .where(col(Binding.KEYS).isNotNull())
            .collectAsList()) {
      files.merge(row.getString(0), 1L, Long::sum);
      mayBind |= !row.getList(1).isEmpty();
    }
    files.forEach((file, n) -> now.add(new Found(id(entity), file, n)));
    if (mayBind) {
      bound.addAll(bound(entity));
    }
  }

  private Set<String> bound(String entity) {
    Dataset<Row> versions = stored.rows(entity).orElseThrow();
    return Binding.of(
        rows, entity, versions.withColumn(Binding.KEYS, gone(entity)), stored.versions(entity));
  }

  List<Found> found() {
    return found;
  }

  /** Hashes of keys by which rows belong to those found. */
  Set<String> binding() {
    return binding;
  }

  /** Rows about others that name the persons. */
  List<Found> mentions() {
    return mentions;
  }

  ErasedRows rows() {
    return rows;
  }

  boolean hasFound() {
    return !found.isEmpty() || !mentions.isEmpty();
  }

  Set<TableId> tables() {
    Set<TableId> tables = new TreeSet<>();
    found.forEach(f -> tables.add(f.table()));
    return tables;
  }

  void delete(TableWriter writer) {
    Set<TableId> tables = tables();
    for (String entity : rows.entities()) {
      if (tables.contains(id(entity))) {
        writer.delete(session, id(entity), gone(entity).isNotNull());
      }
    }
    Set<TableId> mentioning = mentions.stream().map(Found::table).collect(Collectors.toSet());
    for (String entity : rows.mentioning()) {
      if (mentioning.contains(id(entity))) {
        List<String> present = List.of(table(entity).columns());
        writer.update(
            session,
            id(entity),
            isRedacted(entity),
            rows.redactedColumns(
                entity, present, rows.redacted(lit(entity), rows.cells(entity, present))));
      }
    }
    if (tables.contains(OpsTables.REJECTED_RECORD)) {
      writer.delete(session, OpsTables.REJECTED_RECORD, isRejectedGone());
    }
  }

  private Column gone(String entity) {
    List<String> present = List.of(table(entity).columns());
    return rows.gone(lit(entity), rows.cells(entity, present), col("_key"));
  }

  private Column isRedacted(String entity) {
    List<String> present = List.of(table(entity).columns());
    return gone(entity)
        .isNull()
        .and(rows.redacted(lit(entity), rows.cells(entity, present)).isNotNull());
  }

  private Column isRejectedGone() {
    return rows.goneText(concat_ws(".", col("source"), col("entity")), col("raw_text"));
  }

  private boolean exists(String entity) {
    return exists(id(entity));
  }

  private boolean exists(TableId table) {
    return warehouse.tables().state(session, table).exists();
  }

  private Dataset<Row> table(String entity) {
    return table(id(entity));
  }

  private Dataset<Row> table(TableId table) {
    return warehouse
        .tables()
        .read(session, table, warehouse.tables().state(session, table).version());
  }

  private static TableId id(String entity) {
    return TableId.bronze(entity);
  }
}
