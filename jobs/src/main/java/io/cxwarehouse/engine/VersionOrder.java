package io.cxwarehouse.engine;

import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.bronze.EntityRows;
import io.cxwarehouse.bronze.IntakeResult;
import io.cxwarehouse.bronze.Latest;
import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.raw.EntityShape;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Counts what leaves the order of a record's versions open, so that someone who knows the source
 * can tell. Keys that come several times in one file with different contents, while no cursor says
 * which is the later one: they may be versions, of which the last line counts; or the key names no
 * record, and lines are lost. And cursors that cannot be read: such a version is the earliest.
 */
final class VersionOrder {
  private static final int MOST_NOTICES = 5;

  private final RunContext run;
  private final RunListener listener;

  VersionOrder(RunContext run, RunListener listener) {
    this.run = run;
    this.listener = listener;
  }

  /**
   * Counts both, and says so.
   *
   * @return keys that come several times, by path of the file
   */
  Map<String, Long> check(IntakeResult result) {
    Map<String, Long> byFile = new TreeMap<>();
    Map<TableId, Long> repeated = new TreeMap<>();
    Map<TableId, Long> unread = new TreeMap<>();
    for (Row row :
        result
            .good()
            .groupBy(col("entity"), col("_file"), col("_key"), col("_cursor"), others(result))
            .agg(
                count(lit(1)).as("rows"),
                min("_row_hash").notEqual(max("_row_hash")).as("is_repeated"))
            .groupBy("entity", "_file")
            .agg(
                count_if(col("is_repeated")).as("repeated"),
                sum(when(isUnread(result), col("rows")).otherwise(0L)).as("unread"))
            .where(col("repeated").gt(0).or(col("unread").gt(0)))
            .collectAsList()) {
      TableId table = TableId.bronze(row.getString(0));
      if (row.getLong(2) > 0) {
        byFile.put(row.getString(1), row.getLong(2));
        repeated.merge(table, row.getLong(2), Long::sum);
      }
      if (row.getLong(3) > 0) {
        unread.merge(table, row.getLong(3), Long::sum);
      }
    }
    warn(
        repeated,
        "key_once_per_file",
        "Keys that come several times in one file with different contents, and no cursor tells"
            + " which is the later one: of each the last line counts");
    warn(
        unread,
        "cursor_is_read",
        "Rows whose cursor is given and cannot be read: any other version of the record counts as"
            + " later");
    tell(byFile);
    return byFile;
  }

  private void warn(Map<TableId, Long> offences, String check, String description) {
    offences.forEach((table, count) -> run.ops().check(table, check, "warn", description, count));
  }

  private void tell(Map<String, Long> byFile) {
    byFile.entrySet().stream()
        .limit(MOST_NOTICES)
        .forEach(
            file ->
                listener.notice(
                    file.getKey()
                        + ": "
                        + file.getValue()
                        + " keys come several times with different contents; the last line of each"
                        + " counts; if they are lines, add the column that tells them apart to the"
                        + " entity's key"));
    if (byFile.size() > MOST_NOTICES) {
      listener.notice(
          byFile.size()
              - MOST_NOTICES
              + " more files with such keys: see repeated_keys of ops.ingested_file");
    }
  }

  /** Whether the first cursor of a row says something that is no value of its type. */
  private Column isUnread(IntakeResult result) {
    return byEntity(
        result,
        lit(false),
        (source, entity) -> {
          if (entity.cursor().isEmpty()) {
            return Optional.empty();
          }
          Column text = col("_cursor");
          Column read = Latest.cursor(entity, entity.cursor().get(0), text, source.timezone());
          return Optional.of(trim(text).notEqual("").and(read.isNull()));
        });
  }

  /** Cursors behind the first one, and what tells lines of one key apart. */
  private Column others(IntakeResult result) {
    return byEntity(
            result,
            lit(""),
            (source, entity) -> {
              EntityShape shape = Shapes.of(source, entity);
              Column[] values =
                  Stream.concat(entity.cursor().stream().skip(1), entity.lines().stream())
                      .map(name -> element_at(col("fields"), shape.columnIndex(name) + 1))
                      .map(value -> coalesce(call_function("native_id", value), lit("")))
                      .toArray(Column[]::new);
              return values.length == 0
                  ? Optional.empty()
                  : Optional.of(concat_ws("|", array(values)));
            })
        .as("_further");
  }

  /** What is asked of a row of each entity that came; of one that tells nothing, {@code none}. */
  private Column byEntity(
      IntakeResult result, Column none, BiFunction<Source, Source.Entity, Optional<Column>> asked) {
    Set<TableId> came = result.tables().stream().map(EntityRows::table).collect(toSet());
    Column all = none;
    for (Source source : run.warehouse().settings().sources().values()) {
      for (Source.Entity entity : source.entities().values()) {
        Optional<Column> own =
            came.contains(TableId.bronze(source.name(), entity.name()))
                ? asked.apply(source, entity)
                : Optional.empty();
        if (own.isPresent()) {
          String name = source.name() + "." + entity.name();
          all = when(col("entity").equalTo(name), own.get()).otherwise(all);
        }
      }
    }
    return all;
  }
}
