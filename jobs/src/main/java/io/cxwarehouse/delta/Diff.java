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
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

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
   * go by a hash of the key, since numbers are sorted many times as fast as keys of several texts;
   * two keys of one hash, of which there are none to be met, would be written though they are
   * equal.
   *
   * @param before rows of the table that the recomputation covers, with {@link #FILE}
   * @param after the same rows as recomputed
   */
  public static Dataset<Row> between(TableSpec spec, Dataset<Row> before, Dataset<Row> after) {
    List<String> columns = List.of(spec.schema().fieldNames());
    Dataset<Row> old =
        before.select(
            struct(columns(before, columns)).as(BEFORE),
            before.col(FILE),
            struct(columns(before, spec.key())).as(KEY_BEFORE),
            hash(before, spec.key()).as(HASH_BEFORE));
    Dataset<Row> now =
        after
            .select(
                struct(columns(after, columns)).as(NEW),
                struct(columns(after, spec.key())).as(KEY_NOW),
                hash(after, spec.key()).as(HASH_NOW))
            .withColumn(ROWS_OF_KEY, count(lit(1)).over(Window.partitionBy(HASH_NOW)));
    Dataset<Row> both =
        old.join(
            now,
            // an equality of the keys would be sorted by
            old.col(HASH_BEFORE)
                .equalTo(now.col(HASH_NOW))
                .and(old.col(KEY_BEFORE).leq(now.col(KEY_NOW)))
                .and(old.col(KEY_BEFORE).geq(now.col(KEY_NOW))),
            "full_outer");
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
    Column[] result = new Column[columns.size() + 3];
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      result[i] =
          when(col(NEW).isNull(), col(BEFORE).getField(name))
              .otherwise(col(NEW).getField(name))
              .as(name);
    }
    result[columns.size()] = change.as(CHANGE);
    result[columns.size() + 1] = col(BEFORE);
    result[columns.size() + 2] = col(FILE);
    return both.select(result).where(col(CHANGE).isNotNull());
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
  private static Column hash(Dataset<Row> rows, List<String> key) {
    List<Column> parts = new ArrayList<>();
    for (Column column : columns(rows, key)) {
      parts.add(column.isNull());
      parts.add(column);
    }
    return xxhash64(parts.toArray(Column[]::new));
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
