package io.cxwarehouse.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bronze.none} has no rows, {@code silver.some} has two. */
class NoRowsTest extends SparkCase {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | SELECT a FROM bronze.none",
        "true  | SELECT a FROM bronze.none WHERE a > 1 ORDER BY a LIMIT 3",
        "true  | SELECT DISTINCT n.a FROM bronze.none n JOIN silver.some s ON n.a = s.a",
        "true  | SELECT s.a FROM silver.some s JOIN bronze.none n ON n.a = s.a",
        "true  | SELECT s.a FROM silver.some s, bronze.none n",
        "true  | SELECT n.a FROM bronze.none n LEFT JOIN silver.some s ON n.a = s.a",
        "true  | SELECT s.a FROM bronze.none n RIGHT JOIN bronze.none s ON n.a = s.a",
        "true  | SELECT a FROM silver.some WHERE a = 1 AND EXISTS (SELECT 1 FROM bronze.none n WHERE n.a = 1) INTERSECT SELECT a FROM bronze.none",
        "true  | WITH c AS (SELECT a, count(*) AS n FROM bronze.none GROUP BY a) SELECT max(n) OVER (PARTITION BY a) AS a FROM c",
        "true  | SELECT e AS a FROM bronze.none LATERAL VIEW OUTER explode(array(1, 2)) x AS e",
        "true  | SELECT a FROM bronze.none UNION ALL (SELECT n.a FROM bronze.none n LEFT ANTI JOIN silver.some s ON n.a = s.a)",
        "true  | SELECT s.a FROM silver.some s LEFT SEMI JOIN bronze.none n ON n.a = s.a",
        "true  | SELECT a FROM bronze.none EXCEPT SELECT a FROM silver.some",
        "false | SELECT count(*) AS a FROM bronze.none",
        "false | SELECT a FROM silver.some",
        "false | SELECT s.a FROM silver.some s LEFT JOIN bronze.none n ON n.a = s.a",
        "false | SELECT s.a FROM silver.some s LEFT ANTI JOIN bronze.none n ON n.a = s.a",
        "false | SELECT s.a FROM bronze.none n RIGHT JOIN silver.some s ON n.a = s.a",
        "false | SELECT s.a FROM bronze.none n FULL JOIN silver.some s ON n.a = s.a",
        "false | SELECT a FROM bronze.none UNION ALL SELECT a FROM silver.some",
        "false | SELECT a FROM silver.some EXCEPT SELECT a FROM bronze.none",
        "false | SELECT coalesce((SELECT max(a) FROM bronze.none), 7) AS a FROM silver.some",
        "false | WITH c AS (SELECT max(a) AS a FROM bronze.none) SELECT a FROM c",
        "false | SELECT a FROM VALUES (1) AS v(a)",
      })
  void theFormOfAQueryTells(boolean givesNone, String text) {
    Dataset<Row> rows =
        QueryPlans.bind(
            spark(),
            text,
            name ->
                switch (name) {
                  case "bronze.none" -> sql("SELECT 1 AS a WHERE false");
                  case "silver.some" -> sql("SELECT a FROM VALUES (1), (2) AS v(a)");
                  default -> null;
                },
            Map.of());
    NoRows.Key key = new NoRows.Key(Map.of("query.sql", text), "query.sql", Set.of("bronze.none"));

    assertThat(NoRows.learn(key, rows.queryExecution().analyzed())).isEqualTo(givesNone);
    assertThat(NoRows.isKnown(key)).isEqualTo(givesNone);
    assertThat(rows.isEmpty()).as("rows of %s", text).isEqualTo(givesNone);
    assertThat(NoRows.isKnown(new NoRows.Key(key.texts(), key.file(), Set.of()))).isFalse();
  }
}
