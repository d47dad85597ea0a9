package io.cxwarehouse.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.ResourceFolder;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.graph.QueryPlans;
import io.cxwarehouse.warehouse.TestRelations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class ExplainerTest extends SparkCase {
  private static final Map<String, Object> PARAMETERS =
      TestRelations.parameters(
          Map.of(
              "window_start", Date.valueOf("2026-03-01"),
              "window_end", Date.valueOf("2026-03-28"),
              "segment_value", "all"));

  private final Definitions definitions = Definitions.load(List.of());

  /** A part that a KPI names, and no row has, is found before anybody asks. */
  @Test
  void everyKpiCanBeCountedRowByRow() {
    List<String> texts = new ArrayList<>();
    for (Row kpi :
        TestRelations.kpis(spark(), definitions, PARAMETERS)
            .selectExpr(
                "*",
                "numerator AS numerator_sql",
                "denominator AS denominator_sql",
                "'all' AS segment_name")
            .collectAsList()) {
      TableId table = TableId.of(kpi.getAs("source_table"));
      if (definitions.table(table).spec().isExported()) {
        texts.add(
            CountedRows.text(
                kpi,
                other -> {
                  throw new AssertionError("no explain/" + table.name() + ".sql");
                }));
      }
    }
    assertThat(texts).hasSize(definitions.kpis().size() - 1); // all but eNPS
    texts.forEach(text -> assertThat(bound(text).columns()).contains("kind", "id", "numerator"));
  }

  @Test
  void everyWayToRecordsCanBeRead() throws IOException {
    List<byte[]> files = ResourceFolder.contents("explain/records", ".sql");
    assertThat(files).isNotEmpty();
    for (byte[] file : files) {
      Dataset<Row> records = bound(new String(file, StandardCharsets.UTF_8));
      assertThat(records.columns()).containsExactly("id", "named_in", "record_id");
    }
  }

  private Dataset<Row> bound(String text) {
    return QueryPlans.bind(
        spark(),
        text,
        name ->
            name.indexOf('.') < 0
                ? null
                : spark().createDataFrame(List.<Row>of(), TestRelations.schema(definitions, name)),
        PARAMETERS);
  }

  /** On a warehouse of the samples: -Dcxw.warehouse=FOLDER. */
  @Test
  @EnabledIfSystemProperty(named = "cxw.warehouse", matches = ".+")
  void everyKpiOfAWarehouse() {
    Path landing = Path.of("../data-samples/landing");
    Settings settings =
        SettingsLoader.load(
            Optional.of(Path.of("../conf/env/local.conf")),
            List.of(
                "warehouse.root=" + System.getProperty("cxw.warehouse"),
                "landing.root=" + landing));
    Engine engine = new Engine(spark(), settings);
    assertThat(
            new EveryKpi(engine, settings, landing)
                .explain(engine.publications().current().orElseThrow().asOf().orElseThrow()))
        .hasSizeGreaterThan(40);
  }
}
