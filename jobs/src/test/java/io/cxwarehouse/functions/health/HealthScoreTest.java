package io.cxwarehouse.functions.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Scores and reasons, worked by hand. */
class HealthScoreTest {
  private static final int FEATURES = HealthFeature.all().size();
  private static final int TICKETS = HealthFeature.TICKETS_90D.ordinal();
  private static final int NPS = HealthFeature.NPS_365D.ordinal();

  /** NPS up to 0.4: 1.5; else −1, and 0.5 more with more than e² − 1 tickets, by a second tree. */
  private static final double[] TREES = {
    2,
    0,
    3, // two trees, from node 0 and node 3
    NPS,
    0.4,
    1,
    2,
    0,
    -1,
    0,
    0,
    0,
    1.5,
    -1,
    0,
    0,
    0,
    -1, // the first
    TICKETS,
    2,
    1 + 3,
    2 + 3,
    0,
    -1,
    0,
    0,
    0,
    0,
    -1,
    0,
    0,
    0,
    0.5 // the second
  };

  @Test
  void treesAreWalked() {
    double[] x = new double[FEATURES];
    x[NPS] = 0.4;
    x[TICKETS] = 2;
    assertThat(RiskModel.score(RiskModel.TREES, TREES, x)).isEqualTo(1.5);
    x[NPS] = 0.41;
    x[TICKETS] = 2.01;
    assertThat(RiskModel.score(RiskModel.TREES, TREES, x)).isEqualTo(-0.5);
  }

  /**
   * Against the average (NPS 0.7, tickets 1): NPS raises by 2.5, tickets by 0.5, each times 0.8.
   */
  @Test
  void reasonsAreWhatRaisesTheRisk() {
    InternalRow score = score(values(0.2, Math.exp(2.5) - 1));
    // 0.1 + 0.8 · (1.5 + 0.5) = 1.7
    assertThat(score.getDouble(0)).isCloseTo(1 / (1 + Math.exp(-1.7)), within(1e-12));
    assertThat(reasons(score)).containsExactly("low_nps", "many_tickets");
  }

  /** NPS is not known and stands at its average, few tickets change nothing: 0.1 − 0.8. */
  @Test
  void whatIsNotKnownIsNoReason() {
    InternalRow score = score(values(null, 0.0));
    assertThat(score.getDouble(0)).isCloseTo(1 / (1 + Math.exp(0.7)), within(1e-12));
    assertThat(reasons(score)).isEmpty();
  }

  @Test
  void theScoresQueryNamesTheFeaturesInTheirOrder() throws Exception {
    String query =
        Files.readString(
            Path.of("src/main/resources/warehouse/gold/kpi_customer_health/query.sql"));
    String array = query.substring(query.indexOf("      array("), query.indexOf("AS score"));
    Matcher names =
        Pattern.compile("(?:CAST\\()?(\\w+)(?: AS DOUBLE\\))?,")
            .matcher(
                array
                    .replaceAll("m\\.log_odds\\[concat\\('\\w+=', (\\w+)\\)\\]", "$1")
                    .replace("array(", "")
                    .replace("))", ","));
    assertThat(names.results().map(m -> m.group(1)).toList()).isEqualTo(HealthFeature.columns());
  }

  /** What the model learns from is what is scored. */
  @Test
  void pastAndPresentAreLookedAtAlike() {
    Definitions definitions = Definitions.load(List.of());
    assertThat(feature(definitions, "gold.fct_health_history"))
        .isNotBlank()
        .isEqualTo(feature(definitions, "gold.kpi_customer_health"));
  }

  private static String feature(Definitions definitions, String table) {
    return definitions.table(TableId.of(table)).queries().get("with_feature.sql");
  }

  @Test
  void everyReasonIsExplained() throws Exception {
    String page = Files.readString(Path.of("../docs/decisions/health.md"));
    for (HealthFeature feature : HealthFeature.all()) {
      assertThat(page).contains("`" + feature.reason(true) + "`");
      assertThat(page).contains("`" + feature.reason(false) + "`");
    }
  }

  private static InternalRow score(Object[] values) {
    Object[] averages = new Object[FEATURES];
    averages[NPS] = 0.7;
    averages[TICKETS] = 1.0;
    return HealthScore.score(
        UTF8String.fromString(RiskModel.TREES),
        new GenericArrayData(TREES),
        0.1,
        0.8,
        new GenericArrayData(averages),
        new GenericArrayData(values));
  }

  private static Object[] values(Double nps, Double tickets) {
    Object[] values = new Object[FEATURES];
    Arrays.fill(values, 99.0); // of features that are not used
    values[NPS] = nps;
    values[TICKETS] = tickets;
    return values;
  }

  private static List<String> reasons(InternalRow score) {
    Object[] words = score.getArray(1).array();
    return Arrays.stream(words).map(Object::toString).toList();
  }
}
