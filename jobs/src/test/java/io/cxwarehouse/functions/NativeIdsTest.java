package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeIdsTest {
  @ParameterizedTest
  @CsvSource({
    "'K-90 ', K-90",
    "'\u00a0\u200bK-90\t', K-90",
    "5512.0, 5512",
    "' 5512.00 ', 5512",
    "0012.0, 0012",
    "1.2345678E7, 12345678",
    "9.0e+3, 9000",
    // By hand: "003xx" has no capital (A), "00000" none (A), "4TmiQ" its 2nd and 5th: 2 + 16 is S.
    "003xx000004TmiQ, 003xx000004TmiQAAS",
    "' 003xx000004TmiQAAS', 003xx000004TmiQAAS",
    "500xx000000bpkT, 500xx000000bpkTAAQ",
    "003XX000004tMIQ, 003XX000004tMIQYA2",
  })
  void oneSpelling(String delivered, String id) {
    assertThat(NativeIds.normalize(delivered)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "K-90",
        "K 90",
        "5512",
        "0012",
        "5512.5",
        "1.0.0",
        ".0",
        "v1.0",
        "12E4",
        "1.25E1",
        "1.23456789012345678E17",
        "-5.0",
        "K|9",
        "003000000012345",
        "A03xx000004TmiQ",
        "003xx000004Tmi-"
      })
  void anythingElseStays(String id) {
    assertThat(NativeIds.normalize(id)).isEqualTo(id);
    assertThat(NativeIds.normalize(UTF8String.fromString(id))).isEqualTo(UTF8String.fromString(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\u00a0", "\ufeff\n"})
  void nothingIsNoId(String blank) {
    assertThat(NativeIds.normalize(blank)).isNull();
    assertThat(NativeIds.normalize(UTF8String.fromString(blank))).isNull();
  }

  @Test
  void theLeastIsOneByNumberHoweverTheyAreListed() {
    assertThat(least("100", " 20", "9.0", null, "")).isEqualTo("9");
    assertThat(least("9", "K-1", "10")).isEqualTo("K-1");
    assertThat(least(" ", null)).isNull();
    assertThat(least()).isNull();
  }

  private static String least(String... texts) {
    UTF8String[] array = Stream.of(texts).map(UTF8String::fromString).toArray(UTF8String[]::new);
    UTF8String least = NativeIds.least(new GenericArrayData(array));
    return least == null ? null : least.toString();
  }

  /** Java writes doubles as Spark does. */
  @Property(tries = 200)
  void numbersThatPassedThroughDoublesComeBack(
      @ForAll @LongRange(min = 0, max = 999_999_999_999_999L) long id) {
    assertThat(NativeIds.normalize(Double.toString(id))).isEqualTo(Long.toString(id));
  }
}
