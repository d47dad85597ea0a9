package io.cxwarehouse.delta;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.Metadata$;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Makes a table, or adds rows to it or puts them in place of its own, its columns staying as they
 * are. Spark's writer does the same by a command around the write, a relation after it and queries
 * for the files of before.
 */
final class RowWrite {
  private final Tables tables;
  private final SparkSession session;
  private final TableId table;
  private final Dataset<Row> rows;
  private final List<String> partitions;
  private final Map<String, String> settings = new TreeMap<>();
  private Map<String, String> documentation = Map.of();
  private String description;

  RowWrite(
      Tables tables,
      SparkSession session,
      TableId table,
      Dataset<Row> rows,
      List<String> partitions) {
    this.tables = tables;
    this.session = session;
    this.table = table;
    this.rows = rows;
    this.partitions = partitions;
  }

  /** The table says what it holds to whoever reads it without us; again when it is replaced. */
  RowWrite documentedBy(TableSpec spec) {
    description = spec.comment();
    documentation = spec.tableProperties();
    return this;
  }

  /** A property of Delta's that the table gets if it is made. */
  RowWrite with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** Whether there is no such table, or one of these columns and partitions. */
  boolean keepsSchema() {
    return keepsSchema(tables.snapshot(session, table));
  }

  private boolean keepsSchema(Snapshot snapshot) {
    return snapshot.version() < 0
        || (snapshot.schema().equals(schema())
            && JavaConverters.seqAsJavaListConverter(snapshot.metadata().partitionColumns())
                .asJava()
                .equals(partitions));
  }

  void run(Commit.Mark mark, SaveMode mode) {
    DeltaOperations.Operation operation =
        new DeltaOperations.Write(
            mode, Option.apply(seq(partitions)), Option.empty(), Option.apply(mark.userMetadata()));
    Transaction.run(
        session, tables.path(table), mark, operation, transaction -> actions(transaction, mode));
  }

  private List<Action> actions(OptimisticTransaction transaction, SaveMode mode) {
    boolean isMade = transaction.readVersion() >= 0;
    if ((isMade && mode == SaveMode.ErrorIfExists) || !keepsSchema(transaction.snapshot())) {
      throw Commit.overtaken(table, transaction.readVersion() + 1);
    }
    List<Action> actions = new ArrayList<>();
    if (!isMade) {
      transaction.updateMetadata(metadata(), false);
    }
    if (mode == SaveMode.Overwrite) {
      document(transaction);
      transaction.readWholeTable();
    }
    if (isMade && mode == SaveMode.Overwrite) { // of no table Delta would ask Spark
      Tables.files(transaction.snapshot()).forEach(file -> actions.add(file.remove()));
    }
    actions.addAll(new RowFiles(transaction, session).write(rows));
    return actions;
  }

  private Metadata metadata() {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(documentation);
    return new Metadata(
        Metadata$.MODULE$.apply$default$1(), // an id of its own
        null,
        description,
        new Format("parquet", none()),
        schema().json(),
        seq(partitions),
        RowFiles.scalaMap(all),
        Option.apply(System.currentTimeMillis()));
  }

  /** A definition may have changed since the table was made; what is Delta's own stays. */
  private void document(OptimisticTransaction transaction) {
    Metadata now = transaction.metadata();
    Map<String, String> all =
        new TreeMap<>(JavaConverters.mapAsJavaMapConverter(now.configuration()).asJava());
    all.keySet().removeIf(name -> !name.startsWith("delta."));
    all.putAll(documentation);
    Metadata told =
        now.copy(
            now.id(),
            now.name(),
            description,
            now.format(),
            now.schemaString(),
            now.partitionColumns(),
            RowFiles.scalaMap(all),
            now.createdTime());
    if (!told.equals(now)) {
      transaction.updateMetadata(told, false);
    }
  }

  private StructType schema() {
    return rows.schema().asNullable();
  }

  private static scala.collection.immutable.Map<String, String> none() {
    return scala.collection.immutable.Map$.MODULE$.empty();
  }

  private static Seq<String> seq(List<String> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }
}
