package io.cxwarehouse.explain;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;

/** Looks up delivered rows in their files, read by no code of ours. */
record DeliveredFiles(Settings settings, Path landing) {
  /**
   * Whether the native id stands in the row that is named, counted from 1 behind the header: in the
   * record of CSV, in the line of JSON lines, and anywhere in a page of JSON. Ids that are
   * pseudonyms, or made of what a row says, stand nowhere; of Parquet the file must be there.
   */
  boolean hold(Row row) {
    String name = row.getAs("file");
    Source source = settings.sources().get(row.<String>getAs("source"));
    String id = row.getAs("record_id");
    String part = id.substring(id.indexOf(':') + 1).split("[|:]")[0];
    String text = text(landing.resolve(name));
    if (source.piiIds() || part.startsWith("x_") || !name.matches(".*\\.(csv|jsonl?)(\\.gz)?")) {
      return true;
    }
    int number = Math.toIntExact(row.<Long>getAs("row_number"));
    if (name.contains(".csv")) {
      List<String> records = records(text);
      int header = source.entities().get(row.<String>getAs("entity")).options().headerRows();
      // further header rows are missing in older exports
      return IntStream.rangeClosed(Math.min(header, 2), header)
          .map(first -> first + number - 1)
          .anyMatch(index -> index < records.size() && holds(records.get(index), part));
    }
    if (!name.contains(".jsonl") || text.stripLeading().startsWith("[")) {
      return holds(text, part);
    }
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return number <= lines.size() && holds(lines.get(number - 1), part);
  }

  /** Ids of Salesforce have 15 characters, or 18 with a checksum. */
  private static boolean holds(String text, String id) {
    return text.contains(id) || id.length() == 18 && text.contains(id.substring(0, 15));
  }

  /** A line break within quotes ends no record; rows of nothing but delimiters do not count. */
  private static List<String> records(String text) {
    List<String> records = new ArrayList<>();
    StringBuilder record = new StringBuilder();
    boolean isQuoted = false;
    for (char c : (text + "\n").toCharArray()) {
      isQuoted ^= c == '"';
      if (c != '\n' || isQuoted) {
        record.append(c);
        continue;
      }
      if (!record.toString().matches("[,;|\t\\s]*")) {
        records.add(record.toString());
      }
      record.setLength(0);
    }
    return records;
  }

  private static String text(Path file) {
    try (InputStream packed = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(packed) : packed) {
      byte[] bytes = in.readAllBytes();
      boolean isWide = bytes.length > 1 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFF + 0xFE;
      Charset charset = isWide ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
      return new String(bytes, charset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
