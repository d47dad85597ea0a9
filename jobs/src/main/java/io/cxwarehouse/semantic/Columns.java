package io.cxwarehouse.semantic;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What the columns of a table are to a BI tool. */
final class Columns {
  private Columns() {}

  /** By which rows are cut: words and what is true or false. */
  static List<StructField> dimensions(StructType schema) {
    return Arrays.stream(schema.fields())
        .filter(
            field ->
                field.dataType().equals(DataTypes.StringType)
                    || field.dataType().equals(DataTypes.BooleanType))
        .toList();
  }

  static boolean isTime(StructField field) {
    return field.dataType().equals(DataTypes.DateType)
        || field.dataType().equals(DataTypes.TimestampType);
  }

  static String comment(StructField field) {
    return field.getComment().getOrElse(() -> "");
  }
}
