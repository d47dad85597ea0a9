package io.cxwarehouse.delta;

import io.cxwarehouse.catalog.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;

/** Which columns hold anything, told by the ends of files: no row is read and no job runs. */
public final class FilledColumns {
  private final SparkSession spark;
  private final Tables tables;

  public FilledColumns(SparkSession spark, Tables tables) {
    this.spark = spark;
    this.tables = tables;
  }

  /**
   * Columns in which a row of a table's partition has a value; rows that a deletion vector hides
   * count, too.
   */
  public Set<String> of(TableId table, String partitionColumn, String partition) {
    Snapshot snapshot = tables.snapshot(spark, table);
    Configuration hadoop = snapshot.deltaLog().newDeltaHadoopConf();
    Set<String> filled = new TreeSet<>();
    for (AddFile file : Tables.files(snapshot)) {
      Option<String> value = file.partitionValues().get(partitionColumn);
      if (value.isDefined() && partition.equals(value.get())) {
        add(file.absolutePath(snapshot.deltaLog()), hadoop, filled);
      }
    }
    return filled;
  }

  private static void add(Path path, Configuration hadoop, Set<String> filled) {
    try (ParquetFileReader file = ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
      for (BlockMetaData block : file.getFooter().getBlocks()) {
        for (ColumnChunkMetaData column : block.getColumns()) {
          Statistics<?> statistics = column.getStatistics();
          // Parquet leaves out what it knows of values that are very long, and only then.
          boolean isKnown = statistics != null && statistics.isNumNullsSet();
          if (!isKnown || statistics.getNumNulls() < column.getValueCount()) {
            filled.add(column.getPath().toArray()[0]);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the end of " + path, e);
    }
  }
}
