package io.cxwarehouse.gold.health;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.functions.health.HealthFeature;
import io.cxwarehouse.functions.health.RiskModel;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.warehouse.TestInputs;
import io.cxwarehouse.warehouse.TestRelations;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Models of a past that was made up: who answers NPS low leaves, and the country tells all. */
class HealthModelTest extends SparkCase {
  private static final LocalDate FIT = LocalDate.of(2026, 3, 31);
  private static final int CUSTOMERS = 700;
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "fit_date DATE, snapshot_date DATE, customer_id STRING, part STRING, has_churned BOOLEAN,"
              + " sample_share DOUBLE, tenure_days INT, mrr DECIMAL(28,4), mrr_change_90d DOUBLE,"
              + " contract_months DOUBLE, renewals_90d BIGINT, tickets_90d BIGINT,"
              + " first_reply_minutes_90d DOUBLE, resolution_minutes_90d DOUBLE,"
              + " reopened_tickets_90d BIGINT, broken_promises_90d BIGINT, nps_365d DOUBLE,"
              + " csat_365d DOUBLE, ces_365d DOUBLE, contacts_90d BIGINT, plan STRING, industry"
              + " STRING, acquisition_channel STRING, region STRING, country STRING");

  /** How likely somebody is to leave. */
  private interface Churn {
    double chance(double nps);
  }

  private static final Churn PLANTED = nps -> 1 / (1 + Math.exp(1.5 + 4 * (nps - 0.4)));
  private static final Churn NOISE = nps -> 0.2;

  private static final Map<Churn, List<Row>> PASTS =
      Map.of(PLANTED, past(PLANTED), NOISE, past(NOISE));

  private static List<Row> past(Churn churn) {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    for (int step = 4; step >= 1; step--) {
      for (int i = 0; i < CUSTOMERS; i++) {
        double nps = random.nextDouble();
        boolean hasChurned = random.nextDouble() < churn.chance(nps);
        Object[] values = new Object[SCHEMA.size()];
        values[0] = Date.valueOf(FIT);
        values[1] = Date.valueOf(FIT.minusDays(90L * step));
        values[2] = "c-%04d".formatted(i);
        values[3] = step == 1 ? "test" : i % 4 == 0 ? "calibration" : "training";
        values[4] = hasChurned;
        values[5] = 1.0;
        values[6] = random.nextInt(1000);
        values[11] = (long) random.nextInt(4);
        values[12] = random.nextInt(3) == 0 ? null : 10 + 1000 * random.nextDouble();
        values[16] = random.nextInt(5) == 0 ? null : nps;
        values[20] = random.nextInt(2) == 0 ? "basic" : "pro";
        values[24] = hasChurned ? "AA" : "BB";
        rows.add(RowFactory.create(values));
      }
    }
    return rows;
  }

  private List<Row> models(Dataset<Row> history) {
    Parameters parameters = new Parameters(TestRelations.parameters(Map.of("as_of", "2026-04-15")));
    return new HealthModelStep()
        .compute(new TestInputs(spark(), Map.of("gold.fct_health_history", history), parameters))
        .collectAsList();
  }

  private Dataset<Row> history(Churn churn) {
    return spark().createDataFrame(PASTS.get(churn), SCHEMA);
  }

  /** Where no example is left, models of that date go. */
  @Test
  void modelsAreOfTheLastMonthEnd() {
    Parameters parameters = new Parameters(TestRelations.parameters(Map.of("as_of", "2026-04-15")));
    TestInputs inputs = new TestInputs(spark(), Map.of(), parameters);
    assertThat(new HealthModelStep().dates(inputs)).containsExactly(FIT);
  }

  @Test
  void findsWhatWasPlantedAndNothingElse() {
    List<Row> models = models(history(PLANTED));
    assertThat(models).extracting(m -> m.getAs("fit_status")).containsExactly("ok", "ok");
    Row regression = models.get(0);
    double planted = coefficient(regression, "nps_365d");
    assertThat(planted).isNegative();
    for (String other : List.of("tenure_days", "tickets_90d", "first_reply_minutes_90d", "plan")) {
      assertThat(Math.abs(coefficient(regression, other))).as(other).isLessThan(-planted / 4);
    }
    assertThat(regression.<Double>getAs("auc_pr"))
        .isGreaterThan(1.5 * regression.<Double>getAs("base_rate"));
    assertThat(regression.<Double>getAs("calibration_slope")).isBetween(0.6, 1.6);
    // what is protected, or does not vary, is not used
    for (Row model : models) {
      assertThat(feature(model, "country").getBoolean(1)).isFalse();
      assertThat(feature(model, "mrr").getBoolean(1)).isFalse();
      assertThat(model.<Double>getAs("auc_pr")).isLessThan(0.9);
    }
    assertThat(models.stream().filter(m -> m.<Boolean>getAs("is_published")).toList())
        .singleElement()
        .extracting(m -> m.<Double>getAs("auc_pr"))
        .isEqualTo(models.stream().mapToDouble(m -> m.<Double>getAs("auc_pr")).max().orElseThrow());
  }

  /** The country would tell all, and nothing but the configuration keeps it out. */
  @Test
  void whatIsProtectedIsNoInput() {
    List<Example> training = Example.of(Example.of(history(PLANTED), FIT), Example.TRAINING);
    int country = HealthFeature.COUNTRY.ordinal();
    int nps = HealthFeature.NPS_365D.ordinal();
    assertThat(new Encoder(training, Set.of("")).isUsed(country)).isTrue();
    Encoder encoder = new Encoder(training, Set.of("country", "nps_365d"));
    assertThat(encoder.isUsed(country)).isFalse();
    assertThat(encoder.isUsed(nps)).isFalse();
    assertThat(encoder.levels()).noneMatch(level -> level.feature() == HealthFeature.COUNTRY);
    for (Example example : training.subList(0, 50)) {
      assertThat(encoder.encode(example)[country]).isZero();
      assertThat(encoder.encode(example)[nps]).isZero();
    }
  }

  @Test
  void noiseServesNobody() {
    assertThat(models(history(NOISE)))
        .allSatisfy(
            model -> {
              assertThat(model.<String>getAs("fit_status")).isEqualTo("no_better");
              assertThat(model.<Boolean>getAs("is_published")).isFalse();
            });
  }

  /** MLlib gets the examples in their order, all in one partition. */
  @Test
  void howTheRowsLieDoesNotMatter() {
    Dataset<Row> history = history(PLANTED);
    Dataset<Row> otherwise = history.repartition(5, col("tenure_days")).orderBy(col("nps_365d"));
    List<Example> examples = Example.of(otherwise, FIT);
    assertThat(texts(examples)).isEqualTo(texts(Example.of(history, FIT)));
    Encoder encoder = new Encoder(examples, Set.of());
    assertThat(Learner.rows(spark(), encoder, examples).rdd().getNumPartitions()).isEqualTo(1);
  }

  private static List<String> texts(List<Example> examples) {
    return examples.stream()
        .map(e -> e.customerId() + e.date() + e.hasChurned() + Arrays.toString(e.values()))
        .toList();
  }

  /** What is kept of a model gives its own probabilities. */
  @Test
  void scoresAreMllibs() {
    List<Example> examples = Example.of(history(PLANTED), FIT);
    List<Example> training = Example.of(examples, Example.TRAINING);
    Encoder encoder = new Encoder(training, Set.of("country"));
    Learner learner = new Learner(spark(), encoder, training);
    LogisticRegressionModel regression = learner.fitRegression();
    GBTClassificationModel trees = learner.fitTrees();
    Dataset<Row> rows = Learner.rows(spark(), encoder, examples.subList(0, 200));
    same(learner.regression(regression), regression.transform(rows), encoder, examples);
    same(learner.trees(trees), trees.transform(rows), encoder, examples);
    assertThat(learner.trees(trees).model()).isEqualTo(RiskModel.TREES);
  }

  private static void same(
      Learned learned, Dataset<Row> scored, Encoder encoder, List<Example> examples) {
    List<Row> rows = scored.select("probability").collectAsList();
    for (int i = 0; i < rows.size(); i++) {
      double expected = ((Vector) rows.get(i).get(0)).apply(1);
      double score = learned.score(encoder.encode(examples.get(i)));
      assertThat(RiskModel.probability(score)).isCloseTo(expected, within(1e-12));
    }
  }

  private static Row feature(Row model, String name) {
    return model.<Row>getList(model.fieldIndex("features")).stream()
        .filter(f -> f.getString(0).equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double coefficient(Row model, String name) {
    return feature(model, name).<Double>getAs("coefficient");
  }
}
