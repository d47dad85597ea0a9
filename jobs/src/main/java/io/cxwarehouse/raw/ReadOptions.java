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
 * @param nullTexts what stands in a field of CSV that has no value
 */
public record ReadOptions(
    String charset,
    char delimiter,
    char quote,
    char escape,
    int headerRows,
    String headerMarker,
    List<String> recordsFields,
    List<String> nullTexts)
    implements Serializable {
  public static final ReadOptions DEFAULT =
      new ReadOptions("UTF-8", ',', '"', '"', 1, null, List.of(), List.of("NULL", "\\N"));

  public ReadOptions {
    recordsFields = List.copyOf(recordsFields);
    nullTexts = List.copyOf(nullTexts);
  }

  /**
   * Whether a field of a CSV file says that there is no value.
   *
   * @param isPerhapsName whether it may hold a person's name: Null is one, so there letters alone
   *     say nothing of that kind
   */
  boolean isNull(String field, boolean isPerhapsName) {
    for (String text : nullTexts) {
      if (text.equals(field.strip())) {
        return !isPerhapsName || !text.chars().allMatch(Character::isLetter);
      }
    }
    return false;
  }

  public ReadOptions withCharset(String name) {
    return new ReadOptions(
        name, delimiter, quote, escape, headerRows, headerMarker, recordsFields, nullTexts);
  }

  public ReadOptions withDelimiter(char character) {
    return new ReadOptions(
        charset, character, quote, escape, headerRows, headerMarker, recordsFields, nullTexts);
  }

  public ReadOptions withEscape(char character) {
    return new ReadOptions(
        charset, delimiter, quote, character, headerRows, headerMarker, recordsFields, nullTexts);
  }

  public ReadOptions withHeaderRows(int rows, String marker) {
    return new ReadOptions(
        charset, delimiter, quote, escape, rows, marker, recordsFields, nullTexts);
  }

  public ReadOptions withRecordsFields(String... fields) {
    return new ReadOptions(
        charset, delimiter, quote, escape, headerRows, headerMarker, List.of(fields), nullTexts);
  }

  public ReadOptions withQuote(char character) {
    return new ReadOptions(
        charset, delimiter, character, escape, headerRows, headerMarker, recordsFields, nullTexts);
  }

  public ReadOptions withNullTexts(String... texts) {
    return new ReadOptions(
        charset, delimiter, quote, escape, headerRows, headerMarker, recordsFields, List.of(texts));
  }
}
