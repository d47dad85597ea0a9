package io.cxwarehouse.functions.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFilterTest {
  /**
   * One ticket: a high problem on hold, tags vip and eu, group 7 (as a padded float), by e-mail,
   * field 50 = 12.5.
   */
  private static final String[] FIELDS = {
    "type",
    "priority",
    "status",
    "tags",
    "tags",
    "group",
    "organization",
    "channel",
    "custom_fields_50"
  };

  private static final String[] VALUES = {
    "Problem", "high", "hold", "vip", "eu", " 7.0", null, "email", "12.5"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type             | is           | \"problem\"       | true",
        "type             | is_not       | \"problem\"       | false",
        "type             | is           | \"task\"          | false",
        "priority         | greater_than | \"normal\"        | true",
        "priority         | greater_than | \"high\"          | false",
        "priority         | less_than    | \"urgent\"        | true",
        "status           | less_than    | \"solved\"        | true",
        "status           | is           | \"on-hold\"       | true",
        "current_tags     | includes     | \"gold vip\"      | true",
        "current_tags     | includes     | \"gold silver\"   | false",
        "current_tags     | not_includes | \"gold vip\"      | false",
        "current_tags     | not_includes | \"gold\"          | true",
        "group_id         | is           | 7                 | true",
        "group_id         | is           | 7.0               | true",
        "group_id         | includes     | [6, 7]            | true",
        "organization_id  | is           | \"\"              | true",
        "organization_id  | is           | 4                 | false",
        "organization_id  | is_not       | 4                 | true",
        "via_id           | is           | 4                 | true",
        "via_id           | is           | \"mail\"          | true",
        "via_id           | is           | 29                | false",
        "channel          | is_not       | [4, 74]           | false",
        "channel          | is_not       | \"whatsapp\"      | true",
        "custom_fields_50 | greater_than | 12                | true",
        "custom_fields_50 | less_than    | \"9.5\"           | false",
        "custom_fields_51 | is           | \"x\"             | false",
        "ticket_form_id   | greater_than | 3                 | false",
      })
  void comparesAsTheOperatorSays(String field, String operator, String value, boolean expected) {
    String condition = condition(field, operator, value);
    assertThat(applies("{\"all\":[" + condition + "],\"any\":[]}")).isEqualTo(expected);
    assertThat(applies("{\"any\":[" + condition + "]}")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yes,yes | '' | true", "yes,no | '' | false", "'' | yes,no | true", "'' | no,no | false",
        "yes | no | false", "yes | no,yes | true", "no | yes | false", "'' | '' | true",
      })
  void allOfAllAndOneOfAny(String all, String any, boolean expected) {
    assertThat(applies("{\"all\":[" + list(all) + "],\"any\":[" + list(any) + "]}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "{\"all\":{}}",
        "{\"all\":[{\"field\":\"moon\",\"operator\":\"is\",\"value\":\"full\"}]}",
        "{\"all\":[{\"field\":\"type\",\"operator\":\"sounds_like\",\"value\":\"problem\"}]}",
        "{\"any\":[{\"field\":\"priority\",\"operator\":\"less_than\",\"value\":\"purple\"}]}",
        "{\"any\":[{\"field\":\"via_id\",\"operator\":\"is\",\"value\":177}]}",
        "{\"any\":[{\"field\":\"type\",\"operator\":\"is\",\"value\":{\"a\":1}}]}",
        "{\"all\":[{\"field\":\"group_id\",\"operator\":\"includes\",\"value\":[]}]}",
      })
  void whatCannotBeReadAppliesToNothing(String filter) {
    assertThat(PolicyFilter.isReadable(UTF8String.fromString(filter))).isFalse();
    assertThat(applies(filter)).isFalse();
  }

  private static String list(String answers) {
    return answers
        .replace("yes", condition("type", "is", "\"problem\""))
        .replace("no", condition("type", "is_not", "\"problem\""));
  }

  private static String condition(String field, String operator, String value) {
    return "{\"field\":\"%s\",\"operator\":\"%s\",\"value\":%s}".formatted(field, operator, value);
  }

  private static boolean applies(String filter) {
    return PolicyFilter.applies(UTF8String.fromString(filter), texts(FIELDS), texts(VALUES));
  }

  private static GenericArrayData texts(String[] texts) {
    return new GenericArrayData(Arrays.stream(texts).map(UTF8String::fromString).toArray());
  }
}
