package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our functions inside Spark: nulls, casts of arguments, generated and interpreted code. */
class SqlFunctionsTest extends SparkCase {
  private static final String TEXTS = "VALUES (1, 'x'), (2, CAST(NULL AS STRING)) AS t(i, text)";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to_instant(text, 'UTC')",
        "is_time_adjusted(text, 'UTC')",
        "business_date(to_instant(text, 'UTC'), 'UTC')",
        "parse_number(text)",
        "parse_flag(text)",
        "normalize_email(text)",
        "e164(text, 'DE')",
      })
  void unreadableAndMissingTextsAreNull(String expression) {
    for (String codegen : List.of("CODEGEN_ONLY", "NO_CODEGEN")) {
      withCodegen(codegen, () -> assertThat(column(expression)).containsExactly(null, null));
    }
  }

  @Test
  void valuesComeThroughGeneratedAndInterpretedCode() {
    String query =
        "SELECT to_instant(a, 'Europe/Berlin'), is_time_adjusted(a, 'Europe/Berlin'),"
            + " business_date(to_instant(a, 'Europe/Berlin'), 'Asia/Tokyo'), parse_number(b),"
            + " normalize_email(c), e164(d, 'Germany'), e164(e, null), pseudonym(c),"
            + " plain_word(' Örtliche__Suche (SEO) '), parse_flag(' 1.0'), parse_flag('No'),"
            + " is_far_ahead(a), is_far_ahead('9999-12-31'), is_far_ahead(NULL) FROM VALUES"
            + " ('2026-03-29 02:30:00', '1e3', ' A@B.C', '030 901820', '+49 30 901820')"
            + " AS t(a, b, c, d, e)";
    String expected =
        "[2026-03-29 01:30:00.0,true,2026-03-29,1000.0000,a@b.c,+4930901820,+4930901820,"
            // printf ' A@B.C' | openssl dgst -sha256 -hmac test-key
            + "c997ee3d64361be14864813cffd9133668312122b1dd48a07a0b0f76d78e85a1,örtliche suche seo,true,false,false,true,null]";
    for (String codegen : List.of("CODEGEN_ONLY", "NO_CODEGEN")) {
      withCodegen(codegen, () -> assertThat(sql(query).first().toString()).isEqualTo(expected));
    }
  }

  @Test
  void argumentsAreCastWhereThatLosesNothing() {
    Row row =
        sql("SELECT business_date(DATE'2026-03-01', 'UTC'), parse_number(7),"
                + " to_instant(DATE'2026-03-01', 'Europe/Berlin')")
            .first();
    assertThat(row.toString()).isEqualTo("[2026-03-01,7.0000,2026-02-28 23:00:00.0]");
  }

  @Test
  void functionsAreInEveryNewSession() {
    assertThat(spark().newSession().sql("SELECT parse_number('5.0')").first().getDecimal(0))
        .isEqualByComparingTo("5");
  }

  private List<Object> column(String expression) {
    return Arrays.asList(
        sql("SELECT " + expression + " FROM " + TEXTS + " ORDER BY i").collectAsList().stream()
            .map(row -> row.get(0))
            .toArray());
  }

  private void withCodegen(String mode, Runnable body) {
    spark().conf().set("spark.sql.codegen.factoryMode", mode);
    spark().conf().set("spark.sql.codegen.wholeStage", mode.equals("CODEGEN_ONLY"));
    // Otherwise the optimizer evaluates literals itself, always interpreted.
    spark()
        .conf()
        .set(
            "spark.sql.optimizer.excludedRules",
            "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation");
    try {
      body.run();
    } finally {
      spark().conf().unset("spark.sql.codegen.factoryMode");
      spark().conf().unset("spark.sql.codegen.wholeStage");
      spark().conf().unset("spark.sql.optimizer.excludedRules");
    }
  }
}
