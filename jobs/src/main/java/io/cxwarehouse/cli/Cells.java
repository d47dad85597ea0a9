package io.cxwarehouse.cli;

import io.cxwarehouse.publish.SpreadsheetText;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/** Values as texts. */
final class Cells {
  private Cells() {}

  static Object[] of(Row row) {
    Object[] cells = new Object[row.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(row.get(i));
    }
    return cells;
  }

  private static Object cell(Object value) {
    if (value instanceof Timestamp instant) {
      return instant.toInstant().toString();
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Seq<?> values) {
      return values.mkString("[", ", ", "]");
    }
    return value;
  }

  /** A line of CSV after RFC 4180; texts that a spreadsheet would compute are made plain texts. */
  static String csv(Object[] cells) {
    return Arrays.stream(cells).map(Cells::csv).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String csv(Object cell) {
    if (cell == null) {
      return "";
    }
    String text = cell.toString();
    String safe = SpreadsheetText.safe(text);
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
