package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0",
        "-0.0; 0",
        "7; 7",
        "1234567; 1,234,567",
        "16548.0213; 16,548",
        "338.66; 339",
        "99.994; 99.99",
        "99.996; 100",
        "12.99; 12.99",
        "1.5; 1.50",
        "0.9996; 1.00",
        "0.9994; 0.999",
        "0.5; 0.500",
        "0.014218; 0.0142",
        "-0.014218; -0.0142",
        "0.00000012; 1.20E-07",
        "-1248.4; -1,248",
        "1234567890123456; 1.23E+15",
      })
  void numbersByMagnitude(String exact, String expected) {
    assertThat(NumberText.number(new BigDecimal(exact))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "share; 0.4567; 45.7 %",
        "share; 1; 100.0 %",
        "share; 0; 0.0 %",
        "share; 0.00354; 0.35 %",
        "share; -0.00001; 0.0 %",
        "score; -7.04; -7.0",
        "minutes; 9.84; 9.8 min",
        "minutes; 59.4; 59 min",
        "minutes; 59.6; 1.0 h",
        "minutes; 1087.79; 18.1 h",
        "minutes; 6703.79; 112 h",
        "minutes; -1087.79; -18.1 h",
        "amount; 18531.46; 18,531",
        "tickets; 4; 4",
        "points; 12.5; 12.50 points",
        "share; ; –",
      })
  void valuesInTheUnitOfTheirKpi(String unit, Double value, String expected) {
    assertThat(NumberText.ofUnit(value, unit)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"share,0.021,+2.1 pp", "share,-0.0044,-0.44 pp", "minutes,78,+1.3 h", "score,0,0.0"})
  void changesHaveTheirSign(String unit, double value, String expected) {
    assertThat(NumberText.change(value, unit)).isEqualTo(expected);
  }

  @Property
  void whatIsShownIsCloseToTheValue(@ForAll @DoubleRange(min = -1e14, max = 1e14) double value) {
    double shown = Double.parseDouble(NumberText.number(value).replace(",", ""));
    assertThat(Math.abs(shown - value)).isLessThanOrEqualTo(Math.abs(value) / 190 + 1e-15);
  }

  @Property
  void percentIsCloseToTheShare(@ForAll @DoubleRange(min = -2, max = 2) double share) {
    String shown = NumberText.ofUnit(share, "share");
    assertThat(shown).matches("-?\\d{1,3}\\.\\d{1,2} %");
    double again = Double.parseDouble(shown.replace(" %", "")) / 100;
    assertThat(Math.abs(again - share)).isLessThanOrEqualTo(0.00051);
  }
}
