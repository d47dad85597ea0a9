package io.cxwarehouse.bronze;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.cxwarehouse.raw.BronzeRow;
import io.cxwarehouse.raw.EntityShape;
import io.cxwarehouse.raw.FileHashes;
import io.cxwarehouse.raw.FileOutcome;
import io.cxwarehouse.raw.FileTask;
import io.cxwarehouse.raw.IntakePlan;
import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.Manifest;
import io.cxwarehouse.raw.ReadFiles;
import io.cxwarehouse.raw.ReadOutcome;
import io.cxwarehouse.raw.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Reads the new files of all entities in one Spark job and says what becomes of every row and file.
 * The parsed rows are kept on local disks until everything is written, so that no file is parsed
 * twice and memory stays flat however large the files are.
 */
public final class Intake {
  /** What a row delivered: its columns, then what no column takes. */
  private static final Column CELLS = concat(col("fields"), array(col("_rescued")));

  private final SparkSession spark;
  private final Landing landing;
  private final Map<String, EntityShape> shapes;
  private final List<EntityShape> order;
  private final String runId;
  private ErasedRows erased;

  private Intake(
      SparkSession spark,
      Landing landing,
      Collection<EntityShape> entities,
      String runId,
      Optional<ErasedRows> erased) {
    this.spark = spark;
    this.landing = landing;
    this.shapes = new TreeMap<>();
    entities.forEach(entity -> shapes.put(entity.source() + "." + entity.name(), entity));
    this.order = List.copyOf(shapes.values());
    this.runId = runId;
    this.erased = erased.orElse(null);
  }

  /**
   * Reads what is new.
   *
   * @param known the files of earlier runs
   * @param erased persons whose rows are left out; empty: nobody
   */
  public static IntakeResult read(
      SparkSession spark,
      Landing landing,
      Collection<EntityShape> entities,
      Collection<KnownFile> known,
      String runId,
      Optional<ErasedRows> erased) {
    Map<String, String> hashes =
        FileHashes.of(spark, landing.root(), IntakePlan.unhashed(landing, known));
    Intake intake = new Intake(spark, landing, entities, runId, erased);
    return intake.read(IntakePlan.of(landing, known, hashes, intake.shapes));
  }

  private IntakeResult read(IntakePlan plan) {
    List<FileTask> tasks = tasks(plan);
    Dataset<Row> parsed = parse(tasks);
    List<ReadOutcome> outcomes = checkedRows(plan, outcomes(parsed, tasks.size()));
    Object[] refused = refused(outcomes);
    Column stands = refused.length == 0 ? lit(true) : col("file").isin(refused).equalTo(false);
    Map<Integer, Long> leftOut = new HashMap<>();
    Set<String> suppressed = erased == null ? Set.of() : leaveOut(parsed.filter(stands), leftOut);
    List<FileOutcome> files = new ArrayList<>(plan.recorded());
    for (int i = 0; i < tasks.size(); i++) {
      IntakePlan.Identified file = plan.toRead().get(i);
      String shape = order.get(tasks.get(i).entity()).fingerprint();
      // Without an identity a file is no known one: the next run opens it again.
      boolean isUnread = Reason.UNREADABLE.equals(outcomes.get(i).reason());
      files.add(
          FileOutcome.of(
                  file.file(),
                  isUnread ? null : file.sha256(),
                  isUnread ? null : file.fileId(),
                  outcomes.get(i),
                  shape)
              .without(leftOut.getOrDefault(i, 0L)));
    }
    List<EntityRows> tables = tables(plan, parsed, stands);
    return new IntakeResult(
        tables,
        rejected(parsed, stands, files),
        parsed
            .filter(col("kind").equalTo(BronzeRow.Kind.GOOD.name()).and(stands))
            .select(
                entityName().as("entity"),
                col("_file"),
                col("_key"),
                col("_cursor"),
                col("fields"),
                col("_row_hash")),
        List.copyOf(files),
        Stream.concat(landing.findings().stream(), plan.findings().stream()).toList(),
        suppressed,
        () -> parsed.unpersist(false));
  }

  /**
   * Counts the rows about erased persons by file. What belongs to such a row, as a comment to its
   * ticket, goes as well, in this delivery and in later ones.
   *
   * @return hashes of the keys by which it does
   */
  private Set<String> leaveOut(Dataset<Row> parsed, Map<Integer, Long> leftOut) {
    Set<String> suppressed = new TreeSet<>();
    Set<String> more = new TreeSet<>();
    do {
      erased = erased.with(more);
      more.clear();
      leftOut.clear();
      List<Row> gone =
          parsed
              .filter(col("kind").equalTo(BronzeRow.Kind.GOOD.name()))
              .select(col("file"), erased.gone(entityName(), CELLS, col("_key")).as("binding"))
              .filter(col("binding").isNotNull())
              .collectAsList();
      for (Row row : gone) {
        leftOut.merge(row.getInt(0), 1L, Long::sum);
        more.addAll(row.getList(1));
      }
      more.removeAll(erased.keys().hashes());
      suppressed.addAll(more);
    } while (!more.isEmpty());
    return suppressed;
  }

  private Column entityName() {
    Column[] names =
        order.stream().map(e -> lit(e.source() + "." + e.name())).toArray(Column[]::new);
    return element_at(array(names), col("entity").plus(1));
  }

  /** Without rows about erased persons, and without what others say of them. */
  private Dataset<Row> withoutErased(EntityShape shape, Dataset<Row> rows) {
    if (erased == null) {
      return rows;
    }
    Column entity = lit(shape.source() + "." + shape.name());
    Column redacted = col("_redacted");
    return rows.filter(erased.gone(entity, CELLS, col("_key")).isNull())
        .withColumn("_redacted", erased.redacted(entity, CELLS))
        .withColumn("fields", when(redacted.isNull(), CELLS).otherwise(redacted))
        .withColumn("_rescued", element_at(col("fields"), shape.columns().size() + 1));
  }

  private List<FileTask> tasks(IntakePlan plan) {
    List<FileTask> tasks = new ArrayList<>();
    for (IntakePlan.Identified file : plan.toRead()) {
      tasks.add(
          new FileTask(
              tasks.size(),
              order.indexOf(shapes.get(file.file().source() + "." + file.file().entity())),
              file.file().path(),
              file.file().bytes(),
              file.fileId(),
              file.file().deliveryDate()));
    }
    return tasks;
  }

  private Dataset<Row> parse(List<FileTask> tasks) {
    if (tasks.isEmpty()) {
      return spark.createDataFrame(List.of(), ReadFiles.SCHEMA);
    }
    return ReadFiles.read(spark, landing.root(), tasks, order).persist(StorageLevel.DISK_ONLY());
  }

  private static List<ReadOutcome> outcomes(Dataset<Row> parsed, int files) {
    ReadOutcome[] outcomes = new ReadOutcome[files];
    if (files > 0) {
      for (Row row : parsed.filter(col("kind").equalTo(ReadFiles.OUTCOME)).collectAsList()) {
        outcomes[row.getInt(row.fieldIndex("file"))] = ReadFiles.outcome(row);
      }
    }
    return Stream.of(outcomes).map(Objects::requireNonNull).collect(Collectors.toList());
  }

  /** Refuses whole deliveries of which a file has other rows than its manifest says. */
  private List<ReadOutcome> checkedRows(IntakePlan plan, List<ReadOutcome> outcomes) {
    Set<String> contradicted = new TreeSet<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Manifest.Entry expected = plan.toRead().get(i).file().expected();
      ReadOutcome outcome = outcomes.get(i);
      long rows = outcome.rows() + outcome.rejected();
      if (expected != null && expected.rows() != null && expected.rows() != rows) {
        contradicted.add(plan.toRead().get(i).file().delivery());
        outcomes.set(i, outcome.refused(rows + " rows, its manifest says " + expected.rows()));
      }
    }
    for (int i = 0; i < outcomes.size(); i++) {
      boolean isContradicted = contradicted.contains(plan.toRead().get(i).file().delivery());
      if (isContradicted && !outcomes.get(i).isRefused()) {
        outcomes.set(
            i, outcomes.get(i).refused("another file of its delivery contradicts the manifest"));
      }
    }
    return outcomes;
  }

  private static Object[] refused(List<ReadOutcome> outcomes) {
    List<Object> refused = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).isRefused()) {
        refused.add(i);
      }
    }
    return refused.toArray();
  }

  private List<EntityRows> tables(IntakePlan plan, Dataset<Row> parsed, Column stands) {
    Map<String, List<String>> fileIds = new TreeMap<>();
    for (IntakePlan.Identified file : plan.toRead()) {
      fileIds
          .computeIfAbsent(
              file.file().source() + "." + file.file().entity(), k -> new ArrayList<>())
          .add(file.fileId());
    }
    for (IntakePlan.Dropped dropped : plan.dropped()) {
      fileIds
          .computeIfAbsent(dropped.source() + "." + dropped.entity(), k -> new ArrayList<>())
          .add(dropped.fileId());
    }
    List<EntityRows> tables = new ArrayList<>();
    fileIds.forEach(
        (name, ids) -> {
          EntityShape shape = shapes.get(name);
          StructType schema = BronzeSchema.of(shape);
          Dataset<Row> rows =
              withoutErased(
                      shape,
                      parsed
                          .filter(col("entity").equalTo(order.indexOf(shape)))
                          .filter(col("kind").equalTo(BronzeRow.Kind.GOOD.name()))
                          .filter(stands))
                  .select(columns(shape, schema));
          tables.add(new EntityRows(BronzeSchema.table(shape), schema, rows, List.copyOf(ids)));
        });
    return tables;
  }

  private Column[] columns(EntityShape shape, StructType schema) {
    Column[] columns = new Column[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      String name = schema.fields()[i].name();
      if (i < shape.columns().size()) {
        columns[i] = element_at(col("fields"), i + 1).as(name);
      } else {
        columns[i] =
            switch (name) {
              case "_record_id" -> recordId(shape).as(name);
              case "_ingested_run" -> lit(runId).as(name);
              default -> col(name);
            };
      }
    }
    return columns;
  }

  private static Column recordId(EntityShape shape) {
    if (shape.record().isEmpty()) {
      return concat(lit(shape.source() + ":"), col("_key"));
    }
    return concat_ws(
        ":",
        shape.record().stream()
            .map(
                column ->
                    call_function(
                        "native_id", element_at(col("fields"), shape.columnIndex(column) + 1)))
            .toArray(Column[]::new));
  }

  /** Rejected rows, and one more for every file that is refused as a whole. */
  private Dataset<Row> rejected(Dataset<Row> parsed, Column stands, List<FileOutcome> files) {
    List<Row> refusals =
        files.stream()
            .filter(file -> file.file().status() == ReadOutcome.Status.REFUSED)
            .map(BronzeSchema::refusal)
            .toList();
    Column source = lit(null).cast("string");
    Column entity = source;
    for (int i = 0; i < order.size(); i++) {
      Column isThis = col("entity").equalTo(i);
      source = when(isThis, order.get(i).source()).otherwise(source);
      entity = when(isThis, order.get(i).name()).otherwise(entity);
    }
    Column isShown =
        erased == null
            ? lit(true)
            : coalesce(not(erased.goneText(entityName(), col("raw_text"))), lit(true));
    Dataset<Row> rows =
        parsed
            .filter(
                col("kind")
                    .equalTo(BronzeRow.Kind.REJECTED.name())
                    .or(
                        col("kind")
                            .equalTo(BronzeRow.Kind.REJECTED_BEYOND_SAMPLE.name())
                            .and(stands)))
            .filter(isShown)
            .select(
                source.as("source"),
                entity.as("entity"),
                col("_file").as("file"),
                col("_file_id").as("file_id"),
                col("_row_number").as("row_number"),
                col("reason"),
                col("message"),
                col("raw_text"));
    return refusals.isEmpty()
        ? rows
        : rows.unionAll(spark.createDataFrame(refusals, BronzeSchema.REJECTED));
  }
}
