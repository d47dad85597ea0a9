package io.cxwarehouse.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Date;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads a group of files on an executor, whatever their entities, into rows of one common shape:
 * the values as an array, and after the last row of a file one more that says how reading it ended.
 * So one job reads a night's files of all entities.
 */
public final class ReadFiles implements FlatMapFunction<Integer, Row> {
  private static final long serialVersionUID = 1L;

  /** Kind of the row behind a file's last one; its values are those of the outcome. */
  public static final String OUTCOME = "OUTCOME";

  public static final StructType SCHEMA =
      new StructType()
          .add("file", DataTypes.IntegerType)
          .add("entity", DataTypes.IntegerType)
          .add("kind", DataTypes.StringType)
          .add("fields", DataTypes.createArrayType(DataTypes.StringType))
          .add("_rescued", DataTypes.StringType)
          .add("_key", DataTypes.StringType)
          .add("_cursor", DataTypes.StringType)
          .add("_file_id", DataTypes.StringType)
          .add("_file", DataTypes.StringType)
          .add("_row_number", DataTypes.LongType)
          .add("_delivery_date", DataTypes.DateType)
          .add("_row_hash", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("message", DataTypes.StringType)
          .add("raw_text", DataTypes.StringType);

  private final String root;
  private final List<FileTask> files;
  private final List<FileGroups.Group> groups;
  private final List<EntityShape> shapes;
  private final SerializableConfiguration hadoop;

  private ReadFiles(
      String root,
      List<FileTask> files,
      List<FileGroups.Group> groups,
      List<EntityShape> shapes,
      Configuration hadoop) {
    this.root = root;
    this.files = List.copyOf(files);
    this.groups = List.copyOf(groups);
    this.shapes = List.copyOf(shapes);
    this.hadoop = new SerializableConfiguration(LandingStore.plain(hadoop));
  }

  /** The rows of all files, not yet read. */
  public static Dataset<Row> read(
      SparkSession spark, String root, List<FileTask> files, List<EntityShape> shapes) {
    List<FileGroups.Group> groups =
        FileGroups.of(files, FileTask::bytes, spark.sparkContext().defaultParallelism());
    ReadFiles reader =
        new ReadFiles(root, files, groups, shapes, spark.sessionState().newHadoopConf());
    // Numbers only: what else a partition held would go through the configured serializer.
    JavaRDD<Integer> numbers =
        new JavaSparkContext(spark.sparkContext())
            .parallelize(
                IntStream.range(0, groups.size()).boxed().toList(), Math.max(1, groups.size()));
    return spark.createDataFrame(numbers.flatMap(reader), SCHEMA);
  }

  @Override
  public Iterator<Row> call(Integer group) {
    return new Rows(groups.get(group).of(files).iterator());
  }

  private FileRows open(FileTask file) {
    EntityShape shape = shapes.get(file.entity());
    Path path = new Path(root, file.path());
    if (shape.format() == Format.PARQUET) {
      return ParquetRows.read(shape, file.path(), path, hadoop.value());
    }
    TextFiles.Bytes bytes = () -> path.getFileSystem(hadoop.value()).open(path, 1 << 16);
    if (shape.format() != Format.JSON) {
      return TextFiles.read(shape, file.path(), bytes);
    }
    // Systems that export nested records as JSON export them as Parquet, too: told by content.
    EntityShape placed = shape.at(file.path());
    return new FileRows(
        placed,
        PathValues.of(shape, file.path()),
        () ->
            ParquetRows.isParquet(path, hadoop.value())
                ? ParquetRows.open(placed, path, hadoop.value())
                : TextFiles.open(placed, file.path(), bytes.open()));
  }

  /** The rows of all files of a group, one file open at a time. */
  private final class Rows implements Iterator<Row> {
    private final Iterator<FileTask> rest;
    private FileTask file;
    private FileRows rows;

    Rows(Iterator<FileTask> files) {
      this.rest = files;
      if (TaskContext.get() != null) {
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> close());
      }
    }

    @Override
    public boolean hasNext() {
      return rows != null || rest.hasNext();
    }

    @Override
    public Row next() {
      if (rows == null) {
        file = rest.next();
        rows = open(file);
      }
      if (rows.hasNext()) {
        return row(file, rows.next());
      }
      ReadOutcome outcome = rows.outcome();
      close();
      return outcomeRow(file, outcome);
    }

    private void close() {
      try {
        if (rows != null) {
          rows.close();
        }
        rows = null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Row row(FileTask file, BronzeRow row) {
    return RowFactory.create(
        file.index(),
        file.entity(),
        row.kind().name(),
        row.values(),
        row.rescued(),
        row.key(),
        row.cursor(),
        file.fileId(),
        file.path(),
        row.number(),
        Date.valueOf(file.deliveryDate()),
        row.contentHash(),
        row.reason(),
        row.message(),
        row.rawText());
  }

  private static Row outcomeRow(FileTask file, ReadOutcome outcome) {
    Object[] values = new Object[SCHEMA.size()];
    values[SCHEMA.fieldIndex("file")] = file.index();
    values[SCHEMA.fieldIndex("entity")] = file.entity();
    values[SCHEMA.fieldIndex("kind")] = OUTCOME;
    values[SCHEMA.fieldIndex("fields")] =
        new String[] {
          outcome.status().name(), Long.toString(outcome.rows()), Long.toString(outcome.rejected())
        };
    values[SCHEMA.fieldIndex("reason")] = outcome.reason();
    values[SCHEMA.fieldIndex("message")] = outcome.message();
    return RowFactory.create(values);
  }

  /** Reads back what the row behind a file's last one says. */
  public static ReadOutcome outcome(Row row) {
    List<String> fields = row.getList(row.fieldIndex("fields"));
    return new ReadOutcome(
        ReadOutcome.Status.valueOf(fields.get(0)),
        Long.parseLong(fields.get(1)),
        Long.parseLong(fields.get(2)),
        row.getString(row.fieldIndex("reason")),
        row.getString(row.fieldIndex("message")));
  }
}
