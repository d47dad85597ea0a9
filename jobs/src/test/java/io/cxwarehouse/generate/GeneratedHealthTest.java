package io.cxwarehouse.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.gold.health.Evaluation;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Steps;
import io.cxwarehouse.warehouse.TestInputs;
import io.cxwarehouse.warehouse.TestRelations;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Health of a generated company, of which the true chance of every customer to leave is known: ours
 * lies between the base rate and that optimum. {@code -Dcxw.health.customers=N} takes another size.
 */
class GeneratedHealthTest extends SparkCase {
  private static final int CUSTOMERS = Integer.getInteger("cxw.health.customers", 7_000);
  private static final LocalDate END = LocalDate.of(2026, 3, 31);
  private static final int NOON = 12 * 3600;

  private final Definitions definitions = Definitions.load(List.of());
  private final Map<String, List<Row>> facts = new HashMap<>();
  private final Map<String, Double> truth = new HashMap<>();
  private Company company;

  private static final Map<String, String> COLUMNS =
      Map.of(
          "gold.fct_subscription",
          "subscription_id STRING, customer_id STRING, start_date DATE, start_month DATE, end_date"
              + " DATE, mrr DECIMAL(18,4), billing_interval STRING, interval_count INT",
          "gold.fct_ticket",
          "ticket_id STRING, customer_id STRING, created_date DATE, created_month DATE,"
              + " first_reply_date DATE, first_reply_minutes DOUBLE, first_resolved_date DATE,"
              + " first_resolution_minutes DOUBLE",
          "gold.fct_survey_response",
          "response_id STRING, customer_id STRING, metric STRING, response_date DATE,"
              + " response_month DATE, score_normalized DOUBLE",
          "gold.dim_customer",
          "customer_key BIGINT, customer_id STRING, valid_from DATE, match_from DATE, plan STRING,"
              + " industry STRING, acquisition_channel STRING, region STRING, country STRING");

  @Test
  void liesBetweenTheBaseRateAndTheTruth(TestReporter reporter) {
    simulate();
    Dataset<Row> history = compute("gold.fct_health_history", relations());
    Dataset<Row> models =
        compute("gold.kpi_health_model", Map.of("gold.fct_health_history", history));
    List<Row> test = history.where("part = 'test'").collectAsList();
    double[] outcomes =
        test.stream().mapToDouble(row -> row.<Boolean>getAs("has_churned") ? 1 : 0).toArray();
    double[] chances =
        test.stream().mapToDouble(row -> truth.get(row.<String>getAs("customer_id"))).toArray();
    Evaluation optimum = Evaluation.of(chances, outcomes);
    for (Row model : models.collectAsList()) {
      reporter.publishEntry(
          "%s of %s: base rate %.4f, Brier score %.5f (base rate's %.5f, optimum %.5f), AUC-PR %.4f (optimum %.4f), calibration slope %.2f"
              .formatted(
                  model.getAs("model"),
                  model.getAs("test_rows"),
                  model.<Double>getAs("base_rate"),
                  model.<Double>getAs("brier_score"),
                  model.<Double>getAs("base_rate_brier_score"),
                  optimum.brierScore(),
                  model.<Double>getAs("auc_pr"),
                  optimum.aucPr(),
                  model.<Double>getAs("calibration_slope")));
    }
    Row serving = models.where("is_published").first();
    assertThat(serving.<Double>getAs("brier_score"))
        .isBetween(optimum.brierScore(), serving.<Double>getAs("base_rate_brier_score"));
    assertThat(serving.<Double>getAs("auc_pr"))
        .isBetween(1.3 * serving.<Double>getAs("base_rate"), optimum.aucPr());

    Row regression = models.where("model = 'logistic_regression'").first();
    assertThat(coefficient(regression, "renewals_90d")).isPositive();
    assertThat(coefficient(regression, "nps_365d")).isNegative();

    Map<String, Dataset<Row>> all = new HashMap<>(relations());
    all.put("gold.kpi_health_model", models);
    Dataset<Row> health = compute("gold.kpi_customer_health", all);
    assertThat(health.where("churn_probability IS NULL").count()).isZero();
    Row reasons = health.selectExpr("count(*)", "count(reason_1)", "count_if(is_at_risk)").first();
    assertThat(reasons.getLong(1)).isBetween(reasons.getLong(0) / 3, reasons.getLong(0));
    assertThat(reasons.getLong(2)).isPositive();
    Dataset<Row> drift =
        compute(
            "gold.kpi_health_drift",
            Map.of("gold.kpi_health_model", models, "gold.kpi_customer_health", health));
    assertThat(drift.where("feature IN ('churn_probability', 'nps_365d') AND psi >= 0.1").count())
        .isZero();
  }

  private static double coefficient(Row model, String feature) {
    return model.<Row>getList(model.fieldIndex("features")).stream()
        .filter(f -> f.getString(0).equals(feature))
        .findFirst()
        .orElseThrow()
        .<Double>getAs("coefficient");
  }

  private void simulate() {
    company =
        new Company(
            GeneratorOptions.builder(Path.of("unused"))
                .customers(CUSTOMERS)
                .historyDays(900)
                .days(90)
                .build());
    assertThat(company.options().end()).isEqualTo(END);
    COLUMNS.keySet().forEach(relation -> facts.put(relation, new ArrayList<>()));
    LifeSimulator simulator = new LifeSimulator(company);
    for (int i = 0; i < CUSTOMERS; i++) {
      CustomerLife life = simulator.live(i);
      if (!life.subscriptions().isEmpty()) {
        facts(life);
      }
    }
  }

  private void facts(CustomerLife life) {
    String id = "c-" + life.person().number();
    Feelings feelings = new Feelings(life.person(), life.tickets());
    int tested = (int) END.minusDays(90).toEpochDay();
    for (Subscription contract : life.subscriptions()) {
      TreeMap<Integer, Subscription.Version> periods = new TreeMap<>();
      contract.versions().forEach(version -> periods.put(version.startDay(), version));
      periods.forEach(
          (start, version) -> {
            Integer next = periods.higherKey(start);
            int end = next == null ? version.endDay() : next;
            boolean isYearly = contract.isYearly();
            add(
                "gold.fct_subscription",
                id + "/" + contract.number(),
                id,
                date(start),
                month(start),
                end == Subscription.OPEN ? null : date(end),
                BigDecimal.valueOf(version.cents() / (isYearly ? 12 : 1), 2),
                isYearly ? "year" : "month",
                1);
            if (start <= tested && end > tested) {
              truth.put(id, chance(life.person(), feelings, start, isYearly, tested));
            }
          });
    }
    life.tickets().forEach(ticket -> ticket(id, ticket));
    life.surveys().forEach(survey -> answers(id, survey));
    CustomerLife.Change first = life.changes().get(0);
    add(
        "gold.dim_customer",
        (long) life.person().number(),
        id,
        date(0),
        date(0),
        life.subscriptions().get(0).last().plan(),
        life.person().industry(),
        life.person().acquisition(),
        first.region(),
        first.country());
  }

  /** The true chance of having left 90 days later, with all that support did by then. */
  private double chance(Person person, Feelings feelings, int start, boolean isYearly, int day) {
    double stays = 1;
    double chance = 0;
    for (int month = 1; ; month++) {
      int renewal =
          (int) LocalDate.ofEpochDay(start).plusMonths(month * (isYearly ? 12L : 1L)).toEpochDay();
      if (renewal > day + 90) {
        return chance;
      }
      if (renewal > day) {
        double support = feelings.afterSupport(company.calendar().at(renewal, NOON));
        double leaves = SubscriptionLife.churnChance(isYearly, person.mood(), support);
        double days = SubscriptionLife.RETURNS_UNTIL - SubscriptionLife.RETURNS_FROM + 1;
        double back = (day + 90 - renewal - SubscriptionLife.RETURNS_FROM + 1) / days;
        chance += stays * leaves * (1 - SubscriptionLife.RETURNS * Math.max(0, back));
        stays *= 1 - leaves;
      }
    }
  }

  private void ticket(String id, Ticket ticket) {
    long replied = 0;
    long solved = 0;
    for (TicketStep step : ticket.steps) {
      boolean isReply = step.actor == TicketStep.Actor.AGENT && step.isPublic;
      replied = replied == 0 && isReply && step.at > ticket.createdAt ? step.at : replied;
      solved = solved == 0 && "solved".equals(step.status) ? step.at : solved;
      if ("deleted".equals(step.status) || "closed_by_merge".equals(step.tag)) {
        return;
      }
    }
    int created = day(ticket.createdAt);
    add(
        "gold.fct_ticket",
        "t-" + ticket.id(),
        id,
        date(created),
        month(created),
        replied == 0 ? null : date(day(replied)),
        replied == 0 ? null : (replied - ticket.createdAt) / 60.0,
        solved == 0 ? null : date(day(solved)),
        solved == 0 ? null : (solved - ticket.createdAt) / 60.0);
  }

  private void answers(String id, Survey survey) {
    if (survey.answeredAt() > 0) {
      answer(id, survey, "nps", survey.nps() / 10.0);
      answer(id, survey, "csat", (survey.csat() - 1) / 4.0);
      answer(id, survey, "ces", (survey.ces() - 1) / 6.0);
    }
  }

  private void answer(String id, Survey survey, String metric, double score) {
    if (score >= 0) {
      int day = day(survey.answeredAt());
      add(
          "gold.fct_survey_response",
          id + "/" + survey.number() + metric,
          id,
          metric,
          date(day),
          month(day),
          score);
    }
  }

  private void add(String relation, Object... values) {
    facts.get(relation).add(RowFactory.create(values));
  }

  private int day(long at) {
    return company.calendar().dayOf(at);
  }

  private static Date date(int day) {
    return Date.valueOf(LocalDate.ofEpochDay(day));
  }

  private static Date month(int day) {
    return Date.valueOf(LocalDate.ofEpochDay(day).withDayOfMonth(1));
  }

  private Map<String, Dataset<Row>> relations() {
    Map<String, Dataset<Row>> relations = new HashMap<>();
    facts.forEach(
        (relation, rows) ->
            relations.put(
                relation, complete(rows, StructType.fromDDL(COLUMNS.get(relation)), relation)));
    for (String empty : List.of("gold.fct_ticket_sla", "gold.fct_interaction")) {
      relations.put(empty, complete(List.of(), new StructType(), empty));
    }
    return relations;
  }

  private Dataset<Row> complete(List<Row> rows, StructType given, String relation) {
    StructType schema = TestRelations.schema(definitions, relation);
    return spark()
        .createDataFrame(List.<Row>of(), schema)
        .unionByName(spark().createDataFrame(rows, given), true)
        .selectExpr(schema.fieldNames());
  }

  private Dataset<Row> compute(String table, Map<String, Dataset<Row>> relations) {
    Parameters parameters =
        new Parameters(TestRelations.parameters(Map.of("as_of", END.toString())));
    Dataset<Row> result =
        Steps.of(definitions.table(TableId.of(table)))
            .compute(new TestInputs(spark(), relations, parameters));
    return spark().createDataFrame(result.collectAsList(), result.schema());
  }
}
