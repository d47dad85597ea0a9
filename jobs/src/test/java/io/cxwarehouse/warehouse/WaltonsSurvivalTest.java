package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * gold.kpi_survival against the curves of the lifelines package. The data are not ours to ship, so
 * the tests are skipped where they do not lie beside the project.
 */
class WaltonsSurvivalTest extends SparkCase {
  private static final Path FOLDER = Path.of("../../shared/data");
  private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);

  private final Definitions definitions = Definitions.load(List.of());
  private Dataset<Row> curves;
  private Dataset<Row> medians;

  @BeforeAll
  void compute() throws IOException {
    Path file = FOLDER.resolve("lifelines_waltons_dataset.csv");
    assumeTrue(Files.exists(file), () -> "needs " + file + ", which is not part of the project");
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file).subList(1, 164)) {
      String[] cells = line.split(",");
      LocalDate start = AS_OF.minusDays((long) Double.parseDouble(cells[0]));
      boolean left = cells[1].equals("1");
      rows.add(
          RowFactory.create(
              "fly-" + rows.size(),
              "subscriptions",
              Date.valueOf(start),
              left ? Date.valueOf(AS_OF) : null,
              cells[2]));
    }
    curves = compute("gold.kpi_survival", Map.of("gold.fct_customer_tenure", tenures(rows)));
    medians = compute("gold.kpi_survival_median", Map.of("gold.kpi_survival", curves));
  }

  @Test
  void curvesAndIntervals() throws IOException {
    assertCurve("control");
    assertCurve("miR-137");
  }

  /** Where the published curves fall to one half. */
  @Test
  void mediansOfTheGroups() {
    assertThat(medians.where("segment_name = 'plan'").collectAsList())
        .extracting(row -> row.getAs("segment_value") + " " + row.getAs("median_days"))
        .containsExactlyInAnyOrder("control 58", "miR-137 26");
  }

  private void assertCurve(String group) throws IOException {
    List<String> lines =
        Files.readAllLines(FOLDER.resolve("km_waltons_" + group.replace("-", "_") + ".csv"));
    List<Row> rows =
        curves
            .where("segment_name = 'plan' AND segment_value = '" + group + "'")
            .orderBy("day")
            .collectAsList();
    assertThat(rows).hasSize(lines.size() - 1);
    for (int i = 0; i < rows.size(); i++) {
      String[] expected = lines.get(i + 1).split(",");
      Row row = rows.get(i);
      String day = group + " on day " + expected[0];
      assertThat(row.<Integer>getAs("day")).isEqualTo(Integer.parseInt(expected[0]));
      assertThat(row.<Long>getAs("events")).as(day).isEqualTo(Long.parseLong(expected[2]));
      assertThat(row.<Long>getAs("at_risk")).as(day).isEqualTo(Long.parseLong(expected[5]));
      isClose(row, "survival", expected[6], day);
      if (expected[6].equals("0")) {
        // lifelines writes 0 to 0, R's survfit none: the scale of the interval has no value there
        assertThat(row.<Double>getAs("ci_low")).as(day).isNull();
        assertThat(row.<Double>getAs("ci_high")).as(day).isNull();
      } else {
        isClose(row, "ci_low", expected[7], day);
        isClose(row, "ci_high", expected[8], day);
      }
    }
  }

  private static void isClose(Row row, String column, String expected, String day) {
    assertThat(row.<Double>getAs(column))
        .as(column + " of " + day)
        .isCloseTo(Double.parseDouble(expected), within(1e-9));
  }

  private Dataset<Row> tenures(List<Row> rows) {
    return TestRelations.complete(
        spark()
            .createDataFrame(
                rows,
                StructType.fromDDL(
                    "customer_id STRING, basis STRING, start_date DATE, end_date DATE,"
                        + " plan STRING")),
        TestRelations.schema(definitions, "gold.fct_customer_tenure"));
  }

  private Dataset<Row> compute(String table, Map<String, Dataset<Row>> relations) {
    Parameters parameters = new Parameters(TestRelations.parameters(Map.of("as_of", AS_OF)));
    return Steps.of(definitions.table(TableId.of(table)))
        .compute(new TestInputs(spark(), relations, parameters))
        .cache();
  }
}
