package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {
  private static final ArrayData NONE = new GenericArrayData(new Object[0]);

  @ParameterizedTest
  @CsvSource({
    "log in, I cannot LOG-IN!, true",
    "log in, I cannot login, false",
    "log in, the log, false",
    "straße, Welche STRASSE?, true",
    "pago, el págo, true",
    "pago, apagon, false",
    "liefer*, Liefer, true",
    "liefer*, die Lieferadresse, true",
    "liefer*, Auslieferung, false",
    "out of del*, It is out of delivery, true",
    "out of del*, It is out of order, false",
    "配送, 私の配送はどこですか, true",
    "配送, 私の送配, false",
    "class, <p class=\"x\">Hello</p>, false",
    "order, a <b>order</b>, true",
    "order, 5 < 6 order > 7, true",
  })
  void keywordsAreWholeWords(String keyword, String text, boolean isFound) {
    assertThat(topics("[{\"topic\":\"x\",\"keywords\":[\"" + keyword + "\"]}]", text))
        .isEqualTo(isFound ? "[x]" : null);
  }

  @ParameterizedTest
  @CsvSource({"b a, '[1, 2]'", "c, [3]", "d, "})
  void topicsComeInTheOrderOfTheRules(String text, String expected) {
    String rules =
        "[{\"topic\":\"1\",\"keywords\":[\"a\"]},{\"topic\":\"2\",\"keywords\":[\"b\"]},"
            + "{\"topic\":\"3\",\"keywords\":[\"c\"]}]";
    assertThat(topics(rules, text)).isEqualTo(expected);
  }

  private static String topics(String rules, String text) {
    ArrayData topics =
        Topics.of(UTF8String.fromString(rules), NONE, NONE, UTF8String.fromString(text));
    return topics == null ? null : Arrays.toString(((GenericArrayData) topics).array());
  }
}
