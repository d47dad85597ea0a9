package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * The plain SQL that docs/kpi-definitions.md gives for percentiles is right to 1 %, in any window
 * and for any percentile, in calendar and in working time.
 */
class DurationHistogramTest extends SparkCase {
  private static final String DURATIONS =
      "SELECT 't' || id AS ticket_id, measure, date_add(DATE'2026-03-01', CAST(id * 13 % 31 AS INT))"
          + " AS metric_date, 'zendesk' AS source, bigint(exp(6 + 3 * (id * 7919 % 10007) / 1000D))"
          + " AS milliseconds, bigint(exp(4 + 3 * (id * 6007 % 10007) / 1000D)) AS"
          + " business_milliseconds FROM range(4000) LATERAL VIEW explode(array('first_reply',"
          + " 'resolution')) AS measure";

  private final Definitions definitions = Definitions.load(List.of());

  @Test
  void percentilesOfAnyWindowAreRightToOnePercent() throws Exception {
    Dataset<Row> measures =
        TestRelations.complete(
                sql(DURATIONS), TestRelations.schema(definitions, "gold.fct_ticket_measure"))
            .cache();
    Parameters parameters = new Parameters(TestRelations.parameters(Map.of()));
    Dataset<Row> histogram =
        Steps.of(definitions.table(TableId.of("gold.kpi_duration_histogram")))
            .compute(
                new TestInputs(spark(), Map.of("gold.fct_ticket_measure", measures), parameters))
            .cache();
    measures.createOrReplaceTempView("measure");
    histogram.createOrReplaceTempView("histogram");
    String documented = documented();
    for (String measure : List.of("first_reply", "resolution_business")) {
      for (String share : List.of("0.5", "0.9", "0.95")) {
        for (String last : List.of("2026-03-02", "2026-03-31")) {
          String text =
              documented
                  .replace("gold.kpi_duration_histogram", "histogram")
                  .replace("'first_reply'", "'" + measure + "'")
                  .replace("'2026-03-31'", "'" + last + "'")
                  .replace("0.5", share);
          double minutes = sql(text).first().getDouble(0);
          double exact = exact(measure, share, last);
          assertThat(minutes)
              .as("%s %s until %s", measure, share, last)
              .isCloseTo(exact, within(0.01 * exact));
        }
      }
    }
  }

  /** The smallest duration that at least the share of tickets do not exceed. */
  private double exact(String measure, String share, String last) {
    String column = measure.endsWith("_business") ? "business_milliseconds" : "milliseconds";
    return sql("SELECT percentile_disc("
            + share
            + ") WITHIN GROUP (ORDER BY "
            + column
            + ") / 60000D FROM measure WHERE measure = '"
            + measure.replace("_business", "")
            + "' AND metric_date BETWEEN '2026-03-01' AND '"
            + last
            + "'")
        .first()
        .getDouble(0);
  }

  private static String documented() throws Exception {
    String page = Files.readString(Path.of("../docs/kpi-definitions.md"));
    Matcher block =
        Pattern.compile("```sql\n(-- the median of first reply.*?)```", Pattern.DOTALL)
            .matcher(page);
    assertThat(block.find()).as("the median's SQL in docs/kpi-definitions.md").isTrue();
    return block.group(1).strip().replaceAll(";$", "");
  }
}
