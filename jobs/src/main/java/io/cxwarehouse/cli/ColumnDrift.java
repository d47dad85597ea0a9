package io.cxwarehouse.cli;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.engine.Engine;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Columns that came with the newest deliveries though nobody named them, or stayed away. */
final class ColumnDrift {
  private static final String DATE = "_delivery_date";
  private static final String RESCUED = "_rescued";

  private final Engine engine;
  private final Settings settings;
  private final Map<TableId, NavigableSet<LocalDate>> deliveries = new HashMap<>();

  ColumnDrift(Engine engine, Settings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  /**
   * What the newest deliveries hold beyond the configuration, by source, entity and column; empty:
   * nothing was delivered. Entities whose queries read {@code _rescued} are left out: there such
   * columns are the rule, such as a survey's questions.
   */
  Optional<Dataset<Row>> unknown() {
    return ofEntities(
        (entity, table) ->
            isReadWhole(table)
                ? Optional.empty()
                : Optional.of(
                    since(table, deliveries(table).last())
                        .where(col(RESCUED).isNotNull())
                        .select(explode(json_object_keys(col(RESCUED))).as("column"), col(DATE))
                        .groupBy("column")
                        .agg(count(lit(1)).as("rows"), max(DATE).as("newest"))));
  }

  /** Columns with values in the delivery before the newest, and none in the newest. */
  Optional<Dataset<Row>> lost() {
    return ofEntities(
        (entity, table) -> {
          LocalDate newest = deliveries(table).last();
          LocalDate before = deliveries(table).lower(newest);
          if (before == null) {
            return Optional.empty();
          }
          Column[] lost =
              entity.columns().stream()
                  .map(column -> lost(column.name(), newest))
                  .toArray(Column[]::new);
          return Optional.of(
              since(table, before)
                  .agg(array_compact(array(lost)).as("lost"))
                  .select(
                      explode(col("lost")).as("column"), lit(Date.valueOf(newest)).as("newest")));
        });
  }

  /** The column's name if it has had values, but not in the newest delivery. */
  private static Column lost(String column, LocalDate newest) {
    Column value = col("`" + column + "`");
    Column isNewest = col(DATE).equalTo(lit(Date.valueOf(newest)));
    return when(count(when(isNewest, value)).equalTo(0).and(count(value).gt(0)), lit(column));
  }

  /** Rows of all entities that have been delivered; empty if there are none. */
  private Optional<Dataset<Row>> ofEntities(
      BiFunction<Source.Entity, TableId, Optional<Dataset<Row>>> rows) {
    Dataset<Row> all = null;
    for (Source source : settings.sources().values()) {
      for (Source.Entity entity : source.entities().values()) {
        TableId table = TableId.bronze(source.name(), entity.name());
        Optional<Dataset<Row>> own =
            deliveries(table).isEmpty() ? Optional.empty() : rows.apply(entity, table);
        if (own.isPresent()) {
          Dataset<Row> named =
              own.get()
                  .select(
                      lit(source.name()).as("source"), lit(entity.name()).as("entity"), col("*"));
          all = all == null ? named : all.union(named);
        }
      }
    }
    return Optional.ofNullable(all).map(found -> found.orderBy("source", "entity", "column"));
  }

  private Dataset<Row> since(TableId table, LocalDate date) {
    Tables tables = engine.warehouse().tables();
    SparkSession spark = engine.warehouse().spark();
    return tables
        .read(spark, table, tables.state(spark, table).version())
        .where(col(DATE).geq(lit(Date.valueOf(date))));
  }

  /** Dates under which rows of an entity lie, from the table's list of files. */
  private NavigableSet<LocalDate> deliveries(TableId table) {
    return deliveries.computeIfAbsent(
        table,
        name -> {
          NavigableSet<LocalDate> dates = new TreeSet<>();
          engine
              .warehouse()
              .tables()
              .partitions(engine.warehouse().spark(), name, DATE)
              .forEach(date -> dates.add(LocalDate.parse(date)));
          return dates;
        });
  }

  private boolean isReadWhole(TableId table) {
    return engine.warehouse().definitions().tables().values().stream()
        .flatMap(definition -> definition.queries().values().stream())
        .anyMatch(query -> query.contains(RESCUED) && query.contains(table.toString()));
  }
}
