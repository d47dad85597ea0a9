package io.cxwarehouse.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.delta.FilledColumns;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.engine.Engine;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Columns that came with the newest deliveries though nobody named them, or stayed away. */
final class ColumnDrift {
  private static final String DATE = "_delivery_date";
  private static final String RESCUED = "_rescued";

  private final Engine engine;
  private final SparkSession spark;
  private final Tables tables;
  private final FilledColumns filled;
  private final List<Newest> newest = new ArrayList<>();

  /**
   * The newest delivery of an entity.
   *
   * @param before date of the delivery before it; empty: it is the first
   * @param filled columns that have values in it
   */
  private record Newest(
      Source source,
      Source.Entity entity,
      LocalDate date,
      Optional<LocalDate> before,
      Set<String> filled) {
    TableId table() {
      return TableId.bronze(source.name(), entity.name());
    }
  }

  /** A column with values in the delivery before the newest, and none in the newest. */
  record Lost(String source, String entity, String column, LocalDate newest) {}

  ColumnDrift(Engine engine, Settings settings) {
    this.engine = engine;
    this.spark = engine.warehouse().spark();
    this.tables = engine.warehouse().tables();
    this.filled = new FilledColumns(spark, tables);
    for (Source source : settings.sources().values()) {
      for (Source.Entity entity : source.entities().values()) {
        TableId table = TableId.bronze(source.name(), entity.name());
        NavigableSet<LocalDate> dates = dates(table);
        if (!dates.isEmpty()) {
          LocalDate last = dates.last();
          newest.add(
              new Newest(
                  source,
                  entity,
                  last,
                  Optional.ofNullable(dates.lower(last)),
                  filled(table, last)));
        }
      }
    }
  }

  /**
   * What the newest deliveries hold beyond the configuration, by source, entity and column; empty:
   * nothing. Entities whose queries read {@code _rescued} are left out: there such columns are the
   * rule, such as a survey's questions.
   */
  Optional<Dataset<Row>> unknown() {
    return newest.stream()
        .filter(one -> one.filled().contains(RESCUED) && !isReadWhole(one.table()))
        .map(this::unknown)
        .reduce(Dataset::union)
        .map(rows -> rows.orderBy("source", "entity", "column"));
  }

  private Dataset<Row> unknown(Newest one) {
    return tables
        .read(spark, one.table(), tables.state(spark, one.table()).version())
        .where(col(DATE).equalTo(lit(Date.valueOf(one.date()))))
        .where(col(RESCUED).isNotNull())
        .select(explode(json_object_keys(col(RESCUED))).as("column"), col(DATE))
        .groupBy("column")
        .agg(count(lit(1)).as("rows"), max(DATE).as("newest"))
        .select(
            lit(one.source().name()).as("source"), lit(one.entity().name()).as("entity"), col("*"));
  }

  List<Lost> lost() {
    List<Lost> lost = new ArrayList<>();
    for (Newest one : newest) {
      Set<String> had = one.before().map(date -> filled(one.table(), date)).orElse(Set.of());
      for (Source.Column column : one.entity().columns()) {
        if (had.contains(column.name()) && !one.filled().contains(column.name())) {
          lost.add(new Lost(one.source().name(), one.entity().name(), column.name(), one.date()));
        }
      }
    }
    return lost;
  }

  private Set<String> filled(TableId table, LocalDate date) {
    return filled.of(table, DATE, date.toString());
  }

  /** Dates under which rows of an entity lie, from the table's list of files. */
  private NavigableSet<LocalDate> dates(TableId table) {
    NavigableSet<LocalDate> dates = new TreeSet<>();
    tables.partitions(spark, table, DATE).forEach(date -> dates.add(LocalDate.parse(date)));
    return dates;
  }

  private boolean isReadWhole(TableId table) {
    return engine.warehouse().definitions().tables().values().stream()
        .flatMap(definition -> definition.queries().values().stream())
        .anyMatch(query -> query.contains(RESCUED) && query.contains(table.toString()));
  }
}
