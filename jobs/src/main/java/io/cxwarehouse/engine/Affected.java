package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.delta.Held;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.InSet;
import org.apache.spark.sql.catalyst.expressions.KnownNullable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.JavaConverters;

/**
 * The values by which a table is recomputed in part, and how relations are narrowed to them. Few
 * values become part of the filter, so that files and partitions are skipped; many are joined.
 */
final class Affected implements AutoCloseable {
  static final int MAX_LITERALS = 500;
  private static final int MAX_PUSHED = 10;
  private static final int MAX_BROADCAST = 200_000;

  private final List<String> columns;
  private final Dataset<Row> values;
  private final Runnable release;
  private final long count;
  private final Optional<List<Object>> known;

  /**
   * @param parts together hold the values: each has one column per {@code narrow_by} column, in any
   *     order of rows, repeated or not
   */
  Affected(List<String> columns, List<Dataset<Row>> parts) {
    this.columns = columns;
    Dataset<Row> distinct = parts.stream().reduce(Dataset::union).orElseThrow().distinct();
    Optional<List<Row>> few = known(parts).or(() -> Few.rows(distinct));
    if (few.isPresent()) {
      this.values = distinct.sparkSession().createDataFrame(few.get(), distinct.schema());
      this.count = few.get().size();
      this.release = () -> {};
      this.known =
          columns.size() == 1
              ? Optional.of(new ArrayList<>(few.get().stream().map(row -> row.get(0)).toList()))
              : Optional.empty();
    } else {
      Held held = Held.of(distinct);
      this.values = held.rows();
      this.release = held::close;
      this.count = values.count();
      this.known = Optional.empty();
    }
  }

  /** The values once each, where all of them are at the driver: then no query is needed. */
  private static Optional<List<Row>> known(List<Dataset<Row>> parts) {
    Set<Row> distinct = new LinkedHashSet<>();
    for (Dataset<Row> part : parts) {
      Optional<List<Row>> rows = Few.known(part);
      if (rows.isEmpty()) {
        return Optional.empty();
      }
      distinct.addAll(rows.get());
    }
    return distinct.size() <= Few.MAX_ROWS ? Optional.of(List.copyOf(distinct)) : Optional.empty();
  }

  long count() {
    return count;
  }

  boolean hasLiterals() {
    return known.isPresent() && count <= MAX_LITERALS;
  }

  /**
   * Keeps the rows whose columns hold one of the values, null-safe.
   *
   * @param names the relation's columns, in the order of {@code narrow_by}
   * @param partitions the relation's partition columns
   */
  Dataset<Row> narrow(Dataset<Row> rows, List<String> names, List<String> partitions) {
    if (isListed(rows, names)) {
      String name = names.get(0);
      Column kept = isIn(rows.col(name), known.get(), isText(rows, name));
      return partitions.stream()
          .filter(partition -> isMonthOf(partition, name))
          .findFirst()
          .map(partition -> rows.where(isIn(rows.col(partition), months(), false).and(kept)))
          .orElseGet(() -> rows.where(kept));
    }
    Dataset<Row> keys = values;
    for (String column : columns) {
      keys = keys.withColumnRenamed(column, "_affected_" + column);
    }
    Column match = lit(true);
    for (int i = 0; i < names.size(); i++) {
      match = match.and(rows.col(names.get(i)).eqNullSafe(col("_affected_" + columns.get(i))));
    }
    return rows.join(count <= MAX_BROADCAST ? broadcast(keys) : keys, match, "left_semi");
  }

  /**
   * The diff of the values' rows. A query may give rows of other values, too, made of a part of
   * what they are made of: they would be inserted. The values are looked for in the diff itself,
   * where the optimizer does not carry them into every branch of the query.
   *
   * @param before rows of the table that hold one of the values
   * @param after what was computed
   */
  Dataset<Row> between(TableSpec spec, Dataset<Row> before, Dataset<Row> after) {
    if (!isListed(after, spec.narrowBy())) {
      return Diff.between(spec, before, narrow(after, spec.narrowBy(), List.of()));
    }
    String name = spec.narrowBy().get(0);
    Column isOwn = isIn(col(name), known.orElseThrow(), isText(after, name));
    return Diff.between(spec, before, after, isOwn);
  }

  /** Whether the values can be part of a filter. */
  private boolean isListed(Dataset<Row> rows, List<String> names) {
    return known.isPresent() && (hasLiterals() || isText(rows, names.get(0)));
  }

  /** A column {@code x_month} that partitions holds the first day of {@code x_date}'s month. */
  private static boolean isMonthOf(String partition, String date) {
    return date.endsWith("_date")
        && partition.equals(date.substring(0, date.length() - "_date".length()) + "_month");
  }

  private List<Object> months() {
    TreeSet<LocalDate> months = new TreeSet<>();
    boolean hasNull = false;
    for (Object value : known.orElseThrow()) {
      if (value instanceof Date date) {
        months.add(date.toLocalDate().withDayOfMonth(1));
      } else {
        hasNull = true;
      }
    }
    List<Object> result = new ArrayList<>(months.stream().map(Date::valueOf).toList());
    if (hasNull) {
      result.add(null);
    }
    return result;
  }

  private static Column isIn(Column column, List<Object> values, boolean isText) {
    Object[] present = values.stream().filter(Objects::nonNull).toArray();
    Column found = present.length == 0 ? lit(false) : found(column, present, isText);
    return present.length == values.size() ? found : found.or(column.isNull());
  }

  /**
   * Many texts are one expression, as a list each of them would be planned; and it is not one that
   * Spark hands to Parquet, which would write and read all of them again for each file. Parquet
   * gets the least and the greatest of them.
   */
  private static Column found(Column column, Object[] values, boolean isText) {
    if (values.length <= MAX_PUSHED || !isText) {
      return column.isin(values);
    }
    TreeSet<UTF8String> texts = new TreeSet<>();
    for (Object value : values) {
      texts.add(UTF8String.fromString((String) value));
    }
    scala.collection.immutable.Set<Object> any =
        JavaConverters.<Object>asScalaSetConverter(new HashSet<>(texts)).asScala().toSet();
    return column
        .geq(texts.first().toString())
        .and(column.leq(texts.last().toString()))
        .and(new Column(new InSet(new KnownNullable(column.expr()), any)));
  }

  private boolean isText(Dataset<Row> rows, String name) {
    return rows.schema().apply(name).dataType().equals(DataTypes.StringType)
        && values.schema().apply(0).dataType().equals(DataTypes.StringType);
  }

  @Override
  public void close() {
    release.run();
  }
}
