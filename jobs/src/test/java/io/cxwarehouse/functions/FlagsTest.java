package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagsTest {
  @ParameterizedTest
  @ValueSource(strings = {"true", " TRUE ", "T", "yes", "Y", "1", "1.0", "1.00", "01", "1e0"})
  void yes(String text) {
    assertThat(flag(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "False", "f", "no", "N", "0", "0.0", "-0.0", "0E0"})
  void no(String text) {
    assertThat(flag(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "2", "0.5", "-1", "WAHR", "maybe", "NaN", "null"})
  void whatSaysNeitherIsNotTold(String text) {
    assertThat(flag(text)).isNull();
  }

  private static Boolean flag(String text) {
    return Flags.parseFlag(UTF8String.fromString(text));
  }
}
