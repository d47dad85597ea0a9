package io.cxwarehouse.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import java.sql.Date;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class QueryPlansTest extends SparkCase {
  private static final String NESTED =
      """
      WITH recent AS (SELECT id FROM silver.only_in_cte WHERE day <= :as_of),
           again AS (SELECT id FROM recent)
      SELECT o.id, (SELECT max(n) FROM silver.only_in_scalar) AS n
      FROM gold.main o JOIN again USING (id)
      WHERE EXISTS (SELECT 1 FROM silver.only_in_exists e WHERE e.id = o.id)
      """;

  @Test
  void findsRelationsInCteBodiesAndSubqueries() {
    assertThat(QueryPlans.relations(NESTED))
        .containsExactly(
            "gold.main", "silver.only_in_cte", "silver.only_in_exists", "silver.only_in_scalar");
    assertThat(QueryPlans.parameters(NESTED)).containsExactly("as_of");
  }

  @Test
  void replacesThemAndBindsParametersInside() {
    Dataset<Row> rows =
        sql(
            "SELECT * FROM VALUES (1, 7, DATE'2026-01-01'), (2, 9, DATE'2026-02-01') t(id, n, day)");
    Dataset<Row> result =
        QueryPlans.bind(
            spark(),
            NESTED,
            name -> name.indexOf('.') < 0 ? null : rows,
            Map.of("as_of", Date.valueOf("2026-01-15")));
    assertThat(result.collectAsList().toString()).isEqualTo("[[1,9]]");
  }

  @Test
  void theSameRelationTwiceInOneQuery() {
    Dataset<Row> rows = sql("SELECT * FROM VALUES (1, 2), (2, 3) t(id, next)");
    Dataset<Row> result =
        QueryPlans.bind(
            spark(),
            "SELECT a.id, b.next FROM silver.x a JOIN silver.x b ON a.next = b.id",
            name -> rows,
            Map.of());
    assertThat(result.collectAsList().toString()).isEqualTo("[[1,3]]");
  }
}
