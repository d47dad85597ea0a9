package io.cxwarehouse.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Steps;
import io.cxwarehouse.warehouse.TestInputs;
import io.cxwarehouse.warehouse.TestRelations;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * gold.kpi_cx_driver of generated customers, of whom it is known what drives them: churn follows
 * their mood and what support did to them, purchases follow neither.
 */
class GeneratedDriversTest extends SparkCase {
  private static final int CUSTOMERS = 40_000;
  private static final LocalDate WINDOW_END = LocalDate.of(2025, 12, 31);
  private static final Date END = Date.valueOf(WINDOW_END);
  private static final String CHURN = "subscription_churn";

  private Map<String, List<Row>> lives;
  private List<Row> found;

  @BeforeAll
  void compute() {
    lives = Lives.of(CUSTOMERS, 11).rows();
    found = drivers(lives);
  }

  /**
   * What customers say follows their mood and what support did to them, and so does churn: nothing
   * else tells it as well.
   */
  @Test
  void whatCustomersSayTellsChurnBestOfAll() {
    Row first = ranked(found, "spearman").get(0);
    assertThat(first.<String>getAs("driver")).isIn("nps", "csat", "ces");
    assertThat(first.<Double>getAs("q_value")).isLessThan(0.01);
    assertThat(first.<Double>getAs("ci_high")).isNegative();
    assertThat(ranked(found, "odds_ratio"))
        .filteredOn(row -> row.getAs("driver").equals(first.getAs("driver")))
        .anySatisfy(row -> assertThat(row.<Double>getAs("ci_high")).isLessThan(1));
  }

  /** Scores are drawn anew, whoever gives them, and churn by them alone. */
  @Test
  void thePlantedDriverRanksFirstAndNothingElseIsSignificant() {
    Random random = new Random(4);
    Map<String, Integer> scores = new TreeMap<>();
    Map<String, List<Row>> planted = new TreeMap<>(lives);
    planted.put(
        "gold.fct_survey_response",
        lives.get("gold.fct_survey_response").stream()
            .map(
                row -> {
                  Date date = row.getDate(2);
                  int score = random.nextInt(11);
                  boolean isDriver = row.getString(1).equals("nps");
                  if (isDriver && !date.after(END) && date.after(Date.valueOf("2025-10-02"))) {
                    scores.put(row.getString(0), score);
                  }
                  return RowFactory.create(
                      row.get(0),
                      row.get(1),
                      date,
                      row.get(3),
                      isDriver ? score / 10.0 : row.get(4));
                })
            .toList());
    planted.put(
        "gold.fct_subscription",
        lives.get("gold.fct_subscription").stream()
            .map(
                row -> {
                  boolean isOver = row.getDate(3) != null && !row.getDate(3).after(END);
                  if (isOver || row.getDate(2).after(END)) {
                    return row;
                  }
                  int score = scores.getOrDefault(row.getString(1), random.nextInt(11));
                  double odds = Math.exp(-1 - 0.25 * score);
                  boolean leaves = random.nextDouble() < odds / (1 + odds);
                  return RowFactory.create(
                      row.get(0),
                      row.get(1),
                      row.get(2),
                      leaves ? Date.valueOf("2026-02-01") : null,
                      row.get(4),
                      row.get(5));
                })
            .toList());
    List<Row> rows = drivers(planted);
    for (String statistic : List.of("spearman", "odds_ratio")) {
      List<Row> ranked = ranked(rows, statistic);
      assertThat(ranked).hasSizeGreaterThanOrEqualTo(8);
      assertThat(ranked.get(0).<String>getAs("driver")).isEqualTo("nps");
      assertThat(ranked.get(0).<Double>getAs("q_value")).isLessThan(1e-6);
      assertThat(ranked.subList(1, ranked.size()))
          .allSatisfy(row -> assertThat(row.<Double>getAs("q_value")).isGreaterThan(0.01));
    }
  }

  private static List<Row> ranked(List<Row> rows, String statistic) {
    return ok(rows, CHURN, statistic).stream()
        .sorted(Comparator.comparingDouble((Row row) -> row.getAs("p_value")))
        .toList();
  }

  /**
   * Purchases follow nothing that customers met. Contacts are more, and purchases other ones, of
   * who has been there the whole window: their correlation is left out, their odds are adjusted for
   * it.
   */
  @Test
  void whatDrivesNothingIsNotSignificant() {
    List<Row> unrelated = new ArrayList<>(ok(found, "repeat_purchase", "odds_ratio"));
    ok(found, "repeat_purchase", "spearman").stream()
        .filter(row -> !row.getAs("driver").equals("contacts"))
        .forEach(unrelated::add);
    assertThat(unrelated).hasSizeGreaterThanOrEqualTo(28);
    assertThat(unrelated)
        .allSatisfy(row -> assertThat(row.<Double>getAs("q_value")).isGreaterThan(0.05));
  }

  /** After the window everybody who left tells it, in all ways that there are. */
  @Test
  void whatCameLaterMovesNothing() {
    Map<String, List<Row>> leaking = new TreeMap<>();
    lives.forEach((table, rows) -> leaking.put(table, new ArrayList<>(rows)));
    Date after = Date.valueOf(WINDOW_END.plusDays(1));
    Date month = Date.valueOf(WINDOW_END.plusDays(1).withDayOfMonth(1));
    for (Row contract : lives.get("gold.fct_subscription")) {
      Date end = contract.getDate(3);
      if (end == null || end.before(after)) {
        continue;
      }
      String id = contract.getString(1);
      for (String metric : List.of("nps", "csat", "ces")) {
        add(leaking, "gold.fct_survey_response", id, metric, after, month, 0.0);
      }
      Date before = Date.valueOf(WINDOW_END.minusDays(200));
      add(
          leaking,
          "gold.fct_ticket",
          id,
          before,
          "email",
          "end_user",
          after,
          1e5,
          after,
          1e5,
          Timestamp.valueOf(WINDOW_END.plusDays(2).atStartOfDay()),
          1L);
      add(
          leaking,
          "gold.fct_ticket",
          id,
          after,
          "email",
          "end_user",
          null,
          null,
          null,
          null,
          null,
          0L);
      add(leaking, "gold.fct_ticket_sla", id, "breached", after);
      add(
          leaking,
          "gold.fct_purchase_part",
          id,
          before,
          after,
          5L,
          BigDecimal.TEN,
          BigDecimal.ZERO);
      add(leaking, "gold.dim_customer", id, after, null, "XX", "gone", "gone", "gone", "gone");
    }
    assertThat(churn(drivers(leaking))).containsExactlyInAnyOrderElementsOf(churn(found));
  }

  private static List<Row> churn(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.getAs("outcome").equals(CHURN) && row.getAs("window_name").equals("90d"))
        .map(GeneratedDriversTest::withoutComparison)
        .toList();
  }

  /** Other rows of the night move, and with them what a p value is worth beside them. */
  private static Row withoutComparison(Row row) {
    Object[] values =
        IntStream.range(0, row.length())
            .mapToObj(i -> i == row.fieldIndex("q_value") ? null : row.get(i))
            .toArray();
    return RowFactory.create(values);
  }

  private static void add(Map<String, List<Row>> rows, String table, Object... values) {
    rows.get(table).add(RowFactory.create(values));
  }

  /** More customers than are looked at: half are drawn, and what that costs is told. */
  @Test
  void whoIsDrawnSaysNearlyTheSame() {
    Map<String, List<Row>> many = new TreeMap<>(lives);
    many.put(
        "gold.fct_customer_tenure",
        IntStream.range(0, 100_001)
            .mapToObj(i -> (Row) RowFactory.create("c" + i, "orders"))
            .toList());
    Map<String, Row> all = byKey(found);
    byKey(drivers(many))
        .forEach(
            (key, row) -> {
              Row whole = all.get(key);
              double share = row.<Long>getAs("n") / (double) whole.<Long>getAs("n");
              assertThat(row.<Double>getAs("sample_share")).isEqualTo(0.5);
              assertThat(whole.<Double>getAs("sample_share")).isEqualTo(1);
              assertThat(Math.abs(share - 0.5))
                  .as(key)
                  .isLessThan(2.5 / Math.sqrt(whole.<Long>getAs("n")));
              if (row.getAs("fit_status").equals("ok")) {
                double error = row.getAs("sampling_error");
                assertThat(whole.<Double>getAs("sampling_error")).isZero();
                assertThat(
                        Math.abs(row.<Double>getAs("estimate") - whole.<Double>getAs("estimate")))
                    .as(key)
                    .isLessThan(5 * error);
              }
            });
  }

  private static Map<String, Row> byKey(List<Row> rows) {
    Map<String, Row> byKey = new TreeMap<>();
    for (Row row : rows) {
      byKey.put(
          String.join(
              " ",
              row.<String>getAs("outcome"),
              row.getAs("window_name"),
              row.getAs("driver"),
              row.getAs("statistic")),
          row);
    }
    return byKey;
  }

  private static List<Row> ok(List<Row> rows, String outcome, String statistic) {
    return rows.stream()
        .filter(row -> row.getAs("outcome").equals(outcome))
        .filter(row -> row.getAs("statistic").equals(statistic))
        .filter(row -> row.getAs("fit_status").equals("ok"))
        .toList();
  }

  private List<Row> drivers(Map<String, List<Row>> rows) {
    Definitions definitions = Definitions.load(List.of());
    Map<String, Object> parameters = TestRelations.parameters(Map.of("as_of", "2026-03-31"));
    Dataset<Row> drivers =
        Steps.of(definitions.table(TableId.of("gold.kpi_cx_driver")))
            .compute(
                new TestInputs(spark(), Lives.tables(spark(), rows), new Parameters(parameters)));
    return drivers.collectAsList();
  }
}
