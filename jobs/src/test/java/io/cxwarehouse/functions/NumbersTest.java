package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "5.0, 5.0000",
    "' 6', 6.0000",
    "+7, 7.0000",
    "-0.5, -0.5000",
    "1e3, 1000.0000",
    "1.5E-2, 0.0150",
    ".5, 0.5000",
    "5., 5.0000",
    "0.00005, 0.0001",
    "-0.00005, -0.0001",
    "0.00004999, 0.0000",
    "1e-999999999, 0.0000",
    "99999999999999.9999, 99999999999999.9999",
    "000000000000000000001, 1.0000",
  })
  void readsNumbers(String text, BigDecimal expected) {
    assertThat(parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1,5",
        "1 000",
        "1.000,00",
        "NaN",
        "Infinity",
        "five",
        "1e",
        "1e+",
        ".",
        "-",
        "0x10",
        "1d",
        "\u0661",
        "99999999999999.99995",
        "1e15",
        "1e999999999",
        "1e99999999999999999999"
      })
  void anythingElseIsNoNumber(String text) {
    assertThat(Numbers.parseNumber(UTF8String.fromString(text))).isNull();
  }

  @Property
  void aWrittenNumberReadsBackRoundedHalfUp(
      @ForAll @BigRange(min = "-9999999999999", max = "9999999999999") @Scale(7) BigDecimal value) {
    BigDecimal expected = value.setScale(4, RoundingMode.HALF_UP);
    assertThat(parse(value.toString())).isEqualByComparingTo(expected);
    assertThat(parse(value.toPlainString())).isEqualByComparingTo(expected);
  }

  @Property
  void noTextThrows(@ForAll @StringLength(max = 80) String text) {
    Numbers.parseNumber(UTF8String.fromString(text));
  }

  private static BigDecimal parse(String text) {
    Decimal value = Numbers.parseNumber(UTF8String.fromString(text));
    return value.toJavaBigDecimal();
  }
}
