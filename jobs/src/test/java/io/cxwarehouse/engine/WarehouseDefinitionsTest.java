package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.graph.Fingerprints;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Relations;
import io.cxwarehouse.graph.Step;
import io.cxwarehouse.graph.StepInputs;
import io.cxwarehouse.graph.Steps;
import io.cxwarehouse.graph.TablesPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code cxw validate} does, on the shipped definitions. */
class WarehouseDefinitionsTest extends SparkCase {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir static Path folder;

  private Warehouse warehouse;

  @BeforeAll
  void load() {
    warehouse =
        Warehouse.open(
            spark(),
            SettingsLoader.load(
                Optional.of(Path.of("../conf/env/local.conf")),
                List.of("warehouse.root=\"" + folder + "\"")));
  }

  @TestFactory
  Stream<DynamicTest> everyTableIsValid() {
    return warehouse.graph().nodes().stream()
        .map(
            node ->
                dynamicTest(node.id().toString(), () -> new Validation(warehouse).analyse(node)));
  }

  @Test
  void everyKpiIsComputedAgainFromPublishedTables() throws Exception {
    assertThat(new Validation(warehouse).kpiFaults()).isEmpty();

    Path kpi = Files.createDirectories(folder.resolve("kpis/kpi/wrong_share"));
    Path shipped = Path.of("src/main/resources/warehouse/kpi/nps/kpi.conf");
    Files.copy(shipped, kpi.resolve("kpi.conf"));
    Files.writeString(kpi.resolve("recompute.sql"), "SELECT 1 AS value FROM gold.fct_order");
    assertThat(kpiFaults("kpis"))
        .singleElement()
        .asString()
        .contains("kpi/wrong_share/recompute.sql", "not one column value DOUBLE");
    Files.writeString(kpi.resolve("recompute.sql"), "SELECT n FROM gold.fct_orders");
    assertThat(kpiFaults("kpis")).singleElement().asString().contains("gold.fct_orders");
  }

  /** Without these columns every answer of a source would be rejected, one by one. */
  @Test
  void columnsThatASourceOfAnswersMustSayAreNamed() {
    TableId answers = TableId.of("silver.survey_response");
    Dataset<Row> rows =
        spark()
            .sql(
                "SELECT 'shop:1' AS response_id, 'shop:stars' AS question_id, 'shop' AS source,"
                    + " '5' AS answer, 'shop:1' AS _record_id, 'f' AS _file, 'i' AS _file_id,"
                    + " 1L AS _row_number");
    assertThatThrownBy(
            () ->
                warehouse
                    .definitions()
                    .table(answers)
                    .sources()
                    .orElseThrow()
                    .conform(answers, "from_shop.sql", rows))
        .hasMessageContaining("from_shop.sql")
        .hasMessageContaining(
            "column survey_id string is missing; column is_submitted boolean is missing; column"
                + " given_at string is missing");
  }

  private List<String> kpiFaults(String extra) {
    return new Validation(
            Warehouse.open(
                spark(),
                SettingsLoader.load(
                    Optional.of(Path.of("../conf/env/local.conf")),
                    List.of("warehouse.extra=[\"" + folder.resolve(extra) + "\"]"))))
        .kpiFaults();
  }

  @ParameterizedTest
  @EnumSource(names = {"SILVER", "GOLD", "OPS"})
  void thePageOfTablesSaysWhatTheDefinitionsSay(Layer layer) throws Exception {
    String page = layer.folder() + ".md";
    assertThat(Path.of("../docs/tables", page))
        .as("stale; write it with: bin/cxw doc %s > docs/tables/%s", layer.folder(), page)
        .hasContent(new TablesPage(warehouse.definitions(), warehouse.graph()).of(layer));
  }

  /** Else rows of a date stay, of which a night finds none any more. */
  @Test
  void asOfTablesWhoseRowsAreNotOfTheRunsDateSayOfWhichTheyAre() {
    for (Graph.Node node : warehouse.graph().nodes()) {
      TableSpec spec = node.definition().spec();
      if (spec.asOfColumn().isPresent() && spec.step().isEmpty() && spec.asOfPart().isEmpty()) {
        assertThat(String.join("\n", node.definition().queries().values()))
            .as("cxw.as_of_part of %s, whose rows are not of :as_of", node.id())
            .containsPattern(":as_of AS \\w+|as_of_date = :as_of");
      }
    }
  }

  /** Dates move with the rules of time zones, in tables that bind no zone, too. */
  @Test
  void anotherReleaseOfZoneDataIsAnotherDefinition() {
    Fingerprints before = fingerprints("2025a");
    Fingerprints again = fingerprints("2025a");
    Fingerprints after = fingerprints("2026b");
    for (Graph.Node node : warehouse.graph().nodes()) {
      assertThat(again.of(node)).isEqualTo(before.of(node));
      assertThat(after.of(node)).as(node.id().toString()).isNotEqualTo(before.of(node));
    }
  }

  private Fingerprints fingerprints(String zoneData) {
    Map<String, Object> parameters =
        QueryInputs.parameters(warehouse.settings(), LocalDate.of(2026, 3, 31));
    return new Fingerprints(warehouse.relations(), parameters, "key", zoneData);
  }

  @TestFactory
  Stream<DynamicTest> everyColumnHasAComment() {
    return warehouse.definitions().tables().values().stream()
        .map(
            definition ->
                dynamicTest(
                    definition.id().toString(),
                    () -> {
                      assertThat(definition.spec().comment()).isNotBlank();
                      assertThat(definition.spec().schema().fields())
                          .allMatch(field -> field.getComment().isDefined());
                    }));
  }

  /** Purpose and grain in a sentence above every definition and query. */
  @Test
  void everyFileBeginsWithItsPurposeAndGrainAndIsShort() throws Exception {
    List<String> without = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/warehouse"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
        boolean isAddition = file.endsWith("affected.sql") || file.endsWith("checks.sql");
        String header = Files.readString(file).replaceAll("(?m)^(?!--)[\\s\\S]*", "");
        boolean isTold = header.matches("(?s)-- \\S.*\\n-- Grain: one row(?! per)?\\b.*");
        boolean isLong = Files.readAllLines(file).size() > 120;
        if ((!isAddition && !isTold) || isLong) {
          without.add(file.toString());
        }
      }
    }
    assertThat(without).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> everyGoldTableHasAGoldenCase() {
    return warehouse.graph().nodes().stream()
        .filter(node -> node.id().toString().startsWith("gold."))
        .map(
            node ->
                dynamicTest(
                    node.id().toString(),
                    () -> assertThat(GOLDEN.resolve("gold").resolve(node.id().name())).exists()));
  }

  @Test
  void aDeletedColumnIsNamedWithItsTable() {
    TableId table = TableId.of("gold.kpi_support_daily");
    TableDefinition shipped = warehouse.definitions().table(table);
    TreeMap<String, String> queries = new TreeMap<>(shipped.queries());
    StructField last = shipped.spec().schema().fields()[shipped.spec().schema().length() - 1];
    String kept =
        Stream.of(shipped.spec().schema().fieldNames())
            .filter(name -> !name.equals(last.name()))
            .collect(Collectors.joining(", "));
    queries.put("query.sql", "SELECT " + kept + " FROM (" + queries.get("query.sql") + ")");
    TableDefinition broken =
        new TableDefinition(
            shipped.spec(), queries, shipped.sources(), shipped.affected(), shipped.checks());
    Step step = Steps.of(broken);
    StepInputs inputs =
        new Snapshot(
            spark(),
            warehouse.tables(),
            warehouse.relations(),
            warehouse.definitions(),
            Map.of(),
            new IntakeLog(),
            new Parameters(
                QueryInputs.parameters(warehouse.settings(), LocalDate.of(2026, 1, 31))));
    assertThatThrownBy(() -> step.compute(inputs))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("gold.kpi_support_daily")
        .hasMessageContaining("column " + last.name())
        .hasMessageContaining("is missing");
  }

  @Test
  void anExtraFolderAddsATableAndACircleIsRefused() throws Exception {
    Path extra = folder.resolve("extra/gold/fct_extra");
    Files.createDirectories(extra);
    Files.writeString(
        extra.resolve("table.sql"),
        "CREATE TABLE gold.fct_extra (n BIGINT COMMENT 'n') USING delta COMMENT 'c'"
            + " TBLPROPERTIES ('cxw.key' = 'n')");
    Files.writeString(
        extra.resolve("query.sql"), "SELECT CAST(count(*) AS BIGINT) AS n FROM gold.dim_date");
    Definitions with = Definitions.load(List.of(folder.resolve("extra")));
    assertThat(with.find(TableId.of("gold.fct_extra"))).isPresent();

    Files.writeString(extra.resolve("query.sql"), "SELECT n FROM gold.fct_extra");
    Definitions circular = Definitions.load(List.of(folder.resolve("extra")));
    Relations relations = new Relations(circular, warehouse.settings());
    assertThatThrownBy(() -> Graph.of(circular, relations))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("circle");
  }
}
