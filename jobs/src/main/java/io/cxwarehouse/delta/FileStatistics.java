package io.cxwarehouse.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.delta.DeltaConfigs;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/**
 * What Delta's log says of a file: the number of its rows, and the least and greatest text and date
 * of each column that the table's properties allow, by which files are skipped.
 */
final class FileStatistics {
  /** As Delta's own writer: so much of a text. */
  private static final int LETTERS = 32;

  private static final ObjectMapper JSON = new ObjectMapper();

  private FileStatistics() {}

  static String of(Metadata table, StructType schema, List<InternalRow> rows) {
    ObjectNode json = JSON.createObjectNode();
    json.put("numRecords", rows.size());
    ObjectNode least = json.putObject("minValues");
    ObjectNode greatest = json.putObject("maxValues");
    ObjectNode nulls = json.putObject("nullCount");
    Option<String> named = DeltaConfigs.DATA_SKIPPING_STATS_COLUMNS().fromMetaData(table);
    int first = (int) DeltaConfigs.DATA_SKIPPING_NUM_INDEXED_COLS().fromMetaData(table);
    for (int i = 0; i < schema.length(); i++) {
      StructField field = schema.fields()[i];
      boolean isWanted =
          named.isDefined()
              ? Arrays.asList(named.get().split(",")).contains(field.name())
              : first < 0 || i < first;
      if (isWanted && field.dataType().equals(DataTypes.StringType)) {
        nulls.put(field.name(), texts(i, field.name(), rows, least, greatest));
      } else if (isWanted && field.dataType().equals(DataTypes.DateType)) {
        nulls.put(field.name(), dates(i, field.name(), rows, least, greatest));
      }
    }
    return json.toString();
  }

  /** The dates of a column that a file may hold, by its partition or what the log says of it. */
  static DateRange range(AddFile file, String column) {
    Option<String> partition = file.partitionValues().get(column);
    if (partition.isDefined() && partition.get() != null) {
      LocalDate date = LocalDate.parse(partition.get());
      return new DateRange(date, date);
    }
    try {
      JsonNode stats = JSON.readTree(file.stats() == null ? "{}" : file.stats());
      return new DateRange(
          date(stats.path("minValues").path(column), LocalDate.MIN),
          date(stats.path("maxValues").path(column), LocalDate.MAX));
    } catch (JsonProcessingException e) {
      return new DateRange(LocalDate.MIN, LocalDate.MAX);
    }
  }

  private static LocalDate date(JsonNode value, LocalDate unknown) {
    return value.isTextual() ? LocalDate.parse(value.asText()) : unknown;
  }

  private static long texts(
      int column, String name, List<InternalRow> rows, ObjectNode least, ObjectNode greatest) {
    UTF8String first = null;
    UTF8String last = null;
    long nulls = 0;
    for (InternalRow row : rows) {
      if (row.isNullAt(column)) {
        nulls++;
        continue;
      }
      UTF8String value = row.getUTF8String(column);
      first = first == null || value.compareTo(first) < 0 ? value : first;
      last = last == null || value.compareTo(last) > 0 ? value : last;
    }
    if (first != null) {
      // A text that is cut is less than the whole: as the greatest value it would hide the file.
      least.put(name, first.substring(0, LETTERS).toString());
      if (last.numChars() <= LETTERS) {
        greatest.put(name, last.toString());
      }
    }
    return nulls;
  }

  private static long dates(
      int column, String name, List<InternalRow> rows, ObjectNode least, ObjectNode greatest) {
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    long nulls = 0;
    for (InternalRow row : rows) {
      if (row.isNullAt(column)) {
        nulls++;
        continue;
      }
      first = Math.min(first, row.getInt(column));
      last = Math.max(last, row.getInt(column));
    }
    if (first <= last) {
      least.put(name, LocalDate.ofEpochDay(first).toString());
      greatest.put(name, LocalDate.ofEpochDay(last).toString());
    }
    return nulls;
  }
}
