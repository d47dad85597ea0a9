package io.cxwarehouse.delta;

import com.fasterxml.jackson.databind.JsonNode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.StructField;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * The only place that writes tables. Every method but {@link #drop} makes one commit and returns
 * its version.
 */
public final class TableWriter {
  private final Tables tables;
  private final Commit commit;

  public TableWriter(Tables tables, Commit commit) {
    this.tables = tables;
    this.commit = commit;
  }

  /** Writes that carry what a step has to say. */
  public TableWriter carrying(JsonNode record) {
    return new TableWriter(tables, commit.carrying(record));
  }

  /** Replaces the whole table, its schema and its properties included. */
  public long overwrite(
      SparkSession session, TableSpec spec, Dataset<Row> rows, boolean changeFeed) {
    Map<String, String> settings = Map.of("delta.enableChangeDataFeed", String.valueOf(changeFeed));
    return write(session, spec, rows, SaveMode.Overwrite, "overwriteSchema", settings);
  }

  /** Replaces a table of records by rows that are at hand; nobody follows its changes. */
  public long overwrite(SparkSession session, TableSpec spec, List<Row> rows) {
    return overwrite(session, spec, session.createDataFrame(rows, spec.schema()), false);
  }

  /** Applies a diff whose old rows name the files in which they lie. */
  public long apply(SparkSession session, TableSpec spec, Dataset<Row> diff) {
    return commit.write(
        session, spec.id(), mark -> new DiffCommit(tables, session, spec, diff).run(mark));
  }

  /**
   * Adds the rows of some files to bronze, in place of those that lie there.
   *
   * @param dates delivery dates under which the files' rows lie, old or new; empty: none lies there
   */
  public long addFiles(
      SparkSession session,
      TableId table,
      Dataset<Row> rows,
      Collection<String> fileIds,
      Collection<LocalDate> dates) {
    boolean exists = tables.state(session, table).exists();
    // Min/max statistics of delivered columns would put personal data into the log.
    RowWrite write =
        new RowWrite(tables, session, table, rows, List.of("_delivery_date"))
            .with("delta.dataSkippingStatsColumns", "_record_id,_file_id,_row_number");
    return commit.write(
        session,
        table,
        mark -> {
          if (!exists || (dates.isEmpty() && write.keepsSchema())) {
            write.run(mark, exists ? SaveMode.Append : SaveMode.ErrorIfExists);
            return;
          }
          DataFrameWriter<Row> writer =
              mark.on(rows.write())
                  .format("delta")
                  .option("mergeSchema", "true")
                  .partitionBy("_delivery_date");
          if (dates.isEmpty()) {
            writer.mode("append");
          } else {
            writer
                .mode("overwrite")
                .option(
                    "replaceWhere",
                    in("_delivery_date", dates) + " AND " + in("_file_id", fileIds));
          }
          writer.save(tables.path(table));
        });
  }

  /** Adds rows; the commit's number makes it happen once. */
  public long append(SparkSession session, TableSpec spec, Dataset<Row> rows) {
    return write(session, spec, rows, SaveMode.Append, "mergeSchema", Map.of());
  }

  /**
   * Writes rows of a table that is defined.
   *
   * @param reshaping Spark's option by which its writer changes the columns, where they differ
   * @param settings properties of Delta's
   */
  private long write(
      SparkSession session,
      TableSpec spec,
      Dataset<Row> rows,
      SaveMode mode,
      String reshaping,
      Map<String, String> settings) {
    Dataset<Row> documented = documented(spec, rows);
    RowWrite write =
        new RowWrite(tables, session, spec.id(), documented, spec.partitionColumns())
            .documentedBy(spec);
    settings.forEach(write::with);
    return commit.write(
        session,
        spec.id(),
        mark -> {
          if (write.keepsSchema()) {
            write.run(mark, mode);
            return;
          }
          mark.on(documented.write())
              .format("delta")
              .mode(mode)
              .option(reshaping, "true")
              .options(settings)
              .partitionBy(spec.partitionColumns().toArray(String[]::new))
              .save(tables.path(spec.id()));
        });
  }

  /** Adds rows that are at hand. */
  public long append(SparkSession session, TableSpec spec, List<Row> rows) {
    return append(session, spec, session.createDataFrame(rows, spec.schema()));
  }

  /** Deletes the rows for which a condition holds; there must be some. */
  public long delete(SparkSession session, TableId table, Column condition) {
    return command(
        session, table, () -> DeltaTable.forPath(session, tables.path(table)).delete(condition));
  }

  /** Sets columns where a condition holds; there must be such rows. */
  public long update(
      SparkSession session, TableId table, Column condition, Map<String, Column> columns) {
    return command(
        session,
        table,
        () -> DeltaTable.forPath(session, tables.path(table)).update(condition, columns));
  }

  /** Takes files that are not there any more out of a table; its other rows stay. */
  public long forget(SparkSession session, TableId table, Set<String> paths) {
    return commit.write(
        session,
        table,
        mark ->
            Transaction.run(
                session,
                tables.path(table),
                mark,
                new DeltaOperations.Write(
                    SaveMode.Append,
                    Option.empty(),
                    Option.empty(),
                    Option.apply(mark.userMetadata())),
                transaction -> {
                  List<Action> removed = new ArrayList<>();
                  for (AddFile file : Tables.files(transaction.snapshot())) {
                    if (paths.contains(file.path())) {
                      removed.add(file.remove());
                    }
                  }
                  return removed;
                }));
  }

  /** Makes a table's rows, columns and properties those of one of its versions again. */
  public long restore(SparkSession session, TableId table, long version) {
    return command(
        session,
        table,
        () -> DeltaTable.forPath(session, tables.path(table)).restoreToVersion(version));
  }

  /** Fails if this run must not write any more; asked before a file is removed. */
  void requireLock() {
    commit.check();
  }

  /** Removes a table as a whole, with its log. */
  public void drop(SparkSession session, TableId table) {
    requireLock();
    Path folder = new Path(tables.path(table));
    try {
      folder.getFileSystem(session.sessionState().newHadoopConf()).delete(folder, true);
      DeltaLog.invalidateCache(session, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A commit that changes nothing: what came before it is no longer the last one. */
  public long touch(SparkSession session, TableId table) {
    return commit.write(
        session,
        table,
        mark -> {
          mark.on(session);
          SparkSession before = SparkSession.active();
          SparkSession.setActiveSession(session);
          try {
            OptimisticTransaction transaction =
                DeltaLog.forTable(session, tables.path(table)).startTransaction();
            transaction.updateSetTransaction(Commit.APPLICATION, mark.number(), Option.empty());
            transaction.commit(
                JavaConverters.asScalaBuffer(List.<Action>of()).toSeq(),
                DeltaOperations.ManualUpdate$.MODULE$);
          } finally {
            SparkSession.setActiveSession(before);
            Commit.Mark.clear(session);
          }
        });
  }

  private long command(SparkSession session, TableId table, Runnable command) {
    return commit.write(
        session,
        table,
        mark -> {
          mark.on(session);
          command.run();
          Commit.Mark.clear(session);
        });
  }

  /** One more kind of commit. */
  long commit(SparkSession session, TableId table, Consumer<Commit.Mark> write) {
    return commit.write(session, table, write);
  }

  public void enableChangeFeed(SparkSession session, TableId table) {
    command(
        session,
        table,
        () ->
            session.sql(
                "ALTER TABLE delta.`"
                    + tables.path(table)
                    + "` SET TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')"));
  }

  /** The rows in the table's column order, each column with the definition's comment. */
  private static Dataset<Row> documented(TableSpec spec, Dataset<Row> rows) {
    Column[] columns = new Column[spec.schema().length()];
    for (int i = 0; i < columns.length; i++) {
      StructField field = spec.schema().fields()[i];
      columns[i] = rows.col(field.name()).as(field.name(), field.metadata());
    }
    return rows.select(columns);
  }

  /**
   * Only dates and hexadecimal ids come here, so that quoting them is safe; anything else fails.
   */
  private static String in(String column, Collection<?> values) {
    for (Object value : values) {
      if (!value.toString().matches("[0-9a-f-]+")) {
        throw new IllegalArgumentException("neither a date nor a file id: " + value);
      }
    }
    return values.stream()
        .map(value -> "'" + value + "'")
        .collect(Collectors.joining(",", column + " IN (", ")"));
  }
}
