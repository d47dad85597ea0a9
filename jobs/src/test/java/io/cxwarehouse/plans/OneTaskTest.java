package io.cxwarehouse.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneTaskTest extends SparkCase {
  @TempDir static Path folder;
  private SparkSession one;
  private SparkSession several;

  @BeforeAll
  void writeTables() {
    one = spark().newSession();
    several = spark().newSession();
    several.conf().set("spark.sql.shuffle.partitions", "3");
    table("facts", "SELECT id, id % 7 AS k, id % 13 AS v FROM range(0, 200, 1, 3)");
    table(
        "words",
        "SELECT if(id = 9, null, id % 7) AS k, concat('w', id) AS w FROM range(0, 10, 1, 2)");
  }

  private void table(String name, String query) {
    String path = folder.resolve(name).toString();
    spark().sql(query).write().parquet(path);
    for (SparkSession session : List.of(one, several)) {
      session.read().parquet(path).createOrReplaceTempView(name);
    }
  }

  /** Joins of all types, aggregates, windows, sorts, and rows that are read more than once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT k, count(*), sum(v), count(DISTINCT v) FROM facts GROUP BY k",
        "SELECT f.id, w.w FROM facts f JOIN words w ON f.k = w.k",
        "SELECT f.id, w.w FROM facts f LEFT JOIN words w ON f.k = w.k AND f.v > 3",
        "SELECT f.id, w.w FROM facts f RIGHT JOIN words w ON f.k = w.k AND f.v > 11",
        "SELECT f.id, w.w FROM facts f FULL JOIN words w ON f.id = w.k",
        "SELECT id FROM facts f WHERE EXISTS (SELECT 1 FROM words w WHERE w.k = f.v)",
        "SELECT id FROM facts f WHERE NOT EXISTS (SELECT 1 FROM words w WHERE w.k = f.v)",
        "SELECT id FROM facts f WHERE k NOT IN (SELECT k FROM words)",
        "SELECT id FROM facts f WHERE k NOT IN (SELECT k FROM words WHERE k IS NOT NULL)",
        "SELECT id, k IN (SELECT k FROM words WHERE w > 'w4') OR v = 1 AS is_in FROM facts",
        "SELECT f.id, w.w FROM facts f CROSS JOIN words w",
        "SELECT f.id, w.w FROM facts f JOIN words w ON f.k < w.k OR f.v = w.k",
        "SELECT f.id, w.w FROM facts f LEFT JOIN words w ON f.k < w.k AND f.v > 10",
        "SELECT f.id, x.n FROM facts f CROSS JOIN (SELECT count(*) AS n FROM words) x",
        "SELECT id, row_number() OVER (PARTITION BY k ORDER BY v, id) AS n FROM facts",
        "SELECT id, sum(v) OVER (ORDER BY id) AS total FROM facts",
        "SELECT k FROM facts UNION SELECT k FROM words",
        "SELECT k FROM words EXCEPT SELECT v FROM facts",
        "SELECT a.id, b.w FROM facts a JOIN words b ON a.k = b.k JOIN words c ON a.v = c.k",
        "WITH s AS (SELECT k, sum(v) AS s FROM facts GROUP BY k)"
            + " SELECT a.k, b.s FROM s a JOIN s b ON a.k = b.k WHERE a.s > (SELECT avg(s) FROM s)",
        "SELECT f.id, v.t FROM facts f LEFT JOIN (VALUES (1, 'a'), (2, 'b')) v(n, t) ON f.k = v.n",
        "SELECT id FROM facts WHERE id < 0",
        "SELECT k, max(id) FROM facts WHERE id < 0 GROUP BY k",
        "SELECT count(*) FROM facts WHERE id < 0",
        "SELECT k + 1 AS k, count(*) FILTER (WHERE v > 3) AS n, avg(v), max(id) - min(id) FROM facts GROUP BY k + 1",
        "SELECT k, sort_array(collect_set(v)), percentile(id, 0.5), max_by(id, v * 1000 + id) FROM facts GROUP BY k",
        "SELECT k, count(DISTINCT v), sum(id), count(DISTINCT id % 2) FROM facts GROUP BY k",
        "SELECT k, max(w), min(w), count(w) FROM words GROUP BY k",
        "SELECT DISTINCT k FROM (SELECT DISTINCT k, v FROM facts)",
        "SELECT k, sum(n) FROM (SELECT k, v, count(*) AS n FROM facts GROUP BY k, v) GROUP BY k",
        "SELECT k, v, sum(id), grouping_id() FROM facts GROUP BY CUBE (k, v)",
        "SELECT DISTINCT k FROM facts GROUP BY k, v HAVING sum(id) > 150",
        "SELECT nps_low(count_if(v > 9), count_if(v < 7), count(*)) FROM facts GROUP BY k"
      })
  void aPlanInOneTaskGivesTheSameRows(String query) {
    assertThat(rows(one, query)).isEqualTo(rows(several, query));
  }

  @Test
  void whatIsAskedForInOrderComesInOrder() {
    String query = "SELECT id FROM facts ORDER BY v DESC, id LIMIT 50";
    assertThat(one.sql(query).collectAsList()).isEqualTo(several.sql(query).collectAsList());
  }

  @Test
  void joinsAndGroupsOfSmallTablesAreOneStage() throws TimeoutException {
    String query =
        "SELECT w.w, sum(f.v) FROM facts f JOIN words w ON f.k = w.k"
            + " CROSS JOIN (VALUES (1)) x(one) GROUP BY w.w ORDER BY w.w";
    one.sql(query).collectAsList();
    assertThat(stages(() -> one.sql(query).collectAsList())).isEqualTo(1);
  }

  /** Else the rows that both sides start from would be computed for each of them. */
  @Test
  void rowsThatAreReadTwiceAreComputedOnce() {
    Dataset<Row> rows =
        one.sql(
            "WITH s AS (SELECT k, sum(v) AS s FROM facts GROUP BY k)"
                + " SELECT /*+ MERGE(a, b) */ a.k, a.s + b.s FROM s a JOIN s b ON a.k = b.k");
    assertThat(rows.queryExecution().executedPlan().toString()).contains("ReusedExchange");
  }

  @Test
  void rowsInOnePlaceAreAggregatedOnce() {
    String query = "SELECT k, sum(v), collect_list(id) FROM facts GROUP BY k";
    assertThat(one.sql(query).queryExecution().executedPlan().toString().split("Aggregate\\("))
        .hasSize(2);
    String distinct = "SELECT k, count(DISTINCT v), sum(id) FROM facts GROUP BY k";
    assertThat(one.sql(distinct).queryExecution().executedPlan().toString().split("Aggregate\\("))
        .hasSizeGreaterThan(3);
  }

  @Test
  void severalPartitionsAreLeftAsTheyAre() {
    assertThat(
            several
                .sql("SELECT k, count(*) FROM facts GROUP BY k")
                .queryExecution()
                .executedPlan()
                .toString())
        .contains("Exchange hashpartitioning");
  }

  private static List<String> rows(SparkSession session, String query) {
    return session.sql(query).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private int stages(Runnable query) throws TimeoutException {
    AtomicInteger stages = new AtomicInteger();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
            stages.incrementAndGet();
          }
        };
    spark().sparkContext().addSparkListener(counter);
    try {
      query.run();
      spark().sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark().sparkContext().removeSparkListener(counter);
    }
    return stages.get();
  }
}
