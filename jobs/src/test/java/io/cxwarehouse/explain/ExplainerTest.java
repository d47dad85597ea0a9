package io.cxwarehouse.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.Resource;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class ExplainerTest extends SparkCase {
  private static final Map<String, Object> PARAMETERS =
      TestRelations.parameters(
          Map.of(
              "window_start",
              Date.valueOf("2026-03-01"),
              "window_end",
              Date.valueOf("2026-03-28"),
              "segment_name",
              "all",
              "segment_value",
              "all"));

  private static final Function<Row, String> EXPLAINED =
      row ->
          Stream.of("_kind", "_id", "month", "acquisition_channel", "spend", "new_customers")
              .map(column -> String.valueOf(row.<Object>getAs(column)))
              .collect(Collectors.joining(" "));

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
    assertThat(texts).hasSize(definitions.kpis().size() - 2); // all but eNPS and turnover
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

  /** Facebook and X number posts on their own: 7 of each is another post. */
  @Test
  void postsOfOneIdAreToldApart() {
    Map<String, Dataset<Row>> tables =
        Map.of(
            "gold.kpi_social_daily",
            sql(
                """
                SELECT DATE(d) AS metric_date, network, 'social:7' AS post_id, CAST(i AS BIGINT) AS rated_impressions
                FROM VALUES
                  ('2026-02-20', 'facebook', 5), ('2026-03-05', 'facebook', 5),
                  ('2026-02-27', 'x', 8), ('2026-03-05', 'x', 8)
                  AS t(d, network, i)
                """),
            "silver.social_post_snapshot",
            sql(
                """
                SELECT DATE(d) AS snapshot_date, network, 'social:7' AS post_id, concat('social:7|', d) AS snapshot_id
                FROM VALUES
                  ('2026-02-20', 'facebook'), ('2026-02-27', 'facebook'), ('2026-03-05', 'facebook'),
                  ('2026-02-20', 'x'), ('2026-02-27', 'x'), ('2026-03-05', 'x')
                  AS t(d, network)
                """));
    assertThat(
            QueryPlans.bind(
                    spark(), Resource.text("explain/kpi_social_daily.sql"), tables::get, PARAMETERS)
                .select("_id")
                .distinct()
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("facebook|social:7", "x|social:7");
    assertThat(
            QueryPlans.bind(
                    spark(), Resource.text("explain/records/post.sql"), tables::get, PARAMETERS)
                .collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactlyInAnyOrder(
            "facebook|social:7 bronze.social_facebook social:7|2026-02-20",
            "facebook|social:7 bronze.social_facebook social:7|2026-02-27",
            "facebook|social:7 bronze.social_facebook social:7|2026-03-05",
            "x|social:7 bronze.social_x social:7|2026-02-27",
            "x|social:7 bronze.social_x social:7|2026-03-05");
  }

  /**
   * March: ads 100 and 50 for two customers, one more by referral, for which no spend was
   * delivered: 150 of three in total, 150 of two for ads. Of February no spend is known.
   */
  @Test
  void customersCostNothingWhereNoSpendIsKnown() {
    Map<String, Dataset<Row>> tables =
        Map.of(
            "gold.fct_marketing_spend",
            sql(
                """
                SELECT concat('marketing:', s) AS spend_id, DATE'2026-03-01' AS spend_month, 'ads' AS acquisition_channel,
                  CAST(s AS DECIMAL(18, 4)) AS amount_reporting
                FROM VALUES (100), (50) AS t(s)
                """),
            "gold.fct_customer_tenure",
            sql(
                """
                SELECT customer_id, basis, DATE(d) AS start_date
                FROM VALUES
                  ('a', 'orders', '2026-03-02'), ('a', 'subscriptions', '2026-04-01'), ('b', 'orders', '2026-03-31'),
                  ('c', 'orders', '2026-03-09'), ('d', 'orders', '2026-02-09')
                  AS t(customer_id, basis, d)
                """),
            "gold.dim_customer",
            sql(
                """
                SELECT customer_id, is_current, channel AS acquisition_channel
                FROM VALUES
                  ('a', true, 'ads'), ('b', false, 'referral'), ('b', true, 'ads'), ('c', true, 'referral'), ('d', true, 'ads')
                  AS t(customer_id, is_current, channel)
                """));
    String text = Resource.text("explain/kpi_acquisition_monthly.sql");
    assertThat(QueryPlans.bind(spark(), text, tables::get, PARAMETERS).collectAsList())
        .extracting(EXPLAINED)
        .containsExactlyInAnyOrder(
            "spend marketing:100 2026-03-01 ads 100.0000 0",
            "spend marketing:50 2026-03-01 ads 50.0000 0",
            "customer_won a 2026-03-01 ads 0.0000 1",
            "customer_won b 2026-03-01 ads 0.0000 1",
            "customer_won c 2026-03-01 referral 0.0000 1",
            "customer_won d 2026-02-01 ads null 1");
    Map<String, Object> ofChannel = new HashMap<>(PARAMETERS);
    ofChannel.put("segment_name", "acquisition_channel");
    assertThat(QueryPlans.bind(spark(), text, tables::get, ofChannel).collectAsList())
        .extracting(EXPLAINED)
        .contains(
            "customer_won b 2026-03-01 ads 0.0000 1",
            "customer_won c 2026-03-01 referral null 1",
            "customer_won d 2026-02-01 ads null 1");
  }

  private Dataset<Row> bound(String text) {
    return QueryPlans.bind(
        spark(),
        text,
        name ->
            name.indexOf('.') < 0
                ? Published.part(name).map(this::bound).orElse(null)
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
