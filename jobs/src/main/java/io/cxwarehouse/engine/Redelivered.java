package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.functions.FileNames;
import io.cxwarehouse.raw.FileOutcome;
import io.cxwarehouse.raw.ReadOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Deliveries of bytes that bronze has already. Nothing is written for them, yet a record may return
 * to what they say: then the bronze table gets a commit without rows, by which the tables that are
 * made of it notice. A repeated delivery that moves no record costs nothing further on.
 */
final class Redelivered {
  private final RunContext run;
  private final SparkSession session;
  private final Map<TableId, Set<String>> again = new TreeMap<>();
  private final Set<TableId> fresh = new TreeSet<>();
  private final List<IngestedFile> withdrawn = new ArrayList<>();
  private final Set<String> moved = new HashSet<>();

  /** To be made before the log gets the new files. */
  Redelivered(RunContext run, SparkSession session, List<FileOutcome> files) {
    this.run = run;
    this.session = session;
    for (FileOutcome outcome : files) {
      String id = outcome.file().fileId();
      IngestedFile before = run.intakeLog().find(outcome.file().path()).orElse(null);
      if (before != null && Objects.equals(before.fileId(), id)) {
        continue;
      }
      if (before != null && before.isDuplicate()) {
        withdrawn.add(before);
      }
      if (outcome.file().status() == ReadOutcome.Status.DUPLICATE) {
        TableId table = TableId.bronze(outcome.file().source(), outcome.file().entity());
        again.computeIfAbsent(table, t -> new TreeSet<>()).add(outcome.file().path());
        if (run.intakeLog().lastVersion(table) < 0) {
          fresh.add(table); // nothing is made of it yet that could miss anything
        }
      }
    }
  }

  /**
   * Commits where a record moves and nothing else is written; the log has the new files by now.
   *
   * @param versions of the bronze tables that this run wrote; gets those of these commits
   */
  void commit(Map<TableId, Long> versions) {
    again.forEach(
        (table, paths) -> {
          if (!fresh.contains(table)) {
            moved.addAll(moving(table, paths));
          }
        });
    Set<TableId> touched = new TreeSet<>();
    again.forEach(
        (table, paths) -> {
          if (paths.stream().anyMatch(moved::contains)) {
            touched.add(table);
          }
        });
    withdrawn.forEach(file -> touched.add(file.bronze()));
    for (TableId table : touched) {
      if (!versions.containsKey(table) && run.tables().state(session, table).exists()) {
        versions.put(table, run.writer().touch(session, table));
      }
    }
  }

  /** Whether a record moves since this file came again. */
  boolean isMoving(String path) {
    return moved.contains(path);
  }

  /** Deliveries that do not count any more: their paths hold other bytes now. */
  List<IngestedFile> withdrawn() {
    return withdrawn;
  }

  /** Of some files that came again, those by which a version of some record begins. */
  private Set<String> moving(TableId table, Set<String> paths) {
    Set<String> ids = new TreeSet<>();
    Set<String> inQuestion = new TreeSet<>();
    IngestedFile previous = null;
    for (IngestedFile file :
        run.intakeLog().standing(table).stream()
            .sorted(
                Comparator.comparing(IngestedFile::deliveryDate)
                    .thenComparing(f -> FileNames.order(f.path())))
            .toList()) {
      // Of very many files those of other dates may not be held.
      boolean isRepeated =
          previous != null
              && previous.fileId().equals(file.fileId())
              && (run.intakeLog().isWhole() || previous.deliveryDate().equals(file.deliveryDate()));
      if (paths.contains(file.path()) && !isRepeated) {
        ids.add(file.fileId());
        inQuestion.add(file.path());
      }
      previous = file;
    }
    Tables.State state = run.tables().state(session, table);
    if (inQuestion.isEmpty() || !state.exists()) {
      return Set.of();
    }
    Dataset<Row> bronze =
        run.warehouse()
            .relations()
            .withAllColumns(run.tables().read(session, table, state.version()), table.toString());
    return begins(table, bronze, ids, inQuestion);
  }

  private Set<String> begins(
      TableId table, Dataset<Row> bronze, Set<String> ids, Set<String> inQuestion) {
    Dataset<Row> keys = bronze.where(col("_file_id").isin(ids.toArray())).select("_key").distinct();
    Dataset<Row> same =
        bronze.join(keys, bronze.col("_key").equalTo(keys.col("_key")), "left_semi");
    if (hasLines(same)) {
      return inQuestion;
    }
    Set<String> begins = new HashSet<>();
    run.warehouse()
        .relations()
        .versions(table, run.intakeLog().repeated(table))
        .versions(same)
        .where(col("_file").isin(inQuestion.toArray()))
        .select("_file")
        .distinct()
        .collectAsList()
        .forEach(row -> begins.add(row.getString(0)));
    return begins;
  }

  /** Whether rows of one file share a key: what they say together may move without the last one. */
  private static boolean hasLines(Dataset<Row> rows) {
    return !rows.groupBy("_key", "_file_id")
        .agg(min("_row_hash").as("least"), max("_row_hash").as("greatest"))
        .where(col("least").notEqual(col("greatest")))
        .isEmpty();
  }
}
