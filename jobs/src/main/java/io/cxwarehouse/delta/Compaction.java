package io.cxwarehouse.delta;

import static org.apache.spark.sql.functions.col;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Makes few files of many small ones, partition by partition, in the order in which the table's
 * rows lie. The commit says that no row changed, so that the change data feed has none of it.
 */
public final class Compaction {
  /** Fewer small files of a partition are not worth the write. */
  private static final int LEAST = 5;

  private final Tables tables;
  private final long targetRows;

  public Compaction(Tables tables, long targetRows) {
    this.tables = tables;
    this.targetRows = targetRows;
  }

  /**
   * What there is to do.
   *
   * @param files small files
   * @param into about how many they become
   */
  public record Plan(long files, long into, long bytes) {
    public boolean isNone() {
      return files == 0;
    }
  }

  public Plan plan(SparkSession session, TableId table) {
    long files = 0;
    long into = 0;
    long bytes = 0;
    for (List<AddFile> group : groups(Tables.files(tables.snapshot(session, table)))) {
      files += group.size();
      into += Math.max(1, (Tables.count(group) + targetRows - 1) / targetRows);
      bytes += group.stream().mapToLong(AddFile::size).sum();
    }
    return new Plan(files, into, bytes);
  }

  /**
   * Does it, in one commit.
   *
   * @param spec of a table that is defined; empty: its rows have no order
   */
  public long run(
      SparkSession session, TableId table, Optional<TableSpec> spec, TableWriter writer) {
    return writer.commit(
        session,
        table,
        mark ->
            Transaction.run(
                session,
                tables.path(table),
                mark,
                operation(mark),
                transaction -> actions(session, table, spec, transaction)));
  }

  /** Small files, by partition. */
  private List<List<AddFile>> groups(List<AddFile> files) {
    Map<Object, List<AddFile>> byPartition = new LinkedHashMap<>();
    for (AddFile file : files) {
      if (file.numLogicalRecords().isDefined()
          && (long) file.numLogicalRecords().get() <= targetRows / 2) {
        byPartition.computeIfAbsent(file.partitionValues(), p -> new ArrayList<>()).add(file);
      }
    }
    return byPartition.values().stream().filter(group -> group.size() >= LEAST).toList();
  }

  private List<Action> actions(
      SparkSession session,
      TableId table,
      Optional<TableSpec> spec,
      OptimisticTransaction transaction) {
    RowFiles files = new RowFiles(transaction, session);
    List<Action> actions = new ArrayList<>();
    long now = System.currentTimeMillis();
    for (List<AddFile> group : groups(Tables.files(transaction.snapshot()))) {
      group.forEach(file -> actions.add(file.removeWithTimestamp(now, false)));
      for (Action action : files.write(rows(session, table, spec, group))) {
        if (action instanceof AddFile added) {
          actions.add(unchanged(added));
        }
      }
    }
    return actions;
  }

  private Dataset<Row> rows(
      SparkSession session, TableId table, Optional<TableSpec> spec, List<AddFile> group) {
    Dataset<Row> rows = tables.read(session, table, group);
    long count = Tables.count(group);
    if (count <= Few.MAX_ROWS) {
      return Few.brought(rows).orElseThrow();
    }
    Column[] order =
        spec.map(s -> Layout.order(s, rows)).orElseGet(() -> new Column[] {col(rows.columns()[0])});
    return Layout.of(order, rows, count, targetRows);
  }

  private static AddFile unchanged(AddFile file) {
    return new AddFile(
        file.path(),
        file.partitionValues(),
        file.size(),
        file.modificationTime(),
        false,
        file.stats(),
        file.tags(),
        file.deletionVector(),
        file.baseRowId(),
        file.defaultRowCommitVersion(),
        file.clusteringProvider());
  }

  private static DeltaOperations.Operation operation(Commit.Mark mark) {
    Seq<Expression> everywhere = JavaConverters.asScalaBuffer(List.<Expression>of()).toSeq();
    Seq<String> noColumns = JavaConverters.asScalaBuffer(List.<String>of()).toSeq();
    return new DeltaOperations.Optimize(everywhere, noColumns, false, Option.empty(), false) {
      @Override
      public Option<String> userMetadata() {
        return Option.apply(mark.userMetadata());
      }
    };
  }
}
