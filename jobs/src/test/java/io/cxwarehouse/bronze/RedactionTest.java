package io.cxwarehouse.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.functions.ErasedKeys;
import io.cxwarehouse.functions.LockedSecret;
import io.cxwarehouse.functions.Pseudonym;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private Redaction redaction;

  @BeforeEach
  void listZoe() {
    Pseudonym.useKey(SparkCase.PII_KEY);
    ErasedKeys nobody = new ErasedKeys(LockedSecret.create(), List.of());
    redaction =
        new Redaction(
            nobody.with(
                List.of(
                    nobody.hash("email:zoe@feather.example"),
                    nobody.hash("phone:+4915112345678"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zoe@feather.example",
        "Zoe@Feather.EXAMPLE",
        "<zoe@feather.example>",
        "(zoe@feather.example),",
        "+49 151 12345678",
        "+49 (151) 1234-5678",
        "0049 151/12345678",
        "+4915112345678"
      })
  void addressesAndNumbersOfThePersonAreBlanked(String name) {
    String now = redaction.of("Call " + name + " now");
    assertThat(now).contains("***").startsWith("Call ").endsWith(" now").doesNotContain("5678");
    assertThat(now.toLowerCase()).doesNotContain("zoe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@feather.example and +49 151 87654321",
        "notzoe@feather.example",
        "zoe@feather.example.org",
        "0151 12345678 is no number without its country",
        "costs 1200.00 + 49 on 2026-03-01 00:00",
        "nothing at all"
      })
  void othersAndAllElseStay(String text) {
    assertThat(redaction.of(text)).isEqualTo(text);
  }

  @Test
  void textsInsideJsonAreLookedAtOneByOne() {
    String cell =
        "{\"a\":{\"body\":\"ask zoe@feather.example\"},\"n\":15112345678,"
            + "\"to\":[\"zoe@feather.example\",\"ann@x.example\"]}";
    assertThat(redaction.of(cell))
        .isEqualTo(
            "{\"a\":{\"body\":\"ask ***\"},\"n\":15112345678,"
                + "\"to\":[\"***\",\"ann@x.example\"]}");
    String others = "{ \"to\" : \"ann@x.example\" }";
    assertThat(redaction.of(others)).isSameAs(others);
    assertThat(redaction.of(null)).isNull();
  }

  @Test
  void jsonInATextInsideJsonIsLookedAtToo() {
    assertThat(redaction.of("[\"{\\\"to\\\":\\\"zoe@feather.example\\\"}\"]"))
        .isEqualTo("[\"{\\\"to\\\":\\\"***\\\"}\"]");
  }
}
