package io.cxwarehouse.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPathTest {
  private static final String EVENTS =
      "[{'id':30,'author_id':7,'field_name':'status','value':'open'},"
          + "{'id':4,'author_id':8,'field_name':'requester_id','value':'9','previous_value':10},"
          + "{'id':'x','author_id':null,'tags':['a',' b ',''],'more':'{\"author_id\":11}'}]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "events[].author_id                        | 7;8",
        "events[0].author_id                       | 7",
        "events[least].author_id                   | ''",
        "events[least].more.author_id              | 11",
        "events[].more.author_id                   | 11",
        "events[].tags                             | a;b",
        "events[field_name=requester_id].value     | 9",
        "events[field_name=requester_id].previous_value | 10",
        "events[field_name=nothing].value          | ''",
        "events[field_name].value                  | ''",
        "events[].none                             | ''",
        "events.author_id                          | ''",
      })
  void valuesAreFoundWhereThePathLeads(String path, String expected) {
    assertThat(String.join(";", FieldPath.of(path).values(json(EVENTS)))).isEqualTo(expected);
  }

  @Test
  void theLeastIsToldByNumberNotByLetters() {
    FieldPath least = FieldPath.of("c.results[least].id");
    assertThat(least.values(json("{'results':[{'id':'100'},{'id':99},{'id':'101'}]}")))
        .containsExactly("99");
    assertThat(least.values(json("{'results':[]}"))).isEmpty();
  }

  @Test
  void aColumnIsItsTextOrTheValuesOfAnArray() {
    FieldPath column = FieldPath.of("external_id");
    assertThat(column.isColumn()).isTrue();
    assertThat(column.values(" 77 ")).containsExactly("77");
    assertThat(column.values("[1,\"b\",null]")).containsExactly("1", "b");
    assertThat(column.values("  ")).isEmpty();
    assertThat(column.values(null)).isEmpty();
    assertThat(FieldPath.of("a b.c").column()).isEqualTo("a b");
  }

  @Test
  void textThatIsNoJsonLeadsNowhere() {
    assertThat(FieldPath.of("via.source").values("{broken")).isEmpty();
    assertThat(FieldPath.of("via.source").values("plain")).isEmpty();
    assertThat(FieldPath.parse("{broken")).isNull();
    assertThat(FieldPath.parse("text")).isNull();
  }

  @Test
  void valuesAreReplacedAndNothingElseIs() {
    String cell = json(EVENTS);
    assertThat(FieldPath.of("events[].author_id").replaced(cell, v -> v)).isSameAs(cell);
    assertThat(FieldPath.of("events[].author_id").replaced(cell, v -> "8".equals(v) ? null : v))
        .contains("\"author_id\":null,\"field_name\":\"requester_id\"")
        .contains("\"author_id\":\"7\"", "\"previous_value\":10");
    String requester =
        FieldPath.of("events[field_name=requester_id].value").replaced(cell, v -> "p" + v);
    assertThat(requester).contains("\"value\":\"p9\"", "\"value\":\"open\"");
    assertThat(FieldPath.of("id").replaced(" 5 ", v -> v + "!")).isEqualTo("5!");
    assertThat(FieldPath.of("id").replaced("[1,2]", v -> "2".equals(v) ? null : v))
        .isEqualTo("[\"1\",null]");
  }

  @Test
  void nodesAreParsedTexts() {
    List<JsonNode> nodes = FieldPath.of("events[].more").nodes(json(EVENTS));
    assertThat(nodes).hasSize(1).allMatch(JsonNode::isObject);
  }

  private static String json(String text) {
    return text.replace("'{\"author_id\":11}'", "\"{\\\"author_id\\\":11}\"").replace('\'', '"');
  }
}
