package io.cxwarehouse.publish;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Rows as RFC 4180 has them: UTF-8, comma, CRLF, a header. Null is nothing, an empty text is {@code
 * ""}. Dates and times as ISO 8601 has them, in UTC.
 */
final class CsvFile implements AutoCloseable {
  private static final char BOM = '\uFEFF';

  private final CsvWriter writer;
  private final int width;

  CsvFile(OutputStream out, boolean hasBom, List<String> header) throws IOException {
    OutputStreamWriter text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    if (hasBom) {
      text.write(BOM);
    }
    this.writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.CRLF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(text);
    this.width = header.size();
    writer.writeRecord(header);
  }

  void add(Row row) {
    List<String> cells = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      cells.add(cell(row.get(i)));
    }
    writer.writeRecord(cells);
  }

  private static String cell(Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return SpreadsheetText.safe(text);
    }
    if (value instanceof Timestamp instant) {
      return instant.toInstant().toString();
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
