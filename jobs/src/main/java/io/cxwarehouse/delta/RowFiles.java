package io.cxwarehouse.delta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.delta.NoMapping$;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddCDCFile;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.constraints.Constraints;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Predef;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.immutable.Map$;

/**
 * Writes the files of a transaction. Few rows that the driver has are written by it, one file a
 * partition, as a task of Spark would: planning, starting and counting such a task costs many times
 * what the rows do.
 */
final class RowFiles {
  private final OptimisticTransaction transaction;
  private final SparkSession session;

  RowFiles(OptimisticTransaction transaction, SparkSession session) {
    this.transaction = transaction;
    this.session = session;
  }

  /** A file's rows, all of one partition, and where they lie. */
  private record Part(
      Map<String, String> values, List<InternalRow> rows, String name, FileStatus status) {
    scala.collection.immutable.Map<String, String> partition() {
      return scalaMap(values);
    }
  }

  static scala.collection.immutable.Map<String, String> scalaMap(Map<String, String> map) {
    return JavaConverters.mapAsScalaMapConverter(map)
        .asScala()
        .toMap(Predef.<Tuple2<String, String>>$conforms());
  }

  /** Writes rows, and returns what the transaction says of their files. */
  List<Action> write(Dataset<Row> rows) {
    Optional<List<InternalRow>> few = takes(rows.schema()) ? Few.onDriver(rows) : Optional.empty();
    return few.isPresent()
        ? write(rows.schema(), few.get())
        : new ArrayList<>(
            JavaConverters.seqAsJavaListConverter(transaction.writeFiles(rows)).asJava());
  }

  /** Whether rows of the driver can be written as they stand: their columns are the table's. */
  boolean takes(StructType schema) {
    if (!isPlain()) {
      return false;
    }
    StructType table = transaction.metadata().schema();
    for (StructField field : schema.fields()) {
      boolean isOfTable =
          table.getFieldIndex(field.name()).isDefined()
              && table.apply(field.name()).dataType().sameType(field.dataType());
      if (!isOfTable
          || (partitions().contains(field.name())
              && !field.dataType().equals(DataTypes.DateType))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the table's files have its columns by name, and nothing is asked of their values. */
  private boolean isPlain() {
    Metadata metadata = transaction.metadata();
    return metadata.columnMappingMode().equals(NoMapping$.MODULE$)
        && Constraints.getAll(metadata, session).isEmpty();
  }

  /** Writes rows of the driver. */
  List<Action> write(StructType schema, List<InternalRow> rows) {
    StructType stored = stored(schema);
    List<Action> actions = new ArrayList<>();
    for (Part part : parts(schema, rows, "", "part-")) {
      actions.add(
          new AddFile(
              part.name(),
              part.partition(),
              part.status().getLen(),
              part.status().getModificationTime(),
              true,
              FileStatistics.of(transaction.metadata(), stored, part.rows()),
              null,
              null,
              Option.empty(),
              Option.empty(),
              Option.empty()));
    }
    return actions;
  }

  /** Writes rows of the change data feed, which say in a column of their own how they changed. */
  List<Action> writeChanges(StructType schema, List<InternalRow> rows) {
    List<Action> actions = new ArrayList<>();
    for (Part part : parts(schema, rows, "_change_data/", "cdc-")) {
      actions.add(new AddCDCFile(part.name(), part.partition(), part.status().getLen(), null));
    }
    return actions;
  }

  private List<String> partitions() {
    return JavaConverters.seqAsJavaListConverter(transaction.metadata().partitionColumns())
        .asJava();
  }

  /** The columns that lie in the files: partitions' values do not. */
  private StructType stored(StructType schema) {
    StructType stored = new StructType();
    for (StructField field : schema.asNullable().fields()) {
      stored = partitions().contains(field.name()) ? stored : stored.add(field);
    }
    return stored;
  }

  private List<Part> parts(StructType schema, List<InternalRow> rows, String root, String prefix) {
    Map<Map<String, String>, List<InternalRow>> byPartition = new LinkedHashMap<>();
    for (InternalRow row : rows) {
      Map<String, String> values = new LinkedHashMap<>();
      List<Object> cells = new ArrayList<>();
      for (int i = 0; i < schema.length(); i++) {
        StructField field = schema.fields()[i];
        if (!partitions().contains(field.name())) {
          cells.add(row.isNullAt(i) ? null : row.get(i, field.dataType()));
        } else {
          values.put(
              field.name(),
              row.isNullAt(i) ? null : LocalDate.ofEpochDay(row.getInt(i)).toString());
        }
      }
      byPartition
          .computeIfAbsent(values, v -> new ArrayList<>())
          .add(new GenericInternalRow(cells.toArray()));
    }
    try {
      return written(stored(schema), byPartition, root, prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Part> written(
      StructType stored,
      Map<Map<String, String>, List<InternalRow>> byPartition,
      String root,
      String prefix)
      throws IOException {
    Job job = Job.getInstance(transaction.deltaLog().newDeltaHadoopConf());
    OutputWriterFactory factory =
        transaction
            .deltaLog()
            .fileFormat(transaction.protocol(), transaction.metadata())
            .prepareWrite(session, job, Map$.MODULE$.<String, String>empty(), stored);
    TaskAttemptContext task =
        new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<Map<String, String>, List<InternalRow>> part : byPartition.entrySet()) {
      String name =
          root
              + folder(part.getKey())
              + prefix
              + "00000-"
              + UUID.randomUUID()
              + "-c000"
              + factory.getFileExtension(task);
      Path path = new Path(transaction.deltaLog().dataPath(), name);
      OutputWriter writer = factory.newInstance(path.toString(), stored, task);
      try {
        part.getValue().forEach(writer::write);
      } finally {
        writer.close();
      }
      FileStatus status = path.getFileSystem(task.getConfiguration()).getFileStatus(path);
      parts.add(
          new Part(part.getKey(), part.getValue(), new Path(name).toUri().toString(), status));
    }
    return parts;
  }

  private static String folder(Map<String, String> values) {
    StringBuilder folder = new StringBuilder();
    values.forEach(
        (column, value) ->
            folder.append(ExternalCatalogUtils.getPartitionPathString(column, value)).append('/'));
    return folder.toString();
  }
}
