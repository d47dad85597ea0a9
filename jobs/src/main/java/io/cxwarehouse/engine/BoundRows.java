package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.cxwarehouse.bronze.Binding;
import io.cxwarehouse.bronze.EntityRows;
import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.bronze.IntakeResult;
import io.cxwarehouse.catalog.TableId;
import java.sql.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows that came into bronze before the record that they belong to, which is an erased person's and
 * was left out: they go as they would have if both had come at once.
 */
final class BoundRows {
  private final RunContext run;
  private final SparkSession session;
  private final IntakeResult result;
  private final StoredBronze stored;
  private final Map<String, List<Row>> found = new TreeMap<>();
  private final Set<String> origins = new TreeSet<>();
  private ErasedRows persons;

  BoundRows(RunContext run, SparkSession session, IntakeResult result) {
    this.run = run;
    this.session = session;
    this.result = result;
    this.stored = StoredBronze.of(run, session);
  }

  /**
   * Looks for them where what was left out may bind any; nothing is read where this delivery binds
   * no more rows than earlier ones.
   *
   * @param keys hashes of keys that bind rows since this delivery
   * @param afterDeath a run died, maybe after it wrote down what binds and before it deleted: all
   *     is looked at
   * @return hashes of keys that bind rows from now on
   */
  Set<String> find(ErasedRows erased, Set<String> keys, boolean afterDeath) {
    Set<String> suppressed = new TreeSet<>(keys);
    if (suppressed.isEmpty() && !afterDeath) {
      return suppressed;
    }
    persons = erased.only(suppressed); // what others bind is gone
    if (afterDeath) {
      persons = erased.with(suppressed);
      origins.addAll(persons.mentioning());
    }
    result.files().stream()
        .filter(file -> file.suppressed() > 0)
        .forEach(file -> origins.add(file.file().source() + "." + file.file().entity()));
    Set<String> more;
    do {
      more = new TreeSet<>();
      for (String entity : persons.belonging().bound(origins)) {
        if (more.addAll(find(entity))) {
          origins.add(entity);
        }
      }
      more.removeAll(persons.keys().hashes());
      more.removeAll(erased.keys().hashes());
      suppressed.addAll(more);
      persons = persons.with(more);
    } while (!more.isEmpty());
    return suppressed;
  }

  /** Files and dates of an entity's rows, with their number. */
  private Set<String> find(String entity) {
    Dataset<Row> rows = stored.rows(entity).map(all -> marked(entity, all)).orElse(null);
    if (rows == null) {
      return Set.of();
    }
    List<Row> files =
        rows.where(col(Binding.KEYS).isNotNull())
            .groupBy("_file_id", "_delivery_date")
            .count()
            .collectAsList();
    found.put(entity, files);
    return files.isEmpty()
        ? Set.of()
        : Binding.of(persons, entity, withDelivered(entity, rows), stored.versions(entity));
  }

  /** Versions that come in now may be later ones. */
  private Dataset<Row> withDelivered(String entity, Dataset<Row> rows) {
    return result.tables().stream()
        .filter(table -> table.table().equals(TableId.bronze(entity)))
        .map(EntityRows::rows)
        .map(own -> own.withColumn(Binding.KEYS, persons.gone(entity, List.of(own.columns()))))
        .reduce(rows, (all, own) -> own.unionByName(all, true));
  }

  private Dataset<Row> marked(String entity, Dataset<Row> rows) {
    Object[] replaced =
        result.tables().stream()
            .filter(table -> table.table().equals(TableId.bronze(entity)))
            .map(EntityRows::fileIds)
            .flatMap(List::stream)
            .toArray();
    return rows.where(not(col("_file_id").isin(replaced))).withColumn(Binding.KEYS, gone(entity));
  }

  private Column gone(String entity) {
    Dataset<Row> table = stored.table(TableId.bronze(entity)).orElseThrow();
    return persons.gone(entity, List.of(table.columns()));
  }

  /** Deletes what was found, and blanks ids of theirs in rows about others. */
  void delete(TouchedFiles touched) {
    found.values().removeIf(List::isEmpty);
    found.forEach(
        (entity, files) -> {
          TableId table = TableId.bronze(entity);
          Set<Date> dates = new HashSet<>();
          Map<String, Long> rows = new TreeMap<>();
          for (Row row : files) {
            rows.merge(row.getString(0), row.getLong(2), Long::sum);
            dates.add(row.getDate(1));
          }
          Column isGone = gone(entity).isNotNull();
          long version =
              run.writer()
                  .delete(session, table, col("_delivery_date").isin(dates.toArray()).and(isGone));
          touched.add(table, rows, version);
        });
    if (persons != null) {
      persons.belonging().naming(origins).forEach(entity -> blank(entity, touched));
    }
  }

  private void blank(String entity, TouchedFiles touched) {
    TableId table = TableId.bronze(entity);
    Optional<Dataset<Row>> rows = stored.table(table);
    if (rows.isEmpty()) {
      return;
    }
    List<String> present = List.of(rows.get().columns());
    Column redacted = persons.redacted(lit(entity), persons.cells(entity, present));
    Map<String, Long> files = new TreeMap<>();
    rows.get()
        .where(redacted.isNotNull())
        .select("_file_id")
        .distinct()
        .collectAsList()
        .forEach(row -> files.put(row.getString(0), 0L));
    if (!files.isEmpty()) {
      Map<String, Column> columns = persons.redactedColumns(entity, present, redacted);
      long version = run.writer().update(session, table, redacted.isNotNull(), columns);
      touched.add(table, files, version);
    }
  }
}
