package io.cxwarehouse.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is written by the rules of CSV is read back, whatever the dialect. */
class CsvRoundTripTest {
  @Property(tries = 500)
  void readsBackWhatWasWritten(
      @ForAll("tables") List<List<String>> table, @ForAll("dialects") Dialect dialect) {
    StringBuilder text = new StringBuilder("id").append(dialect.delimiter()).append("a");
    text.append(dialect.delimiter()).append("b").append(dialect.lineEnd());
    for (int i = 0; i < table.size(); i++) {
      text.append(i + 1);
      for (String field : table.get(i)) {
        text.append(dialect.delimiter()).append(dialect.write(field));
      }
      text.append(dialect.lineEnd());
    }
    ReadOptions options =
        ReadOptions.DEFAULT.withDelimiter(dialect.delimiter()).withEscape(dialect.escape());
    FileReading read =
        FileReading.of(FileReading.with(FileReading.csv("id", "a", "b"), options), text.toString());
    List<List<String>> expected = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(i + 1)));
      table.get(i).forEach(field -> row.add(field.isEmpty() ? null : field));
      expected.add(row);
    }
    assertThat(read.reasons()).isEmpty();
    assertThat(read.values()).isEqualTo(expected);
  }

  record Dialect(char delimiter, char escape, String lineEnd, boolean isAllQuoted) {
    String write(String field) {
      boolean mustQuote =
          field.chars().anyMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
      if (!mustQuote && !isAllQuoted) {
        return field;
      }
      String escaped = escape == '"' ? field : field.replace("\\", "\\\\");
      return '"' + escaped.replace("\"", escape + "\"") + '"';
    }
  }

  @Provide
  Arbitrary<Dialect> dialects() {
    return Arbitraries.of(',', '^', '|', ';', '\t', '`')
        .flatMap(
            delimiter ->
                Arbitraries.of("\n", "\r\n", "\r")
                    .flatMap(
                        end ->
                            Arbitraries.of('"', '\\')
                                .flatMap(
                                    escape ->
                                        Arbitraries.of(true, false)
                                            .map(q -> new Dialect(delimiter, escape, end, q)))));
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> field =
        Arbitraries.strings()
            .withChars("ab,^|;`\t\"'\\ \n\r#é€0")
            .ofMaxLength(8)
            .filter(text -> !text.contains("\0"));
    return field
        .list()
        .ofSize(2)
        .map(row -> Arrays.asList(row.toArray(String[]::new)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }
}
