package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.raw.ListedFolder;
import io.cxwarehouse.raw.ReadOutcome.Status;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows of {@code ops.ingested_file} that are left where they are, since there are too many of them.
 * What is asked for comes whole: all rows of each path, so that the latest look at it is there.
 */
class IntakeRows {
  /** Values that a condition lists; more of them are joined. */
  private static final int MOST_LISTED = 1_000;

  private final SparkSession session;
  private final Dataset<Row> rows;

  IntakeRows(SparkSession session, Dataset<Row> rows) {
    this.session = session;
    this.rows = rows;
  }

  /**
   * What is known of an entity's files without looking at each.
   *
   * @param lastVersion of its bronze table after the last intake that came to an end; -1: none
   * @param lastRun that took anything in
   */
  record Summary(long lastVersion, long lastRun, LocalDate newest, boolean hasCopies) {}

  Map<TableId, Summary> summaries() {
    Map<TableId, Summary> summaries = new TreeMap<>();
    for (Row row :
        rows.groupBy("source", "entity")
            .agg(
                max("bronze_version"),
                max("run_number"),
                max("delivery_date"),
                count_if(IngestedFile.is(Status.DUPLICATE)))
            .collectAsList()) {
      summaries.put(
          TableId.bronze(row.getString(0), row.getString(1)),
          new Summary(
              row.getLong(2), row.getLong(3), row.getDate(4).toLocalDate(), row.getLong(5) > 0));
    }
    return summaries;
  }

  /** Rows of all files in date folders ({@code source/entity/date}). */
  List<Row> inFolders(Collection<String> folders) {
    Map<String, Set<Date>> byEntity = new TreeMap<>();
    for (String folder : folders) {
      int slash = folder.lastIndexOf('/');
      byEntity
          .computeIfAbsent(folder.substring(0, slash), entity -> new TreeSet<>())
          .add(Date.valueOf(folder.substring(slash + 1)));
    }
    Column any = lit(false);
    for (Map.Entry<String, Set<Date>> entity : byEntity.entrySet()) {
      String[] names = entity.getKey().split("/");
      Column of = col("source").equalTo(names[0]).and(col("entity").equalTo(names[1]));
      any =
          any.or(
              entity.getValue().size() > MOST_LISTED
                  ? of
                  : of.and(col("delivery_date").isin(entity.getValue().toArray())));
    }
    return rows.where(any).collectAsList();
  }

  /** Rows of paths of which some row has one of these values in a column and meets a condition. */
  List<Row> having(String column, Collection<String> values, Column condition) {
    return ofPaths(among(rows, column, values).where(condition));
  }

  /** Rows of paths of which some row meets a condition. */
  List<Row> having(Column condition) {
    return ofPaths(rows.where(condition));
  }

  /** Rows of all files whose content was delivered several times, and has rows. */
  List<Row> copied() {
    Dataset<Row> several = rows.where(IngestedFile.is(Status.DUPLICATE)).select("file_id");
    Dataset<Row> filled = rows.where(col("rows").gt(0)).select("file_id");
    Dataset<Row> both = several.distinct().join(filled.distinct(), "file_id");
    return ofPaths(rows.join(both, rows.col("file_id").equalTo(both.col("file_id")), "left_semi"));
  }

  /** The latest look at each path. */
  static Dataset<Row> latest(Dataset<Row> rows) {
    return rows.groupBy("path")
        .agg(max_by(struct("*"), col("run_number")).as("last"))
        .select("last.*");
  }

  /**
   * Date folders as their files are known, for a warehouse of before folders were kept: one query
   * instead of looking at all files again. Those that may have to be looked at are left out, as are
   * those with a copy: the content that it repeats may have left bronze just before.
   */
  List<ListedFolder> folders() {
    Dataset<Row> last = latest(rows).where(not(IngestedFile.is(Status.REPLACED)));
    Dataset<Row> refused =
        last.where(IngestedFile.is(Status.REFUSED).and(col("file_id").isNotNull()))
            .select(col("file_id").as("_refused"))
            .distinct();
    Column folder = concat_ws("/", col("source"), col("entity"), col("delivery_date"));
    return last
        .join(broadcast(refused), col("file_id").equalTo(col("_refused")), "left_outer")
        .withColumn("_folder", folder)
        .withColumn("_name", expr("substr(path, length(_folder) + 2)"))
        .groupBy("_folder", "delivery_date")
        .agg(
            count(lit(1)),
            expr(ListedFolder.DIGEST_SQL),
            min("reading"),
            max("reading"),
            count_if(
                col("file_id")
                    .isNull()
                    .or(col("_refused").isNotNull())
                    .or(IngestedFile.is(Status.DUPLICATE))))
        .collectAsList()
        .stream()
        .filter(row -> row.getLong(6) == 0 && row.getString(4).equals(row.getString(5)))
        .map(
            row ->
                new ListedFolder(
                    row.getString(0),
                    row.getDate(1).toLocalDate(),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    null))
        .toList();
  }

  /** Whether a row is of a bronze table's entity. */
  static Column isOf(TableId bronze) {
    return concat_ws("_", col("source"), col("entity")).equalTo(bronze.name());
  }

  private List<Row> ofPaths(Dataset<Row> some) {
    List<String> paths = some.select("path").distinct().as(Encoders.STRING()).collectAsList();
    return paths.isEmpty() ? List.of() : among(rows, "path", paths).collectAsList();
  }

  private Dataset<Row> among(Dataset<Row> all, String column, Collection<String> values) {
    if (values.size() <= MOST_LISTED) {
      return all.where(col(column).isin(values.toArray()));
    }
    Dataset<Row> listed =
        session.createDataset(List.copyOf(values), Encoders.STRING()).toDF("_value");
    return all.join(broadcast(listed), all.col(column).equalTo(listed.col("_value")), "left_semi");
  }

  /** Whether a file may hold what is in no table. */
  Column isIncomplete() {
    Column isIncomplete = IngestedFile.is(Status.REFUSED, Status.PARTIAL);
    return List.of(rows.columns()).contains("suppressed")
        ? isIncomplete.or(coalesce(col("suppressed"), lit(0)).gt(0))
        : isIncomplete;
  }
}
