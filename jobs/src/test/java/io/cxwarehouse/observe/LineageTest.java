package io.cxwarehouse.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Observe;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.engine.Warehouse;
import io.cxwarehouse.graph.ColumnLineage;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Origin;
import io.cxwarehouse.graph.RelationName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of OpenLineage about a real run, as a file and over HTTP. */
class LineageTest extends NightCase {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final String TABLE = "gold.kpi_survey_daily";
  private static final Http AT_ONCE = new Http(List.of(Duration.ZERO));

  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void forget() {
    warnings.clear();
  }

  @Test
  void inputsOutputsAndColumnsOfATable() throws Exception {
    Files.createDirectories(folder.resolve("landing"));
    Path files = folder.resolve("lineage");
    List<JsonNode> events;
    try (Server api = new Server(503)) {
      run(engine("warehouse"), Optional.of(files.toString()), Optional.of(api.address("/")));
      events = read(Files.readAllLines(files.resolve("2026-03-02_1.jsonl")));
      // The first was answered with 503, and came again.
      assertThat(read(api.requests.stream().map(Server.Request::body).toList()).subList(1, 5))
          .isEqualTo(events);
      assertThat(api.requests)
          .allMatch(one -> one.path().equals("/api/v1/lineage") && one.method().equals("POST"))
          .allMatch(one -> one.authorization().equals("Bearer s3cret"));
    }
    assertThat(warnings).isEmpty();
    assertThat(events)
        .extracting(
            event -> event.path("eventType").asText() + " " + event.at("/job/name").asText())
        .containsExactly("START run", "START " + TABLE, "COMPLETE " + TABLE, "COMPLETE run");
    assertThat(events).allMatch(event -> event.at("/job/namespace").asText().equals("cx-eu"));
    assertThat(events.get(2).at("/run/facets/parent/run/runId"))
        .isEqualTo(events.get(0).at("/run/runId"));
    assertThat(events.get(1).at("/run/runId")).isEqualTo(events.get(2).at("/run/runId"));

    JsonNode event = events.get(2);
    String root = folder.resolve("warehouse").toAbsolutePath().toString();
    assertThat(names(event.path("inputs")))
        .containsExactly("file " + root + "/gold/fct_survey_response");
    assertThat(names(event.path("outputs")))
        .containsExactly("file " + root + "/gold/kpi_survey_daily");
    JsonNode facets = event.at("/outputs/0/facets");
    assertThat(facets.at("/symlinks/identifiers/0/name").asText()).isEqualTo(TABLE);
    assertThat(facets.at("/version/datasetVersion").asText()).isEqualTo("0");
    assertThat(facets.at("/schema/fields/0/name").asText()).isEqualTo("metric_date");
    assertThat(facets.at("/schema/fields/12/description").asText()).contains("(additive)");

    JsonNode lineage = facets.path("columnLineage");
    assertThat(lineage.path("_schemaURL").asText()).contains("facets/1-2-0/ColumnLineage");
    assertThat(columns(lineage.at("/fields/metric_date/inputFields")))
        .containsExactly("response_date DIRECT IDENTITY");
    assertThat(columns(lineage.at("/fields/metric_month/inputFields")))
        .containsExactly("response_date DIRECT TRANSFORMATION");
    assertThat(columns(lineage.at("/fields/promoters/inputFields")))
        .containsExactly("answer_group DIRECT AGGREGATION");
    assertThat(columns(lineage.at("/fields/followed_up/inputFields")))
        .containsExactly("answer_group DIRECT AGGREGATION", "is_followed_up DIRECT AGGREGATION");
    assertThat(columns(lineage.at("/fields/score_sum_sq/inputFields")))
        .containsExactly("score_normalized DIRECT AGGREGATION");
    // Of a number of rows no column gives the value; which rows there are is told below.
    assertThat(lineage.path("fields").has("answers")).isFalse();
    assertThat(columns(lineage.path("dataset")))
        .contains("metric INDIRECT GROUP_BY", "country INDIRECT GROUP_BY")
        .hasSize(12);
  }

  @Test
  void aServerThatDoesNotAnswerIsAWarningOnce() throws Exception {
    Files.createDirectories(folder.resolve("landing"));
    URI nobody;
    try (Server gone = new Server()) {
      nobody = gone.address("/");
    }
    run(engine("alone"), Optional.empty(), Optional.of(nobody));
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Lineage of this run is not complete: ConnectException");
  }

  /**
   * Of every table that SQL computes, columns come from columns of its inputs, and from no other.
   */
  @Test
  void everyTablesColumnsComeFromItsInputs() {
    Warehouse warehouse = engine("unused").warehouse();
    int columns = 0;
    int known = 0;
    for (Graph.Node node : warehouse.graph().nodes()) {
      Optional<ColumnLineage> lineage =
          ColumnLineage.of(
              node, warehouse.relations(), warehouse.settings(), warehouse.newSession());
      Set<String> inputs = new TreeSet<>();
      for (String name : node.inputs()) {
        String base = RelationName.of(name).base();
        Arrays.stream(warehouse.relations().schema(name).fieldNames())
            .forEach(column -> inputs.add(base + " " + column));
      }
      if (lineage.isPresent()) {
        assertThat(lineage.get().columns().keySet())
            .containsExactly(node.definition().spec().schema().fieldNames());
        columns += lineage.get().columns().size();
        for (Origin origin : lineage.get().columns().values()) {
          known += origin.fields().isEmpty() ? 0 : 1;
          assertThat(origin.fields().keySet())
              .as(node.id().toString())
              .allMatch(field -> inputs.contains(field.relation() + " " + field.column()));
        }
      }
    }
    // The others are counted rows, literals, and values of parameters such as :as_of.
    assertThat((double) known / columns).as("of %d columns", columns).isGreaterThan(0.9);
  }

  private void run(Engine engine, Optional<String> files, Optional<URI> api) {
    Observe settings =
        new Observe(
            "cx-eu",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Observe.Lineage(files, api, Optional.of("s3cret")));
    RunListener told =
        new RunListener() {
          @Override
          public void notice(String text) {
            warnings.add(text);
          }
        };
    try (Observing observing = new Observing(settings, told, AT_ONCE)) {
      observing.opened(engine);
      RunReport report =
          engine.run(new RunOptions(DAY, List.of(TABLE), false, true), observing.night(DAY, told));
      assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
      observing.ended(report);
    }
  }

  private static List<JsonNode> read(List<String> lines) throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines) {
      events.add(json.readTree(line));
    }
    return events;
  }

  private static List<String> names(JsonNode datasets) {
    List<String> names = new ArrayList<>();
    datasets.forEach(
        one -> names.add(one.path("namespace").asText() + " " + one.path("name").asText()));
    return names;
  }

  private static List<String> columns(JsonNode fields) {
    List<String> columns = new ArrayList<>();
    fields.forEach(
        field -> {
          List<String> parts = new ArrayList<>();
          field
              .path("transformations")
              .forEach(
                  part ->
                      parts.add(part.path("type").asText() + " " + part.path("subtype").asText()));
          columns.add(
              field.path("field").asText()
                  + " "
                  + parts.stream().collect(Collectors.joining(", ")));
        });
    return columns;
  }
}
