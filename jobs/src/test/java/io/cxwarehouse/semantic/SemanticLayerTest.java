package io.cxwarehouse.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.engine.Warehouse;
import io.cxwarehouse.semantic.SemanticLayer.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What BI tools get; that the sums are right, {@code KpiRecomputeTest} shows. */
class SemanticLayerTest extends SparkCase {
  private static final YAMLMapper YAML = new YAMLMapper();

  @TempDir static Path folder;

  private SemanticLayer layer;

  @BeforeAll
  void open() {
    layer =
        SemanticLayer.of(
            Warehouse.open(
                spark(),
                SettingsLoader.load(
                    Optional.of(Path.of("../conf/env/local.conf")),
                    List.of(
                        "landing.root=" + folder.resolve("landing"),
                        "warehouse.root=" + folder.resolve("warehouse")))));
  }

  @Test
  void everyMetricOfDbtNamesMeasuresThatThereAre() throws IOException {
    Set<String> measures = new HashSet<>();
    Set<String> madeMetrics = new HashSet<>();
    List<JsonNode> metrics = new ArrayList<>();
    for (JsonNode file : files(Tool.DBT_METRICS)) {
      for (JsonNode measure : file.at("/semantic_models/0/measures")) {
        measures.add(measure.get("name").asText());
        if (measure.get("create_metric").asBoolean()) {
          madeMetrics.add(measure.get("name").asText());
        }
      }
      for (JsonNode dimension : file.at("/semantic_models/0/dimensions")) {
        assertThat(dimension.get("name").asText()).isNotEqualTo("month");
      }
      file.path("metrics").forEach(metrics::add);
    }
    assertThat(metrics).hasSize(layer.size()).hasSizeGreaterThan(30);
    for (JsonNode metric : metrics) {
      JsonNode parts = metric.get("type_params");
      if (metric.get("type").asText().equals("ratio")) {
        assertThat(madeMetrics)
            .contains(parts.get("numerator").asText(), parts.get("denominator").asText());
      } else {
        assertThat(measures).contains(parts.get("measure").asText());
      }
    }
  }

  @Test
  void stocksAreNotSummedOverDates() throws IOException {
    JsonNode backlog = null;
    for (JsonNode file : files(Tool.DBT_METRICS)) {
      for (JsonNode measure : file.at("/semantic_models/0/measures")) {
        if (measure.get("name").asText().equals("backlog_numerator")) {
          backlog = measure;
        }
      }
    }
    assertThat(backlog).isNotNull();
    assertThat(backlog.at("/non_additive_dimension/window_choice").asText()).isEqualTo("max");
  }

  @Test
  void cubeDividesSumsOfParts() throws IOException {
    JsonNode nps = measure("kpi_survey_daily", "nps");
    assertThat(nps.get("sql").asText())
        .isEqualTo("100e0 * {nps_numerator} / NULLIF({nps_denominator}, 0)");
    JsonNode part = measure("kpi_survey_daily", "nps_numerator");
    assertThat(part.get("public").asBoolean()).isFalse();
    assertThat(part.get("sql").asText())
        .startsWith("CASE WHEN metric = 'nps'")
        .endsWith("THEN promoters - detractors END");
  }

  @Test
  void costAddsUpOverMonthsWhoseSpendIsKnown() throws IOException {
    assertThat(measure("kpi_acquisition_monthly", "customer_acquisition_cost").get("sql").asText())
        .isEqualTo(
            "1e0 * {customer_acquisition_cost_numerator}"
                + " / NULLIF({customer_acquisition_cost_denominator}, 0)");
    assertThat(
            measure("kpi_acquisition_monthly", "customer_acquisition_cost_denominator")
                .get("sql")
                .asText())
        .isEqualTo("CASE WHEN segment_name = 'all' AND spend IS NOT NULL THEN new_customers END");
  }

  @ParameterizedTest
  @EnumSource(Tool.class)
  void tablesOfConditionsLieInTheSchemaOfPostgres(Tool tool) {
    assertThat(String.join("\n", layer.files(tool, "cx").values()))
        .contains("FROM cx.kpi_churn_monthly")
        .doesNotContain("gold.kpi_churn_monthly");
  }

  private JsonNode measure(String cube, String name) throws IOException {
    String text = layer.files(Tool.CUBE, "gold").get("model/cubes/" + cube + ".yml");
    for (JsonNode measure : YAML.readTree(text).at("/cubes/0/measures")) {
      if (measure.get("name").asText().equals(name)) {
        return measure;
      }
    }
    throw new AssertionError("no measure " + name);
  }

  @Test
  void chartsOfSupersetAskForColumnsAndMetricsThatTheirDatasetsHave() throws IOException {
    SortedMap<String, String> files = layer.files(Tool.SUPERSET, "gold");
    Map<String, JsonNode> datasets = new HashMap<>();
    Set<String> charts = new HashSet<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().startsWith("cx/datasets/")) {
        JsonNode dataset = YAML.readTree(file.getValue());
        datasets.put(dataset.get("uuid").asText(), dataset);
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!file.getKey().startsWith("cx/charts/")) {
        continue;
      }
      JsonNode chart = YAML.readTree(file.getValue());
      charts.add(chart.get("uuid").asText());
      JsonNode dataset = datasets.get(chart.get("dataset_uuid").asText());
      Set<String> columns = new HashSet<>(dataset.get("columns").findValuesAsText("column_name"));
      Set<String> metrics = new HashSet<>(dataset.get("metrics").findValuesAsText("metric_name"));
      JsonNode params = chart.get("params");
      params.path("metrics").forEach(metric -> assertThat(metrics).contains(metric.asText()));
      if (params.has("metric")) {
        assertThat(metrics).contains(params.get("metric").asText());
      }
      params.path("all_columns").forEach(column -> assertThat(columns).contains(column.asText()));
      assertThat(columns).containsAll(params.path("adhoc_filters").findValuesAsText("subject"));
    }
    JsonNode dashboard = YAML.readTree(files.get("cx/dashboards/customer_experience.yaml"));
    assertThat(charts)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(dashboard.get("position").findValuesAsText("uuid"));
  }

  @ParameterizedTest
  @EnumSource(Tool.class)
  void theSameDefinitionsGiveTheSameBytes(Tool tool) throws IOException {
    Path first = layer.write(tool, "gold", folder.resolve(tool + "/1"));
    Path second = layer.write(tool, "gold", folder.resolve(tool + "/2"));
    assertThat(layer.files(tool, "gold")).isNotEmpty();
    if (Files.isRegularFile(first)) {
      assertThat(first).hasSameBinaryContentAs(second);
    }
  }

  @Test
  void filesThatCannotBeWrittenAreToldWithARemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> layer.write(Tool.CUBE, "gold", file.resolve("cube")))
        .isInstanceOf(CxwException.class)
        .hasMessageStartingWith("The definitions of KPIs could not be written to " + file)
        .hasMessageContaining("remedy: Name a folder that can be written with --out");
  }

  private List<JsonNode> files(Tool tool) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (Map.Entry<String, String> file : layer.files(tool, "gold").entrySet()) {
      if (file.getKey().endsWith(".yml")) {
        nodes.add(YAML.readTree(file.getValue()));
      }
    }
    return nodes;
  }
}
