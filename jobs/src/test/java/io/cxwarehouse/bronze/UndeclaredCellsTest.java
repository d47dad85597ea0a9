package io.cxwarehouse.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.functions.ErasedKeys;
import io.cxwarehouse.functions.LockedSecret;
import io.cxwarehouse.functions.Pseudonym;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UndeclaredCellsTest {
  private UndeclaredCells cells;

  @BeforeEach
  void listZoe() {
    Pseudonym.useKey(SparkCase.PII_KEY);
    ErasedKeys nobody = new ErasedKeys(LockedSecret.create(), List.of());
    ErasedKeys erased =
        nobody.with(
            Stream.of(
                    "email:zoe@feather.example",
                    "phone:+4930901820",
                    "id:zendesk:12",
                    "id:billing:C-2718",
                    "id:salesforce:003xx000004TmiQAAS")
                .map(nobody::hash)
                .toList());
    cells =
        new UndeclaredCells(
            erased, new Redaction(erased), Set.of("zendesk", "salesforce"), "Germany");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          {"customer_email":"zoe@feather.example","a":"b"}|{"customer_email":"***","a":"b"}
          {"to":"Zoe Lee <Zoe@Feather.Example>"}|{"to":"***"}
          {"note":"for zoe@feather.example"}|{"note":"for ***"}
          {"ship_phone":"+49 30 901820"}|{"ship_phone":"***"}
          {"ship_phone":"030 901820"}|{"ship_phone":"***"}
          {"url":"/?e=zoe%40feather.example"}|{"url":"/?e=***"}
          {"follower_ids":[12,13.0],"n":12}|{"follower_ids":["***",13.0],"n":12}
          {"buyer":{"userId":"12.0"},"ids":"11;12"}|{"buyer":{"userId":"***"},"ids":"11;***"}
          {"Buyer__c":"003xx000004TmiQ"}|{"Buyer__c":"***"}
          {"owner":"Billing:C-2718"}|{"owner":"***"}
          {"json":"{\\"contact_id\\":12}"}|{"json":"{\\"contact_id\\":\\"***\\"}"}
          """)
  void whateverNamesThePersonIsBlanked(String json, String now) {
    assertThat(cells.without(json)).isEqualTo(now);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"customer_email\": \"ann@x.example\", \"phone\": \"030 901821\" }",
        "{\"quantity\":12,\"paid\":\"12\",\"grid\":12,\"answer\":\"12\"}",
        "{\"owner\":\"C-2718\",\"group_id\":121,\"id\":null,\"empty\":\"\"}",
        "[]"
      })
  void allElseStays(String json) {
    assertThat(cells.without(json)).isSameAs(json);
  }

  @Test
  void aRowWithoutSuchColumnsHasNone() {
    assertThat(cells.without(null)).isNull();
  }
}
