package io.cxwarehouse.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Columns are followed through everything that queries of the warehouse are made of. */
class ColumnLineageTest extends SparkCase {
  private static final Map<String, String> TABLES =
      Map.of(
          "silver.a", "k INT, x INT, y STRING, d DATE, l ARRAY<STRING>",
          "silver.b", "k INT, z INT, y STRING");

  @Test
  void namesAndExpressions() {
    assertThat(of("SELECT x AS same, x + k AS sum, 1 AS one FROM silver.a WHERE y = 'q'"))
        .isEqualTo(
            "same: a.x IDENTITY; sum: a.k TRANSFORMATION, a.x TRANSFORMATION; rows: a.y FILTER");
  }

  @Test
  void sumsAndTheirGroups() {
    assertThat(
            of(
                "SELECT y, sum(x) AS s, count(*) AS n, count_if(k > 1) AS c,"
                    + " sum(x) FILTER (WHERE d IS NOT NULL) AS f FROM silver.a GROUP BY y"))
        .isEqualTo(
            "y: a.y IDENTITY; s: a.x AGGREGATION; c: a.k AGGREGATION;"
                + " f: a.d CONDITIONAL, a.x AGGREGATION; rows: a.y GROUP_BY");
  }

  @Test
  void joinsOfATableWithItselfAndAnother() {
    assertThat(
            of(
                "SELECT l.x AS left_x, r.x AS right_x, b.z FROM silver.a l JOIN silver.a r ON l.k = r.x"
                    + " LEFT JOIN silver.b b ON b.y = l.y ORDER BY l.d"))
        .isEqualTo(
            "left_x: a.x IDENTITY; right_x: a.x IDENTITY; z: b.z IDENTITY;"
                + " rows: a.d SORT, a.k JOIN, a.x JOIN, a.y JOIN, b.y JOIN");
  }

  @Test
  void partsThatAreReadTwice() {
    assertThat(
            of(
                "WITH w AS (SELECT k, max(x) AS m FROM silver.a GROUP BY k),"
                    + " v AS (SELECT * FROM w WHERE m > 0)"
                    + " SELECT one.m, two.m + 1 AS n FROM v one JOIN w two ON one.k = two.k"))
        .isEqualTo("m: a.x AGGREGATION; n: a.x AGGREGATION; rows: a.k GROUP_BY+JOIN, a.x FILTER");
  }

  @Test
  void windowsCasesAndQueriesWithinExpressions() {
    assertThat(
            of(
                "SELECT row_number() OVER (PARTITION BY y ORDER BY d) AS n,"
                    + " sum(x) OVER (PARTITION BY y) AS s,"
                    + " CASE WHEN d IS NULL THEN x END AS c,"
                    + " if(k = 1, y, 'none') AS i,"
                    + " (SELECT max(z) FROM silver.b) AS q"
                    + " FROM silver.a WHERE EXISTS (SELECT 1 FROM silver.b b WHERE b.k = a.k)"))
        .isEqualTo(
            "n: a.d WINDOW, a.y WINDOW; s: a.x AGGREGATION, a.y WINDOW;"
                + " c: a.d CONDITIONAL, a.x TRANSFORMATION; i: a.k CONDITIONAL, a.y TRANSFORMATION;"
                + " q: b.z AGGREGATION; rows: a.k FILTER, b.k FILTER");
  }

  @Test
  void rowsAboveEachOtherAndListsApart() {
    assertThat(
            of(
                "SELECT y FROM silver.a UNION ALL SELECT upper(y) FROM silver.b UNION ALL"
                    + " SELECT word FROM silver.a LATERAL VIEW explode(l) t AS word"))
        .isEqualTo("y: a.l TRANSFORMATION, a.y IDENTITY, b.y TRANSFORMATION; rows: ");
    assertThat(of("SELECT y, k, sum(x) AS s FROM silver.a GROUP BY GROUPING SETS ((y), (y, k))"))
        .startsWith("y: a.y IDENTITY; k: a.k IDENTITY; s: a.x AGGREGATION; rows: a.k GROUP_BY");
  }

  private String of(String query) {
    ColumnLineage lineage =
        ColumnLineage.of(
            QueryPlans.bind(
                    spark(),
                    query,
                    name ->
                        TABLES.containsKey(name)
                            ? spark()
                                .createDataFrame(List.of(), StructType.fromDDL(TABLES.get(name)))
                            : null,
                    Map.of())
                .queryExecution()
                .analyzed());
    return lineage.columns().entrySet().stream()
            .filter(column -> !column.getValue().fields().isEmpty())
            .map(column -> column.getKey() + ": " + text(column.getValue()) + "; ")
            .collect(Collectors.joining())
        + "rows: "
        + text(lineage.rows());
  }

  private static String text(Origin origin) {
    return new TreeMap<>(origin.fields())
        .entrySet().stream()
            .map(
                field ->
                    field.getKey().relation().replace("silver.", "")
                        + "."
                        + field.getKey().column()
                        + " "
                        + field.getValue().stream()
                            .map(Enum::name)
                            .collect(Collectors.joining("+")))
            .collect(Collectors.joining(", "));
  }
}
