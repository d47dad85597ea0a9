package io.cxwarehouse.report;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.QueryPlans;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of tables as they are defined, and what the report reads of them. */
abstract class ReportQueryCase extends NightCase {
  static final LocalDate DAY = LocalDate.of(2026, 3, 31);
  private static final Definitions DEFINITIONS = Definitions.load(List.of());

  /** Names and values in turn; a date may be a text. */
  final Row of(String table, Object... values) {
    StructType schema = schema(table);
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      String column = (String) values[i];
      boolean isDate = schema.apply(column).dataType().equals(DataTypes.DateType);
      row.put(
          column,
          isDate && values[i + 1] != null ? Date.valueOf((String) values[i + 1]) : values[i + 1]);
    }
    return row(table, row);
  }

  final Row row(String table, Map<String, Object> values) {
    return RowFactory.create(Arrays.stream(schema(table).fieldNames()).map(values::get).toArray());
  }

  private static StructType schema(String table) {
    return DEFINITIONS.table(TableId.of(table)).spec().schema();
  }

  final ReportData read(Map<String, List<Row>> tables, LocalDate asOf) {
    ReportReader.Query query =
        (text, parameters) ->
            new ArrayList<>(
                QueryPlans.bind(spark(), text, name -> table(name, tables), parameters)
                    .collectAsList());
    return new ReportReader(query, 1).read(asOf, 7);
  }

  final Dataset<Row> table(String name, Map<String, List<Row>> tables) {
    return name.indexOf('.') < 0
        ? null
        : spark().createDataFrame(tables.getOrDefault(name, List.of()), schema(name));
  }
}
