package io.cxwarehouse.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.CxwException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One disturbed company of 300 customers, read back with other parsers. */
class GeneratorTest {
  private static final Disturbances MANY = new Disturbances(0.05, 0.05, 0.03, 0.05, 0.02, 0.02);

  @TempDir static Path folder;
  private static GeneratorSummary summary;
  private static Deliveries landing;

  private static GeneratorOptions.Builder company(Path out) {
    return GeneratorOptions.builder(out)
        .customers(300)
        .days(45)
        .historyDays(200)
        .deliveryEveryDays(5)
        .customersPerFile(100)
        .gzipFromBytes(20_000)
        .disturbances(MANY);
  }

  @BeforeAll
  static void generate() {
    Path out = folder.resolve("landing");
    summary = Generator.generate(company(out).threads(3).build(), GeneratorProgress.SILENT);
    landing = new Deliveries(out);
  }

  @Test
  void sameSeedSameBytesWhateverTheThreads(@TempDir Path other) throws IOException {
    Generator.generate(company(other).threads(1).build(), GeneratorProgress.SILENT);
    assertThat(Deliveries.hashes(other)).isEqualTo(Deliveries.hashes(folder.resolve("landing")));
  }

  @Test
  void anotherSeedIsAnotherCompany(@TempDir Path other) throws IOException {
    Generator.generate(company(other).seed(43).build(), GeneratorProgress.SILENT);
    assertThat(Deliveries.hashes(other).values())
        .doesNotContainAnyElementsOf(
            Deliveries.hashes(folder.resolve("landing/billing/orders")).values());
  }

  @Test
  void oneSourceAloneIsTheSameAsAmongOthers(@TempDir Path other) throws IOException {
    Generator.generate(
        company(other).sources(List.of("zendesk")).build(), GeneratorProgress.SILENT);
    assertThat(Deliveries.hashes(other.resolve("zendesk")))
        .isEqualTo(Deliveries.hashes(folder.resolve("landing/zendesk")));
  }

  @Test
  void truthCountsWhatTheFilesHold() throws IOException {
    JsonNode truth = new ObjectMapper().readTree(folder.resolve("landing/_truth.json").toFile());
    for (Map.Entry<String, EntityCounts> entry : summary.entities().entrySet()) {
      String entity = entry.getKey();
      EntityCounts counts = entry.getValue();
      List<Deliveries.Row> distinct = landing.rowsOfDistinctFiles(entity);
      assertThat((long) landing.rows(entity).size()).as(entity).isEqualTo(counts.rows());
      assertThat((long) distinct.size())
          .as(entity + " without repeated files")
          .isEqualTo(counts.rows() - counts.repeatedFileRows());
      long malformed = distinct.stream().filter(row -> row.values() == null).count();
      assertThat(malformed)
          .as(entity + " malformed")
          .isEqualTo(counts.rejected().getOrDefault("malformed_row", 0L));
      JsonNode told = truth.get("entities").get(entity);
      assertThat(told.get("rows").asLong()).isEqualTo(counts.rows());
      assertThat(told.get("records").asLong()).isEqualTo(counts.records());
    }
  }

  @Test
  void recordsAreDistinctKeysWithoutTheBadRows() throws IOException {
    Map<String, String> keys = new TreeMap<>();
    summary.entities().keySet().forEach(entity -> keys.put(entity, "id"));
    summary.entities().keySet().stream()
        .filter(entity -> entity.startsWith("salesforce"))
        .forEach(entity -> keys.put(entity, "Id"));
    keys.put("billing/orders", "order_id");
    keys.put("billing/customers", "customer_id");
    keys.put("billing/subscriptions", "subscription_id");
    keys.remove("billing/fx_rates");
    // Named by several columns, or by what they say.
    keys.keySet()
        .removeIf(entity -> entity.matches("chatbot/.*|ga4/.*|dynamic_yield/.*|social/[^m].*"));
    keys.put("generic_survey/responses", "response_id+question_id");
    keys.put("hotjar/survey", "Number");
    keys.put("hotjar/feedback", "Number");
    keys.put("hr/employees", "employee_id");
    keys.put("marketing/spend", "date+channel+campaign+currency");
    keys.put("qualtrics/responses", "ResponseId");
    keys.put("qualtrics/distribution_contacts", "contact_id");
    for (Map.Entry<String, String> entry : keys.entrySet()) {
      EntityCounts counts = summary.entities().get(entry.getKey());
      Set<String> found = new HashSet<>();
      for (Deliveries.Row row : landing.rows(entry.getKey())) {
        String[] columns = entry.getValue().split("\\+");
        if (row.values() != null && Stream.of(columns).allMatch(c -> row.get(c) != null)) {
          found.add(Stream.of(columns).map(row::get).collect(Collectors.joining("|")));
        }
      }
      long bad = counts.rejected().values().stream().mapToLong(Long::longValue).sum();
      assertThat((long) found.size())
          .as(entry.getKey())
          .isBetween(counts.records(), counts.records() + bad);
    }
  }

  @Test
  void everyKindOfDisturbanceOccurs() {
    Map<String, Long> reasons = new HashMap<>();
    EntityCounts sum = EntityCounts.ZERO;
    for (EntityCounts counts : summary.entities().values()) {
      sum = sum.plus(counts);
    }
    reasons.putAll(sum.rejected());
    assertThat(reasons.keySet())
        .containsExactlyInAnyOrder(
            "malformed_row",
            "missing_required",
            "bad_type",
            "bad_period",
            "missing_fx_rate",
            "out_of_scale",
            "unknown_reference");
    assertThat(sum.lateRows()).isPositive();
    assertThat(sum.repeatedRows()).isPositive();
    assertThat(sum.repeatedFiles()).isPositive();
  }

  @Test
  void withoutDisturbancesEveryVersionComesOnceAndInTime(@TempDir Path other) throws IOException {
    GeneratorSummary clean =
        Generator.generate(
            company(other).disturbances(Disturbances.NONE).build(), GeneratorProgress.SILENT);
    for (EntityCounts counts : clean.entities().values()) {
      assertThat(counts.rejected()).isEmpty();
      assertThat(counts.lateRows() + counts.repeatedRows() + counts.repeatedFiles()).isZero();
    }
    Set<String> versions = new HashSet<>();
    for (Deliveries.Row row : new Deliveries(other).rows("zendesk/tickets")) {
      assertThat(versions.add(row.get("id") + row.folder())).as("one version each").isTrue();
      assertThat(row.get("updated_at").substring(0, 10)).isLessThanOrEqualTo(row.folder());
    }
  }

  @Test
  void aUsedFolderIsRefused() {
    assertThatThrownBy(
            () ->
                Generator.generate(
                    company(folder.resolve("landing")).build(), GeneratorProgress.SILENT))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("already holds deliveries")
        .hasMessageContaining("remedy");
  }

  @Test
  void anUnknownSourceIsRefused() {
    assertThatThrownBy(
            () ->
                Generator.generate(
                    company(folder).sources(List.of("sap")).build(), GeneratorProgress.SILENT))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining(String.join(", ", Generator.SOURCES));
  }
}
