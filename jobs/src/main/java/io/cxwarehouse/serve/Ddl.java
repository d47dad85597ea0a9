package io.cxwarehouse.serve;

import io.cxwarehouse.graph.Fingerprints;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Parts of statements that define: names and texts in them cannot be bound as parameters. */
final class Ddl {
  private static final int DIGITS = 16;

  /** A metastore's column comment holds no more; the Delta table has it whole. */
  private static final int COMMENT = 255;

  private Ddl() {}

  /** A name, quoted part by part. */
  static String name(String... parts) {
    return Arrays.stream(parts)
        .map(part -> "`" + part.replace("`", "``") + "`")
        .collect(Collectors.joining("."));
  }

  /** A text as a literal. */
  static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** Columns of a view with their comments. */
  static String columns(StructType columns) {
    return Arrays.stream(columns.fields()).map(Ddl::column).collect(Collectors.joining(", "));
  }

  static String names(StructType columns) {
    return Arrays.stream(columns.fieldNames()).map(Ddl::name).collect(Collectors.joining(", "));
  }

  /** Differs where texts differ. */
  static String digest(String text) {
    return Fingerprints.sha256(text).substring(0, DIGITS);
  }

  private static String column(StructField field) {
    return name(field.name()) + field.getComment().map(Ddl::comment).getOrElse(() -> "");
  }

  private static String comment(String text) {
    return " COMMENT "
        + text(text.length() > COMMENT ? text.substring(0, COMMENT - 1) + "…" : text);
  }
}
