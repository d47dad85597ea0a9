package io.cxwarehouse.raw;

import java.io.Serializable;
import java.util.List;

/**
 * Reader options of an entity.
 *
 * @param charset encoding of files without a byte order mark
 * @param headerRows leading records that are no data; the first of them holds the names
 * @param headerMarker text that the last header record holds; a file whose record there lacks it
 *     has one header record less (older exports); null if header rows never vary
 * @param recordsFields fields of a JSON page that may hold its array of records; a JSON object with
 *     none of them is a record itself
 */
public record ReadOptions(
    String charset,
    char delimiter,
    char quote,
    char escape,
    int headerRows,
    String headerMarker,
    List<String> recordsFields)
    implements Serializable {
  public static final ReadOptions DEFAULT =
      new ReadOptions("UTF-8", ',', '"', '"', 1, null, List.of());

  public ReadOptions {
    recordsFields = List.copyOf(recordsFields);
  }

  public ReadOptions withCharset(String name) {
    return new ReadOptions(name, delimiter, quote, escape, headerRows, headerMarker, recordsFields);
  }

  public ReadOptions withDelimiter(char character) {
    return new ReadOptions(
        charset, character, quote, escape, headerRows, headerMarker, recordsFields);
  }

  public ReadOptions withEscape(char character) {
    return new ReadOptions(
        charset, delimiter, quote, character, headerRows, headerMarker, recordsFields);
  }

  public ReadOptions withHeaderRows(int rows, String marker) {
    return new ReadOptions(charset, delimiter, quote, escape, rows, marker, recordsFields);
  }

  public ReadOptions withRecordsFields(String... fields) {
    return new ReadOptions(
        charset, delimiter, quote, escape, headerRows, headerMarker, List.of(fields));
  }
}
