package io.cxwarehouse.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.functions.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/**
 * The shipped rules find what a generated ticket is about, by its words alone and by its tag alone.
 */
class GeneratedTopicsTest {
  private static final Map<String, String> TOPIC_OF_TAG =
      Map.of(
          "delivery", "delivery",
          "invoice", "billing",
          "login", "login",
          "defect", "defect",
          "return", "returns",
          "upgrade", "plan_change",
          "bug", "software_error",
          "howto", "how_to");

  private static final UTF8String RULES =
      text(
          QueryInputs.fixed(
                  SettingsLoader.load(
                      Optional.empty(), List.of(), Map.of("CXW_PII_KEY", "test-key")))
              .get("topic_rules"));

  @Test
  void shippedRulesFindWhatWasPlanted() {
    for (Company.Topic planted : Company.TOPICS) {
      String expected = "[" + TOPIC_OF_TAG.get(planted.tag()) + "]";
      assertThat(topics(array(), array(), planted.subject())).isEqualTo(expected);
      assertThat(topics(array("tags"), array(planted.tag()), "")).isEqualTo(expected);
    }
  }

  private static String topics(ArrayData fields, ArrayData values, String text) {
    return Arrays.toString(
        ((GenericArrayData) Topics.of(RULES, fields, values, text(text))).array());
  }

  private static ArrayData array(String... texts) {
    return new GenericArrayData(Arrays.stream(texts).map(GeneratedTopicsTest::text).toArray());
  }

  private static UTF8String text(Object text) {
    return UTF8String.fromString(text.toString());
  }
}
