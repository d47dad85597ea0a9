package io.cxwarehouse.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/** The hand-kept writers against Jackson, univocity and java.time. */
class RowWritersTest {
  private static final long DAY = 86_400;

  @Property(tries = 300)
  void jsonTextIsReadBack(@ForAll @CharRange(from = 0, to = 0xD7FF) String text)
      throws IOException {
    TextBuffer buffer = new TextBuffer(4);
    new JsonRow(buffer)
        .object()
        .field("a", text)
        .field("n", -7L)
        .name("l")
        .array()
        .endArray()
        .end();
    assertThat(new ObjectMapper().readTree(buffer.toString()).get("a").asText()).isEqualTo(text);
  }

  @Property(tries = 300)
  void csvCellsAreReadBack(
      @ForAll @CharRange(from = ' ', to = 'ž') @StringLength(min = 1, max = 20) String text) {
    TextBuffer buffer = new TextBuffer(4);
    new CsvRow(buffer).text("x").text(text).text("y");
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.trimValues(false);
    String[] cells = new CsvParser(settings).parseLine(buffer.toString());
    assertThat(cells).containsExactly("x", text, "y");
  }

  @Property(tries = 300)
  void instantsAreThoseOfJavaTime(@ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
    assertThat(new TextBuffer(4).instant(second, "Z").toString())
        .isEqualTo(Instant.ofEpochSecond(second).toString());
    assertThat(new TextBuffer(4).date(second / DAY).toString())
        .isEqualTo(LocalDate.ofEpochDay(second / DAY).toString());
  }

  @Property(tries = 300)
  void moneyIsHundredths(@ForAll @IntRange(min = -1_000_000, max = 1_000_000) int cents) {
    assertThat(new TextBuffer(4).money(cents).toString())
        .isEqualTo(BigDecimal.valueOf(cents, 2).toPlainString());
  }
}
