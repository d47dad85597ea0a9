package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.catalog.ResourceFolder;
import io.cxwarehouse.explain.Explainer;
import io.cxwarehouse.graph.QueryPlans;
import io.cxwarehouse.warehouse.TestRelations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What commands ask names columns that are there, before anybody calls them. */
class CommandQueriesTest extends SparkCase {
  private final Definitions definitions = Definitions.load(List.of());

  @Test
  void theDemoShowsTablesThatAreThere() throws IOException {
    List<String> texts =
        ResourceFolder.contents("demo", ".sql").stream()
            .map(file -> new String(file, StandardCharsets.UTF_8))
            .toList();
    assertThat(texts).hasSize(4);
    for (String text : texts) {
      String table = text.lines().skip(1).findFirst().orElseThrow().replace("-- of ", "");
      assertThat(text).contains("FROM " + table);
      assertThat(asked(text).columns()).isNotEmpty();
    }
  }

  @Test
  void theScorecardHasItsUnits() {
    assertThat(asked(Resource.text("scorecard/scores.sql")).columns())
        .contains("kpi", "value", "unit", "direction");
    assertThat(asked(Explainer.SCORES).columns()).contains("kpi", "value", "numerator_sql");
  }

  @Test
  void theDictionaryTellsLastChanges() {
    assertThat(asked(Resource.text("docs/last_changes.sql")).columns())
        .containsExactly("table", "run_id", "as_of");
  }

  private Dataset<Row> asked(String text) {
    return QueryPlans.bind(
        spark(),
        text,
        name -> spark().createDataFrame(List.<Row>of(), TestRelations.schema(definitions, name)),
        Map.of());
  }
}
