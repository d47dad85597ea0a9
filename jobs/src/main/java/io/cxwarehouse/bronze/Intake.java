package io.cxwarehouse.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.raw.BronzeRow;
import io.cxwarehouse.raw.EntityShape;
import io.cxwarehouse.raw.FileHashes;
import io.cxwarehouse.raw.FileOutcome;
import io.cxwarehouse.raw.FileTask;
import io.cxwarehouse.raw.IntakePlan;
import io.cxwarehouse.raw.IntakePlanner;
import io.cxwarehouse.raw.KnownFiles;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.Manifest;
import io.cxwarehouse.raw.ReadFiles;
import io.cxwarehouse.raw.ReadOutcome;
import io.cxwarehouse.raw.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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
  /** A delivery of no more rows and bytes than these is brought to the driver. */
  private static final long MOST_ROWS = 50_000;

  private static final long MOST_BYTES = 8 << 20;

  /** What texts usually lose by being packed. */
  private static final int PACKED = 10;

  private final SparkSession spark;
  private final Landing landing;
  private final Map<String, EntityShape> shapes;
  private final List<EntityShape> order;
  private final String runId;
  private final Optional<LeftOut.By> erased;
  private final long mostRows;

  private Intake(
      SparkSession spark,
      Landing landing,
      Collection<EntityShape> entities,
      String runId,
      Optional<LeftOut.By> erased,
      long mostRows) {
    this.spark = spark;
    this.landing = landing;
    this.shapes = new TreeMap<>();
    entities.forEach(entity -> shapes.put(entity.source() + "." + entity.name(), entity));
    this.order = List.copyOf(shapes.values());
    this.runId = runId;
    this.erased = erased;
    this.mostRows = mostRows;
  }

  /**
   * Reads what is new.
   *
   * @param known the files of earlier runs; those of the landing's folders are held
   * @param erased persons whose rows are left out; empty: nobody
   */
  public static IntakeResult read(
      SparkSession spark,
      Landing landing,
      Collection<EntityShape> entities,
      KnownFiles known,
      String runId,
      Optional<LeftOut.By> erased) {
    return read(spark, landing, entities, known, runId, erased, MOST_ROWS);
  }

  /**
   * Reads what is new.
   *
   * @param mostRows of more rows, each table's are left in Spark
   */
  static IntakeResult read(
      SparkSession spark,
      Landing landing,
      Collection<EntityShape> entities,
      KnownFiles known,
      String runId,
      Optional<LeftOut.By> erased,
      long mostRows) {
    Map<String, String> hashes =
        FileHashes.of(spark, landing.root(), IntakePlanner.unhashed(landing, known.held()));
    Intake intake = new Intake(spark, landing, entities, runId, erased, mostRows);
    return intake.read(IntakePlanner.plan(landing, known, hashes, intake.shapes));
  }

  private IntakeResult read(IntakePlan plan) {
    List<FileTask> tasks = tasks(plan);
    Dataset<Row> parsed = parse(tasks);
    List<ReadOutcome> outcomes = checkedRows(plan, outcomes(parsed, tasks.size()));
    Object[] refused = refused(outcomes);
    Column stands = refused.length == 0 ? lit(true) : col("file").isin(refused).equalTo(false);
    Dataset<Row> good = parsed.filter(col("kind").equalTo(BronzeRow.Kind.GOOD.name()).and(stands));
    Map<String, List<String>> fileIds = fileIds(plan);
    LeftOut leftOut = LeftOut.of(erased, good, order, runId, fileIds);
    DeliveredRows rows = new DeliveredRows(order, leftOut.erased(), runId);
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
              .without(leftOut.rows().getOrDefault(i, 0L)));
    }
    return new IntakeResult(
        tables(fileIds, byEntity(good, tasks, outcomes), rows),
        rows.rejected(parsed, stands, files),
        good.select(
            rows.entityName().as("entity"),
            col("_file"),
            col("_key"),
            col("_cursor"),
            col("fields"),
            col("_row_hash")),
        List.copyOf(files),
        Stream.concat(landing.findings().stream(), plan.findings().stream()).toList(),
        leftOut.suppressed(),
        leftOut.contested(),
        leftOut.contesting(),
        () -> parsed.unpersist(false));
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

  /**
   * Where an entity's good rows are. Those of a small delivery come to the driver at once: a job
   * for each table would read the rows of all of them.
   */
  private Function<EntityShape, Dataset<Row>> byEntity(
      Dataset<Row> good, List<FileTask> tasks, List<ReadOutcome> outcomes) {
    if (outcomes.stream().mapToLong(ReadOutcome::rows).sum() > mostRows
        || tasks.stream().mapToLong(Intake::unpackedBytes).sum() > MOST_BYTES) {
      return shape -> good;
    }
    int entity = good.schema().fieldIndex("entity");
    Map<Integer, List<Row>> rows =
        good.collectAsList().stream().collect(Collectors.groupingBy(row -> row.getInt(entity)));
    return shape ->
        spark.createDataFrame(rows.getOrDefault(order.indexOf(shape), List.of()), good.schema());
  }

  private static long unpackedBytes(FileTask task) {
    return task.path().endsWith(".gz") ? task.bytes() * PACKED : task.bytes();
  }

  /** The files of each entity whose rows bronze gets, or loses. */
  private static Map<String, List<String>> fileIds(IntakePlan plan) {
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
    return fileIds;
  }

  private List<EntityRows> tables(
      Map<String, List<String>> fileIds,
      Function<EntityShape, Dataset<Row>> good,
      DeliveredRows delivered) {
    List<EntityRows> tables = new ArrayList<>();
    fileIds.forEach(
        (name, ids) -> {
          EntityShape shape = shapes.get(name);
          StructType schema = BronzeSchema.of(shape);
          Dataset<Row> rows = delivered.of(shape, good.apply(shape));
          tables.add(new EntityRows(BronzeSchema.table(shape), schema, rows, List.copyOf(ids)));
        });
    return tables;
  }
}
