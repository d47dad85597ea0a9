package io.cxwarehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.KpiDefinition;
import io.cxwarehouse.catalog.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KpisTest {
  private static final String CONF =
      """
      definition = "d"
      statistic = share
      numerator = "IF(:is_strict, a, b)"
      denominator = "1"
      source-table = gold.fct_order
      date-column = "to_date(from_utc_timestamp(x, :timezone))"
      unit = share
      direction = up
      pillar = reliability
      period = day
      additivity = additive
      maturity-lag-days = ":fcr_window_days"
      """;
  private static final Map<String, Object> SETTINGS =
      Map.of("timezone", "it's/here", "is_strict", true, "fcr_window_days", 9);

  @TempDir Path folder;

  @Test
  void settingsAreWrittenInAndWindowsAreNot() {
    Relation relation = relation(CONF, "SELECT :window_end, :timezone, :fcr_window_days, :unknown");
    Map<String, Object> row = new TreeMap<>();
    for (int i = 0; i < relation.columns().size(); i++) {
      row.put(relation.columns().get(i).name(), relation.rows().get(0)[i]);
    }
    assertThat(row)
        .containsEntry("kpi", "x")
        .containsEntry("numerator", "IF(true, a, b)")
        .containsEntry("date_column", "to_date(from_utc_timestamp(x, 'it\\'s/here'))")
        .containsEntry("maturity_lag_days", 9)
        .containsEntry("recompute_sql", "SELECT :window_end, 'it\\'s/here', 9, :unknown");
  }

  @Test
  void aKpiIsCalledByItsLabelOrByItsName() {
    assertThat(label("my_own_kpi", CONF)).isEqualTo("My own kpi");
    assertThat(label("web_sla_12m", CONF)).isEqualTo("Website SLA 12 months");
    assertThat(label("x", "label = \"Letters, open\"\n" + CONF)).isEqualTo("Letters, open");
  }

  @Test
  void everyFaultIsNamedWithItsFileAndLine() {
    String conf =
        CONF.replace("up", "upwards").replace("unit =", "unt =").replace("\":fcr", "\":x");
    assertThatThrownBy(() -> relation(conf, "SELECT 1"))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("kpi.conf:8: direction: \"upwards\" is not one of [up, down]")
        .hasMessageContaining("kpi.conf:7: unt: unknown key; did you mean unit?")
        .hasMessageContaining("kpi.conf:12: maturity-lag-days: \":x_window_days\" is not a number")
        .hasMessageContaining("docs/add-a-kpi.md");
  }

  @Test
  void answersAreCountedToNoPercentile() {
    String conf = CONF.replace("statistic = share", "statistic = p90") + "survey-metric = nps\n";
    assertThatThrownBy(() -> relation(conf, "SELECT 1"))
        .hasMessageContaining("kpi.conf:13: survey-metric: the statistic of answers is one of");
  }

  @Test
  void answersAreNotCountedTwice() {
    TreeMap<TableId, String> parts =
        new TreeMap<>(Map.of(TableId.of("gold.kpi_parts_daily"), "SELECT 1"));
    String conf = CONF + "survey-metric = nps\n";
    KpiDefinition kpi = new KpiDefinition("x", folder.resolve("kpi/x"), conf, "SELECT 1", parts);
    assertThatThrownBy(() -> Kpis.relation(List.of(kpi), SETTINGS))
        .hasMessageContaining("kpi.conf:13: survey-metric: answers would count twice");
  }

  @Test
  void aShareOfNothingIsUnknown() {
    assertThatThrownBy(() -> relation(CONF + "empty = zero\n", "SELECT 1"))
        .hasMessageContaining("kpi.conf:13: empty: only a total of nothing is 0");
  }

  @Test
  void aFolderHasWhatIsReadAndNothingElse() throws IOException {
    Path kpi = Files.createDirectories(folder.resolve("kpi/x"));
    Files.writeString(kpi.resolve("kpi.conf"), CONF);
    assertThatThrownBy(() -> Definitions.load(List.of(folder)))
        .hasMessageContaining("kpi/x")
        .hasMessageContaining("it has no recompute.sql");
    Files.writeString(kpi.resolve("recompute.sql"), "-- About it.\n-- Grain: one row.\nSELECT 1\n");
    Files.writeString(kpi.resolve("parts.sql"), "SELECT 1");
    assertThatThrownBy(() -> Definitions.load(List.of(folder)))
        .hasMessageContaining("nothing reads its parts.sql");
    Files.delete(kpi.resolve("parts.sql"));
    assertThat(Definitions.load(List.of(folder)).kpis().get("x").recompute()).isEqualTo("SELECT 1");
  }

  @Test
  void everyShippedKpiHasAFolder() {
    Relation shipped =
        Kpis.relation(
            Definitions.load(List.of()).kpis().values(),
            Map.of("fcr_window_days", 7, "response_maturity_days", 14, "employee_close_days", 3));
    assertThat(shipped.rows()).hasSize(65).allMatch(row -> !Arrays.asList(row).contains(""));
  }

  private Object label(String kpi, String conf) {
    Relation relation = relation(kpi, conf, "SELECT 1");
    assertThat(relation.columns().get(1).name()).isEqualTo("label");
    return relation.rows().get(0)[1];
  }

  private Relation relation(String conf, String recompute) {
    return relation("x", conf, recompute);
  }

  private Relation relation(String kpi, String conf, String recompute) {
    return Kpis.relation(
        List.of(new KpiDefinition(kpi, folder.resolve("kpi/x"), conf, recompute, new TreeMap<>())),
        SETTINGS);
  }
}
