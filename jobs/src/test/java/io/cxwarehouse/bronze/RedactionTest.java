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
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?email=zoe%40feather.example&page=2|?email=***&page=2
          ?email=Zoe%40Feather.EXAMPLE|?email=***
          ?email=zoe%2540feather.example#top|?email=***#top
          ?to=%2Fask%3Femail%3Dzoe%40feather.example%26page%3D2|?to=%2Fask%3Femail%3D***%26page%3D2
          ?to=%252Fask%253femail%253dzoe%252540feather.example|?to=%252Fask%253femail%253d***
          ?q=ask+zoe%40feather.example+now|?q=ask+***+now
          ?q=%22zoe@feather.example%22|?q=%22***%22
          zoe&#64;feather.example|***
          ?tel=%2B4915112345678&page=2|?tel=***&page=2
          ?tel=%2b49%20(151)%2012345678|?tel=***
          ?tel=%252B49+151+12345678|?tel=***
          ?tel=+49%20151%2F12345678|?tel=***
          ?to=tel%3D004915112345678|?to=tel%3D***
          """)
  void linksHaveTheirNamesInCode(String link, String now) {
    assertThat(redaction.of("https://shop.example/" + link))
        .isEqualTo("https://shop.example/" + now);
    assertThat(redaction.of("{\"key\":\"page_location\",\"value\":\"" + link + "\"}"))
        .isEqualTo("{\"key\":\"page_location\",\"value\":\"" + now + "\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/?email=ann%40feather.example",
        "https://shop.example/?email=notzoe%40feather.example",
        "https://shop.example/?email=zoe%2Bnews%40feather.example",
        "https://shop.example/?q=100%25&tel=%2B4915187654321",
        "ann+zoe@feather.example",
        "50% of zoe, 40 at feather.example &c."
      })
  void codesOfOthersStay(String text) {
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
