package io.cxwarehouse.delta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.catalog.TableSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.StructField;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Applies a diff in one transaction: files that hold changed rows are written anew without them,
 * new rows are added, and the change data feed gets what changed. A diff says in which file each
 * old row lies, so that the table is not searched a second time, as MERGE does.
 */
final class DiffCommit {
  private static final String CHANGE_TYPE = "_change_type";

  private final Tables tables;
  private final SparkSession session;
  private final TableSpec spec;
  private final Dataset<Row> diff;

  DiffCommit(Tables tables, SparkSession session, TableSpec spec, Dataset<Row> diff) {
    this.tables = tables;
    this.session = session;
    this.spec = spec;
    this.diff = diff;
  }

  /** Commits, unless a later write has been committed already. */
  void run(Commit.Mark mark) {
    Transaction.run(session, tables.path(spec.id()), mark, operation(mark), this::actions);
  }

  private List<Action> actions(OptimisticTransaction transaction) {
    RowFiles files = new RowFiles(transaction, session);
    List<AddFile> touched = touched();
    List<Action> actions = new ArrayList<>();
    touched.forEach(file -> actions.add(file.remove()));
    if (touched.isEmpty()) {
      actions.addAll(files.write(Diff.newRows(spec, diff)));
      return actions;
    }
    Optional<List<InternalRow>> few =
        files.takes(spec.schema()) ? fewApplied(touched) : Optional.empty();
    if (few.isEmpty()) {
      actions.addAll(files.write(applied(touched)));
      return actions;
    }
    actions.addAll(files.write(spec.schema(), few.get()));
    if (hasFeed()) {
      List<InternalRow> changes = new ArrayList<>(Few.onDriver(changedNow()).orElseThrow());
      changes.addAll(Few.onDriver(changedBefore()).orElseThrow());
      actions.addAll(files.writeChanges(changedNow().schema(), changes));
    }
    return actions;
  }

  /** Rows of the touched files as they will be, and of the feed, as a query. */
  private Dataset<Row> applied(List<AddFile> touched) {
    Dataset<Row> rows = Diff.applied(spec, tables.read(session, spec.id(), touched), diff);
    if (hasFeed()) {
      rows =
          rows.withColumn(CHANGE_TYPE, lit(null).cast("string"))
              .unionByName(changedNow().unionByName(changedBefore()));
    }
    if (!spec.partitionColumns().isEmpty()) {
      rows = rows.repartition(Diff.columns(rows, spec.partitionColumns()));
    }
    return Layout.again(spec, rows, Tables.count(touched));
  }

  /** The rows of few small files as they will be, by one scan of them; nothing: they are many. */
  private Optional<List<InternalRow>> fewApplied(List<AddFile> touched) {
    Optional<List<InternalRow>> changed = Few.onDriver(diff.select(Diff.columns(diff, spec.key())));
    Optional<List<InternalRow>> inserted = Few.onDriver(Diff.newRows(spec, diff));
    boolean isFew =
        touched.stream().allMatch(file -> file.numLogicalRecords().isDefined())
            && Tables.count(touched) <= Few.MAX_ROWS;
    if (!isFew
        || changed.isEmpty()
        || inserted.isEmpty()
        || spec.key().stream().anyMatch(k -> !hasExactValues(spec.schema().apply(k)))) {
      return Optional.empty();
    }
    Set<List<Object>> keys = new HashSet<>();
    List<String> columns = List.of(spec.schema().fieldNames());
    changed.get().forEach(row -> keys.add(key(row, name -> spec.key().indexOf(name))));
    List<InternalRow> rows = new ArrayList<>(inserted.get());
    Dataset<Row> stored = tables.read(session, spec.id(), touched);
    for (InternalRow row : Few.collected(stored.select(Diff.columns(stored, columns)))) {
      if (!keys.contains(key(row, columns::indexOf))) {
        rows.add(row);
      }
    }
    return Optional.of(rows);
  }

  private List<Object> key(InternalRow row, ToIntFunction<String> place) {
    List<Object> key = new ArrayList<>();
    for (String name : spec.key()) {
      int index = place.applyAsInt(name);
      key.add(row.isNullAt(index) ? null : row.get(index, spec.schema().apply(name).dataType()));
    }
    return key;
  }

  /** Whether Java finds values equal where Spark does. */
  private static boolean hasExactValues(StructField field) {
    return Set.of("string", "date", "timestamp", "int", "bigint", "boolean")
        .contains(field.dataType().simpleString());
  }

  /** Files in which rows lie that the diff updates or deletes. */
  private List<AddFile> touched() {
    Dataset<Row> files = diff.select(col(Diff.FILE)).where(col(Diff.FILE).isNotNull());
    List<Row> found = Few.known(files).orElseGet(() -> files.distinct().collectAsList());
    Set<String> paths = found.stream().map(row -> row.getString(0)).collect(Collectors.toSet());
    if (paths.isEmpty()) {
      return List.of();
    }
    List<AddFile> touched = tables.files(session, spec.id(), paths);
    if (touched.size() != paths.size()) {
      throw new IllegalStateException(
          spec.id() + ": of " + paths + " only " + touched + " are files of its current version");
    }
    return touched;
  }

  /** Rows of the change data feed as they are. */
  private Dataset<Row> changedNow() {
    Column type =
        when(col(Diff.CHANGE).equalTo("I"), "insert")
            .when(col(Diff.CHANGE).equalTo("U"), "update_postimage");
    Dataset<Row> now = diff.where(col(Diff.CHANGE).notEqual("D"));
    List<Column> columns =
        new ArrayList<>(List.of(Diff.columns(now, List.of(spec.schema().fieldNames()))));
    columns.add(type.as(CHANGE_TYPE));
    return now.select(columns.toArray(Column[]::new));
  }

  /** Rows of the change data feed as they were. */
  private Dataset<Row> changedBefore() {
    List<Column> columns = new ArrayList<>();
    for (String name : spec.schema().fieldNames()) {
      columns.add(col(Diff.BEFORE).getField(name).as(name));
    }
    columns.add(
        when(col(Diff.CHANGE).equalTo("D"), "delete").otherwise("update_preimage").as(CHANGE_TYPE));
    return diff.where(col(Diff.CHANGE).notEqual("I")).select(columns.toArray(Column[]::new));
  }

  /** As the table's history shows it. */
  private static DeltaOperations.Operation operation(Commit.Mark mark) {
    Seq<DeltaOperations.MergePredicate> none =
        JavaConverters.asScalaBuffer(List.<DeltaOperations.MergePredicate>of()).toSeq();
    return new DeltaOperations.Merge(
        Option.empty(),
        Option.apply("diff by key"),
        Option.empty(),
        Option.empty(),
        none,
        none,
        none) {
      @Override
      public Option<String> userMetadata() {
        return Option.apply(mark.userMetadata());
      }
    };
  }

  /** Rows that are only added need no entry in the feed: Delta reads them from the new files. */
  private boolean hasFeed() {
    return "true".equals(tables.properties(session, spec.id()).get("delta.enableChangeDataFeed"));
  }
}
