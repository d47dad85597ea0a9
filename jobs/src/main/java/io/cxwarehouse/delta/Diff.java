package io.cxwarehouse.delta;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.cxwarehouse.catalog.TableSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.FullOuter$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.JoinHint;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * What separates a table's rows from what they should be: inserts, updates and deletes. Equal rows
 * are dropped, so that a replayed night commits nothing and consumers see true changes only.
 */
public final class Diff {
  /** I, U or D. */
  public static final String CHANGE = "_cxw_change";

  /** Struct of the row as it was (null for an insert). */
  public static final String BEFORE = "_cxw_before";

  /** Path of the file in which the old row lies; null for an insert. */
  public static final String FILE = "_cxw_file";

  /** Doubles are equal within this, relative: sums of them depend on order. */
  private static final double TOLERANCE = 1e-9;

  private static final String NEW = "_cxw_n";

  /** Both sides' keys as one value: structs are equal where their fields are, nulls too. */
  private static final String KEY_BEFORE = "_cxw_key_before";

  private static final String KEY_NOW = "_cxw_key_now";
  private static final String HASH_BEFORE = "_cxw_hash_before";
  private static final String HASH_NOW = "_cxw_hash_now";
  private static final String ROWS_OF_KEY = "_cxw_rows_of_key";

  private Diff() {}

  /** All rows are new. */
  public static Dataset<Row> ofNew(TableSpec spec, Dataset<Row> rows) {
    return rows.withColumn(CHANGE, lit("I"))
        .withColumn(BEFORE, lit(null).cast(spec.schema()))
        .withColumn(FILE, lit(null).cast("string"));
  }

  /**
   * Compares both sides by the table's key. Where several recomputed rows have one key all of them
   * are kept, also those that equal the table's: {@link DiffStats} must see that the key repeats.
   * The window that counts them is partitioned and sorted as the join, so it costs no shuffle. Both
   * go by a hash of the key, since numbers are sorted many times as fast as keys of several texts:
   * two equal rows whose keys have one hash, of which there are none to be met, would be written.
   *
   * @param before rows of the table that the recomputation covers, with {@link #FILE}
   * @param after the same rows as recomputed
   */
  public static Dataset<Row> between(TableSpec spec, Dataset<Row> before, Dataset<Row> after) {
    return between(spec, before, after, lit(true));
  }

  /**
   * The same, of rows that come only those for which a condition holds.
   *
   * @param isOwn on the table's columns
   */
  public static Dataset<Row> between(
      TableSpec spec, Dataset<Row> before, Dataset<Row> after, Column isOwn) {
    List<String> columns = List.of(spec.schema().fieldNames());
    LogicalPlan old =
        selected(
            before.queryExecution().analyzed(),
            struct(columns(columns)).as(BEFORE),
            col(FILE),
            struct(columns(spec.key())).as(KEY_BEFORE),
            hash(spec.key()).as(HASH_BEFORE));
    LogicalPlan current =
        selected(
            selected(
                after.queryExecution().analyzed(),
                struct(columns(columns)).as(NEW),
                struct(columns(spec.key())).as(KEY_NOW),
                hash(spec.key()).as(HASH_NOW)),
            col("*"),
            count(lit(1)).over(Window.partitionBy(HASH_NOW)).as(ROWS_OF_KEY));
    // an equality of the keys would be sorted by
    Column isKey = col(KEY_BEFORE).between(col(KEY_NOW), col(KEY_NOW));
    Column isSameKey = col(HASH_BEFORE).equalTo(col(HASH_NOW)).and(isKey);
    LogicalPlan both =
        new Join(old, current, FullOuter$.MODULE$, Option.apply(isSameKey.expr()), JoinHint.NONE());
    Column same = lit(true);
    for (StructField field : spec.schema().fields()) {
      if (!spec.key().contains(field.name())) {
        same = same.and(same(field));
      }
    }
    Column change =
        when(col(BEFORE).isNull(), "I")
            .when(col(NEW).isNull(), "D")
            .when(same.and(col(ROWS_OF_KEY).equalTo(1)), null)
            .otherwise("U");
    List<Column> result = new ArrayList<>();
    for (String name : columns) {
      Column now = col(NEW).getField(name);
      result.add(when(col(NEW).isNull(), col(BEFORE).getField(name)).otherwise(now).as(name));
    }
    result.addAll(List.of(change.as(CHANGE), col(BEFORE), col(FILE)));
    Column isKept = col(CHANGE).isNotNull().and(col(CHANGE).notEqual("I").or(isOwn));
    // Whole, and not step by step, each of which Spark would analyse with all that is below it.
    return Dataset.ofRows(
        before.sparkSession(),
        new Filter(isKept.expr(), selected(both, result.toArray(Column[]::new))));
  }

  private static LogicalPlan selected(LogicalPlan rows, Column... columns) {
    List<NamedExpression> named = Arrays.stream(columns).map(Column::named).toList();
    return new Project(JavaConverters.asScalaBufferConverter(named).asScala().toSeq(), rows);
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  /** A table's rows with the file in which each lies, as {@link #between} wants them. */
  public static Dataset<Row> located(Dataset<Row> rows) {
    return rows.withColumn(FILE, col("_metadata.file_path"));
  }

  /** Rows that a diff inserts or updates, as they will be. */
  public static Dataset<Row> newRows(TableSpec spec, Dataset<Row> diff) {
    return columnsOf(spec, diff.where(col(CHANGE).notEqual("D")));
  }

  /** Rows of the table, or of some of its files, with a diff applied. */
  public static Dataset<Row> applied(TableSpec spec, Dataset<Row> rows, Dataset<Row> diff) {
    Column sameKey = lit(true);
    for (String key : spec.key()) {
      sameKey = sameKey.and(rows.col(key).eqNullSafe(diff.col(key)));
    }
    return columnsOf(spec, rows.join(diff, sameKey, "left_anti")).unionByName(newRows(spec, diff));
  }

  private static Dataset<Row> columnsOf(TableSpec spec, Dataset<Row> rows) {
    return rows.select(columns(rows, List.of(spec.schema().fieldNames())));
  }

  /** The schema of a table's diffs. */
  public static StructType schema(TableSpec spec) {
    return spec.schema().add(CHANGE, "string").add(BEFORE, spec.schema()).add(FILE, "string");
  }

  /** Of values and of where there are none: a hash of values alone passes over nulls. */
  private static Column hash(List<String> key) {
    return xxhash64(
        key.stream()
            .flatMap(name -> Stream.of(col(name).isNull(), col(name)))
            .toArray(Column[]::new));
  }

  private static Column same(StructField field) {
    Column old = col(BEFORE).getField(field.name());
    Column now = col(NEW).getField(field.name());
    Column equal = old.eqNullSafe(now);
    if (field.dataType().equals(DataTypes.DoubleType)) {
      Column close = abs(old.minus(now)).leq(greatest(abs(old), abs(now)).multiply(TOLERANCE));
      return equal.or(coalesce(close, lit(false)));
    }
    return equal;
  }

  /** Columns of rows by name. */
  public static Column[] columns(Dataset<Row> rows, List<String> names) {
    List<Column> columns = new ArrayList<>();
    names.forEach(name -> columns.add(rows.col(name)));
    return columns.toArray(Column[]::new);
  }
}
