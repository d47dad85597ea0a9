package io.cxwarehouse.delta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableSpec;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Size of a diff.
 *
 * @param late inserted rows that the run before could have counted: it stood at their date or later
 * @param repeatedKeys keys that more than one of its new or changed rows has
 * @param partitions number of partitions that the commit touches
 */
public record DiffStats(
    long inserted, long updated, long deleted, long late, long repeatedKeys, long partitions) {
  private static final String COUNTS_FROM = "_recheck_on";

  /**
   * @param before the as-of date at which the table stood; nothing: it is new
   */
  public static DiffStats of(TableSpec spec, Dataset<Row> diff, Optional<LocalDate> before) {
    Column isInserted = col(Diff.CHANGE).equalTo("I");
    Column isLate =
        before
            .filter(date -> hasOwnDate(spec))
            .map(date -> isInserted.and(col(COUNTS_FROM).leq(Date.valueOf(date))))
            .orElse(lit(false));
    boolean isPartitioned = spec.partitionColumns().size() == 1;
    String partition = isPartitioned ? spec.partitionColumns().get(0) : "";
    Row row =
        diff.agg(
                count_if(isInserted),
                count_if(col(Diff.CHANGE).equalTo("U")),
                count_if(col(Diff.CHANGE).equalTo("D")),
                count_if(isLate),
                collect_set(
                    isPartitioned ? col(Diff.BEFORE).getField(partition) : lit(null).cast("int")),
                collect_set(isPartitioned ? col(partition) : lit(null).cast("int")))
            .first();
    Set<Object> touched = new HashSet<>(row.getList(4));
    touched.addAll(row.getList(5));
    return new DiffStats(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        repeatedKeys(spec, diff).count(),
        isPartitioned ? touched.size() : 1);
  }

  /** Keys that more than one of a diff's new or changed rows has, in the columns of the key. */
  public static Dataset<Row> repeatedKeys(TableSpec spec, Dataset<Row> diff) {
    return diff.where(col(Diff.CHANGE).notEqual("D"))
        .groupBy(Diff.columns(diff, spec.key()))
        .agg(count(lit(1)).as("_cxw_rows"))
        .where(col("_cxw_rows").gt(1))
        .drop("_cxw_rows");
  }

  /** The same of rows that are on the driver. */
  public static DiffStats of(TableSpec spec, List<Row> diff, Optional<LocalDate> before) {
    Optional<Date> lateUntil = before.filter(date -> hasOwnDate(spec)).map(Date::valueOf);
    long late = 0;
    long[] changes = new long[3];
    Set<Object> touched = new HashSet<>();
    Set<List<Object>> keys = new HashSet<>();
    Set<List<Object>> repeated = new HashSet<>();
    for (Row row : diff) {
      String change = row.getAs(Diff.CHANGE);
      changes["IUD".indexOf(change)]++;
      Date date = lateUntil.isPresent() && "I".equals(change) ? row.getAs(COUNTS_FROM) : null;
      if (date != null && !date.after(lateUntil.get())) {
        late++;
      }
      spec.partitionColumns().stream()
          .flatMap(name -> Stream.of(row, row.<Row>getAs(Diff.BEFORE)).map(r -> value(r, name)))
          .filter(Objects::nonNull)
          .forEach(touched::add);
      if (!"D".equals(change)) {
        List<Object> key = new ArrayList<>();
        spec.key().forEach(name -> key.add(row.getAs(name)));
        if (!keys.add(key)) {
          repeated.add(key);
        }
      }
    }
    return new DiffStats(
        changes[0],
        changes[1],
        changes[2],
        late,
        repeated.size(),
        spec.partitionColumns().size() == 1 ? touched.size() : 1);
  }

  /** Whether rows bear the date from which they count; gold's say when they change next. */
  private static boolean hasOwnDate(TableSpec spec) {
    return spec.id().layer() == Layer.SILVER
        && List.of(spec.schema().fieldNames()).contains(COUNTS_FROM);
  }

  private static Object value(Row row, String name) {
    return row == null ? null : row.getAs(name);
  }

  public long total() {
    return inserted + updated + deleted;
  }
}
