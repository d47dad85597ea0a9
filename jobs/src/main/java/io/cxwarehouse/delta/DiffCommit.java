package io.cxwarehouse.delta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.catalog.TableSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
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

  /** Commits, unless a later write has been committed already: the fence of {@link Commit}. */
  void run(Commit.Mark mark) {
    SparkSession before = SparkSession.active();
    SparkSession.setActiveSession(session);
    try {
      DeltaLog log = DeltaLog.forTable(session, tables.path(spec.id()));
      OptimisticTransaction transaction = log.startTransaction();
      if (lastNumber(transaction) >= mark.number()) {
        return;
      }
      List<AddFile> touched = touched();
      Dataset<Row> rows = Diff.newRows(spec, diff);
      if (!touched.isEmpty()) {
        rows = Diff.applied(spec, tables.read(session, spec.id(), touched), diff);
        if (hasFeed()) {
          rows = rows.withColumn(CHANGE_TYPE, lit(null).cast("string")).unionByName(changes());
        }
        if (!spec.partitionColumns().isEmpty()) {
          rows = rows.repartition(Diff.columns(rows, spec.partitionColumns()));
        }
        rows = Layout.again(spec, rows, Tables.count(touched));
      }
      List<Action> actions = new ArrayList<>();
      touched.forEach(file -> actions.add(file.remove()));
      actions.addAll(JavaConverters.seqAsJavaListConverter(transaction.writeFiles(rows)).asJava());
      // A write of another run in between conflicts with this one, as with Delta's own writers.
      transaction.readTxn().$plus$eq(Commit.APPLICATION);
      transaction.updateSetTransaction(Commit.APPLICATION, mark.number(), Option.empty());
      mark.guard().run();
      transaction.commit(JavaConverters.asScalaBuffer(actions).toSeq(), operation());
    } finally {
      SparkSession.setActiveSession(before);
    }
  }

  /** From the version's checksum where it has one: the log itself is read by a Spark job. */
  private static long lastNumber(OptimisticTransaction transaction) {
    Option<VersionChecksum> checksum = transaction.snapshot().checksumOpt();
    if (checksum.isEmpty() || checksum.get().setTransactions().isEmpty()) {
      return transaction.txnVersion(Commit.APPLICATION);
    }
    return JavaConverters.seqAsJavaListConverter(checksum.get().setTransactions().get())
        .asJava()
        .stream()
        .filter(last -> last.appId().equals(Commit.APPLICATION))
        .mapToLong(SetTransaction::version)
        .max()
        .orElse(-1);
  }

  /** Files in which rows lie that the diff updates or deletes. */
  private List<AddFile> touched() {
    Set<String> paths = new HashSet<>();
    diff.select(col(Diff.FILE))
        .where(col(Diff.FILE).isNotNull())
        .distinct()
        .collectAsList()
        .forEach(row -> paths.add(row.getString(0)));
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

  /** Rows of the change data feed, as they were and as they are. */
  private Dataset<Row> changes() {
    Column type =
        when(col(Diff.CHANGE).equalTo("I"), "insert")
            .when(col(Diff.CHANGE).equalTo("U"), "update_postimage");
    Dataset<Row> now = diff.where(col(Diff.CHANGE).notEqual("D"));
    Dataset<Row> old = diff.where(col(Diff.CHANGE).notEqual("I"));
    Column[] was = new Column[spec.schema().length()];
    for (int i = 0; i < was.length; i++) {
      String name = spec.schema().fieldNames()[i];
      was[i] = col(Diff.BEFORE).getField(name).as(name);
    }
    List<Column> is =
        new ArrayList<>(List.of(Diff.columns(now, List.of(spec.schema().fieldNames()))));
    is.add(type.as(CHANGE_TYPE));
    List<Column> before = new ArrayList<>(List.of(was));
    before.add(
        when(col(Diff.CHANGE).equalTo("D"), "delete").otherwise("update_preimage").as(CHANGE_TYPE));
    return now.select(is.toArray(Column[]::new))
        .unionByName(old.select(before.toArray(Column[]::new)));
  }

  /** As the table's history shows it. */
  private static DeltaOperations.Operation operation() {
    Seq<DeltaOperations.MergePredicate> none =
        JavaConverters.asScalaBuffer(List.<DeltaOperations.MergePredicate>of()).toSeq();
    return new DeltaOperations.Merge(
        Option.empty(),
        Option.apply("diff by key"),
        Option.empty(),
        Option.empty(),
        none,
        none,
        none);
  }

  /** Rows that are only added need no entry in the feed: Delta reads them from the new files. */
  private boolean hasFeed() {
    return "true".equals(tables.properties(session, spec.id()).get("delta.enableChangeDataFeed"));
  }
}
