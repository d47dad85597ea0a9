package io.cxwarehouse.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes another table of the same rows, and what does not. */
class FingerprintsTest extends SparkCase {
  /** What decides the table's contents; each is replaced by another value. */
  private static final Map<String, String> BEFORE =
      Map.ofEntries(
          Map.entry("query", "SELECT k, :week_start AS w, t.target FROM silver.o, config.target t"),
          Map.entry("affected", "SELECT k FROM silver.o_changes"),
          Map.entry("comment", "Weeks"),
          Map.entry("input column", "STRING"),
          Map.entry("configured", "40"),
          Map.entry("week_start", "monday"),
          Map.entry("as_of", "2026-03-28"),
          Map.entry("min_group_size", "5"),
          Map.entry("key", "key 1"),
          Map.entry("zone data", "2026a"));

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "nothing, -, same",
    "query, 'SELECT k, :week_start AS w, NULL AS target FROM silver.o, config.target', other",
    "affected, SELECT k FROM silver.o_changes WHERE true, other",
    "comment, Weeks and targets, other",
    "input column, BIGINT, other",
    "configured, 45, other",
    "week_start, sunday, other",
    "key, key 2, other",
    "zone data, 2026b, other",
    // the date moves every day, and is not in the definition; what no query binds decides nothing
    "as_of, 2026-03-29, same",
    "min_group_size, 6, same",
  })
  void tellsWhatIsAnotherTable(String what, String now, String expected) {
    Map<String, String> after = new TreeMap<>(BEFORE);
    after.computeIfPresent(what, (name, before) -> now);
    assertThat(fingerprint(after).equals(fingerprint(BEFORE)) ? "same" : "other")
        .isEqualTo(expected);
  }

  @Test
  void aTableThatBindsTheDateIsComputedOnEachDate() {
    assertThat(Fingerprints.readsAsOf(graph(BEFORE).node(TableId.of("gold.x")))).isFalse();
    Map<String, String> dated = new TreeMap<>(BEFORE);
    dated.put("query", "SELECT k, '' AS w, 1 AS target FROM silver.o WHERE :as_of > '2026-01-01'");
    assertThat(Fingerprints.readsAsOf(graph(dated).node(TableId.of("gold.x")))).isTrue();
  }

  private String fingerprint(Map<String, String> given) {
    Map<String, Object> parameters =
        Map.of(
            "week_start", given.get("week_start"),
            "as_of", Date.valueOf(given.get("as_of")),
            "min_group_size", Integer.valueOf(given.get("min_group_size")));
    return new Fingerprints(relations(given), parameters, given.get("key"), given.get("zone data"))
        .of(graph(given).node(TableId.of("gold.x")));
  }

  private Graph graph(Map<String, String> given) {
    return Graph.of(definitions(given), relations(given));
  }

  private static Relations relations(Map<String, String> given) {
    Settings settings =
        SettingsLoader.load(
            Optional.empty(),
            List.of("targets.nps=" + given.get("configured")),
            Map.of("CXW_PII_KEY", "test-key"));
    return new Relations(definitions(given), settings);
  }

  private static Definitions definitions(Map<String, String> given) {
    List<TableDefinition> tables = new ArrayList<>();
    tables.add(
        table(
            "silver.o (k " + given.get("input column") + " COMMENT 'k')",
            "Orders",
            "SELECT CAST(NULL AS STRING) AS k",
            Optional.empty()));
    tables.add(
        table(
            "gold.x (k STRING COMMENT 'k', w STRING COMMENT 'w', target DOUBLE COMMENT 't')",
            given.get("comment"),
            given.get("query"),
            Optional.of(given.get("affected"))));
    return Definitions.of(tables);
  }

  private static TableDefinition table(
      String columns, String comment, String query, Optional<String> affected) {
    TableSpec spec =
        TableSpec.parse(
            "CREATE TABLE %s USING delta COMMENT '%s' TBLPROPERTIES ('cxw.key' = 'k')"
                .formatted(columns, comment),
            "test");
    return new TableDefinition(
        spec, new TreeMap<>(Map.of("query.sql", query)), Optional.empty(), affected, List.of());
  }
}
