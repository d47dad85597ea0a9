package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.bronze.IntakeResult;
import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.raw.EntityShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Counts keys that come several times in one file with different contents, while no cursor tells
 * which is the later one. They may be versions, of which the last line counts; or the key names no
 * record, and lines are lost. Only whoever knows the source can tell, so that they are counted.
 */
final class RepeatedKeys {
  private static final String CHECK = "key_once_per_file";
  private static final String DESCRIPTION =
      "Keys that come several times in one file with different contents, and no cursor tells which"
          + " is the later one: of each the last line counts";
  private static final int MOST_NOTICES = 5;

  private RepeatedKeys() {}

  /**
   * Counts them, and says so.
   *
   * @return by path of the file
   */
  static Map<String, Long> count(RunContext run, IntakeResult result, RunListener listener) {
    Map<String, Long> byFile = new TreeMap<>();
    Map<TableId, Long> byTable = new TreeMap<>();
    for (Row row :
        result
            .good()
            .groupBy(col("entity"), col("_file"), col("_key"), col("_cursor"), others(run))
            .agg(min("_row_hash").as("least"), max("_row_hash").as("greatest"))
            .where(col("least").notEqual(col("greatest")))
            .groupBy("entity", "_file")
            .count()
            .collectAsList()) {
      byFile.put(row.getString(1), row.getLong(2));
      byTable.merge(TableId.bronze(row.getString(0)), row.getLong(2), Long::sum);
    }
    byTable.forEach((table, keys) -> run.ops().check(table, CHECK, "warn", DESCRIPTION, keys));
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
    return byFile;
  }

  /** Cursors behind the first one, and what tells lines of one key apart. */
  private static Column others(RunContext run) {
    Column cursors = lit("");
    for (Source source : run.warehouse().settings().sources().values()) {
      for (Source.Entity entity : source.entities().values()) {
        List<String> others =
            Stream.concat(entity.cursor().stream().skip(1), entity.lines().stream()).toList();
        if (!others.isEmpty()) {
          EntityShape shape = Shapes.of(source, entity);
          Column[] values =
              others.stream()
                  .map(name -> element_at(col("fields"), shape.columnIndex(name) + 1))
                  .map(value -> coalesce(call_function("native_id", value), lit("")))
                  .toArray(Column[]::new);
          cursors =
              when(
                      col("entity").equalTo(source.name() + "." + entity.name()),
                      concat_ws("|", array(values)))
                  .otherwise(cursors);
        }
      }
    }
    return cursors.as("_further");
  }
}
