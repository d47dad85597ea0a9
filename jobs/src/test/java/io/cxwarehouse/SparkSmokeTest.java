package io.cxwarehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparkSmokeTest extends SparkCase {
  @Test
  void sessionIsUtcAndAnsi() {
    assertThat(spark().conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
    assertThat(sql("SELECT 1 AS one").first().getInt(0)).isEqualTo(1);
  }
}
