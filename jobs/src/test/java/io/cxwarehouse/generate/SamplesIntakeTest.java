package io.cxwarehouse.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.SparkCase;
import io.cxwarehouse.bronze.EntityRows;
import io.cxwarehouse.bronze.Intake;
import io.cxwarehouse.bronze.IntakeResult;
import io.cxwarehouse.bronze.Latest;
import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.raw.KnownFiles;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.LandingScan;
import io.cxwarehouse.raw.SourceShape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What intake makes of the samples is what their truth files say. */
class SamplesIntakeTest extends SparkCase {
  private static final Path SAMPLES = Path.of("..", "data-samples", "landing");
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 3, 31);

  /** Found out by intake; the other reasons need conformed values. */
  private static final Set<String> INTAKE_REASONS =
      Set.of("malformed_row", "undecodable", "missing_required");

  /** Hotjar's questions have no fixed names: what is required of them, silver knows. */
  private static final Set<String> CONFORMED = Set.of("hotjar/feedback missing_required");

  private final Map<String, Long> rows = new TreeMap<>();
  private final Map<String, Long> latest = new TreeMap<>();
  private final Map<String, Long> rejected = new TreeMap<>();

  @Test
  void intakeFindsTheRowsAndTheBadRowsOfTheTruth() throws IOException {
    expect("_truth.json");
    expect("_oddities.json");
    Settings settings =
        SettingsLoader.load(Optional.empty(), List.of("landing.root=" + SAMPLES), Map.of());
    Map<String, SourceShape> sources = Shapes.of(settings.sources());
    Landing landing =
        LandingScan.scan(
            SAMPLES.toAbsolutePath().normalize().toString(),
            spark().sessionState().newHadoopConf(),
            sources,
            LAST_DAY,
            Instant.EPOCH);
    try (IntakeResult result =
        Intake.read(
            spark(),
            landing,
            Shapes.entities(sources.values()),
            KnownFiles.of(List.of()),
            "run",
            Optional.empty())) {
      assertThat(result.hasFailures()).isFalse();
      Map<String, Long> foundRows = new TreeMap<>();
      Map<String, Long> foundLatest = new TreeMap<>();
      for (EntityRows table : result.tables()) {
        Source source = source(settings, table.table().name());
        String entity = table.table().name().substring(source.name().length() + 1);
        foundRows.put(source.name() + "/" + entity, table.rows().count());
        foundLatest.put(
            source.name() + "/" + entity,
            new Latest(source.entities().get(entity), source.timezone(), List.of())
                .latest(table.rows())
                .count());
      }
      assertThat(found(result)).as("rejected").isEqualTo(rejected);
      assertThat(foundRows).as("rows").isEqualTo(rows);
      assertThat(foundLatest).as("records").isEqualTo(latest);
    }
  }

  private static Source source(Settings settings, String table) {
    return settings.sources().values().stream()
        .filter(source -> table.startsWith(source.name() + "_"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Long> found(IntakeResult result) {
    Map<String, Long> found = new TreeMap<>();
    for (Row row : result.rejected().collectAsList()) {
      String entity = row.<String>getAs("source") + "/" + row.<String>getAs("entity");
      found.merge(entity + " " + row.<String>getAs("reason"), 1L, Long::sum);
    }
    return found;
  }

  private void expect(String truthFile) throws IOException {
    JsonNode truth = new ObjectMapper().readTree(SAMPLES.resolve(truthFile).toFile());
    truth
        .get("entities")
        .fields()
        .forEachRemaining(
            entry -> {
              JsonNode counts = entry.getValue();
              long bad = 0;
              long late = 0;
              for (Map.Entry<String, JsonNode> reason :
                  (Iterable<Map.Entry<String, JsonNode>>) () -> counts.get("rejected").fields()) {
                String key = entry.getKey() + " " + reason.getKey();
                if (INTAKE_REASONS.contains(reason.getKey()) && !CONFORMED.contains(key)) {
                  bad += reason.getValue().asLong();
                  rejected.merge(key, reason.getValue().asLong(), Long::sum);
                } else {
                  late += reason.getValue().asLong();
                }
              }
              long repeated = counts.path("repeated_file_rows").asLong();
              rows.merge(entry.getKey(), counts.get("rows").asLong() - repeated - bad, Long::sum);
              latest.merge(entry.getKey(), counts.get("records").asLong() + late, Long::sum);
            });
  }
}
