package io.cxwarehouse.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Observe;
import io.cxwarehouse.engine.How;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.engine.StepResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of a night as Prometheus reads them, and how they get to where it looks. */
class MetricsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
  private static final Instant END = Instant.parse("2026-04-01T02:30:00.500Z");

  /** The exposition format, of what we use of it. */
  private static final Pattern LINE =
      Pattern.compile(
          "# HELP [a-z_]+ .+|# TYPE [a-z_]+ gauge"
              + "|([a-z_]+)\\{([a-z]+=\"[^\"\\\\]*\",?)+} -?[0-9]+(\\.[0-9]+)?");

  private static final Http AT_ONCE = new Http(List.of(Duration.ZERO, Duration.ZERO));

  @TempDir private Path folder;

  @Test
  void aNightIsToldInGauges() {
    String text = Metrics.text("cx-eu", night(report()), facts());
    assertThat(text.lines()).allMatch(line -> LINE.matcher(line).matches());
    assertThat(text.lines())
        .contains(
            "cxw_run_end_timestamp_seconds{warehouse=\"cx-eu\"} 1775010600.5",
            "cxw_run_exit_code{warehouse=\"cx-eu\"} 3",
            "cxw_run_seconds{warehouse=\"cx-eu\"} 125.25",
            "cxw_run_as_of_timestamp_seconds{warehouse=\"cx-eu\"} 1774915200",
            "cxw_run_rows_in{warehouse=\"cx-eu\"} 12000000000",
            "cxw_run_rows_rejected{warehouse=\"cx-eu\"} 5",
            "cxw_run_rows_changed{warehouse=\"cx-eu\"} 6",
            "cxw_run_tables{warehouse=\"cx-eu\",status=\"changed\"} 1",
            "cxw_run_tables{warehouse=\"cx-eu\",status=\"check_failed\"} 1",
            "cxw_run_tables{warehouse=\"cx-eu\",status=\"failed\"} 0",
            "cxw_step_seconds{warehouse=\"cx-eu\",table=\"gold.fct_ticket\"} 1.25",
            "cxw_run_checks_failed{warehouse=\"cx-eu\",severity=\"fail\"} 1",
            "cxw_run_checks_failed{warehouse=\"cx-eu\",severity=\"warn\"} 0",
            "cxw_sources_late{warehouse=\"cx-eu\"} 1",
            "cxw_source_late{warehouse=\"cx-eu\",source=\"zendesk\"} 1",
            "cxw_publication_held{warehouse=\"cx-eu\"} 1",
            "cxw_publication_number{warehouse=\"cx-eu\"} 117",
            "cxw_last_good_run_end_timestamp_seconds{warehouse=\"cx-eu\"} 1774924200")
        .filteredOn(line -> line.startsWith("# TYPE"))
        .doesNotHaveDuplicates();
  }

  /** What a run that never began did not do is unknown, and not 0. */
  @Test
  void aRunWithoutAReportHasNoNumbersOfRows() {
    Outcome night =
        new Outcome(
            DAY,
            Optional.empty(),
            ExitCode.MISSING_DELIVERY,
            Optional.empty(),
            Optional.of("A required delivery is missing."),
            Optional.of(Map.of("zendesk", "newest delivery none")),
            Optional.empty(),
            Optional.empty(),
            END,
            1.5);
    assertThat(Metrics.text("cxw", night, Facts.NONE))
        .contains("cxw_run_exit_code{warehouse=\"cxw\"} 4", "cxw_sources_late")
        .doesNotContain("rows_in", "cxw_run_tables", "checks", "held", "publication");
  }

  @Test
  void theFileIsReplacedWhole() throws IOException {
    Path file = folder.resolve("textfile/cxw.prom");
    MetricsPlaces places =
        new MetricsPlaces(settings(Optional.of(file.toString()), Optional.empty()), AT_ONCE);
    places.write("old\n".repeat(1000));
    places.write("new\n");
    assertThat(file).hasContent("new\n");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aGatewayThatIsDownForAMomentGetsThemAllTheSame() throws IOException {
    try (Server gateway = new Server(503, 502)) {
      places(gateway.address("/")).push("cxw_run_exit_code 0\n");
      assertThat(gateway.requests)
          .hasSize(3)
          .containsOnly(
              new Server.Request(
                  "PUT", "/metrics/job/cxw/warehouse/cx-eu", null, "cxw_run_exit_code 0\n"));
    }
    try (Server gateway = new Server(400, 200)) {
      assertThatThrownBy(() -> places(gateway.address("")).push("x"))
          .isInstanceOf(IOException.class)
          .hasMessage("it answered 400");
      assertThat(gateway.requests).hasSize(1);
    }
  }

  @Test
  void whatCannotBeToldIsAWarning() throws IOException {
    List<String> notices = new ArrayList<>();
    RunListener told =
        new RunListener() {
          @Override
          public void notice(String text) {
            notices.add(text);
          }
        };
    URI nobody;
    try (Server gone = new Server()) {
      nobody = gone.address("");
    }
    Files.writeString(folder.resolve("taken"), "a file, and no folder");
    Optional<String> file = Optional.of(folder.resolve("taken/cxw.prom").toString());
    try (Observing observing = new Observing(settings(file, Optional.of(nobody)), told, AT_ONCE)) {
      observing.night(DAY, RunListener.NONE);
      observing.ended(report());
    }
    assertThat(notices)
        .hasSize(2)
        .anyMatch(text -> text.startsWith("The file of metrics could not be told"))
        .anyMatch(text -> text.contains("push gateway could not be told: ConnectException, tried"));
  }

  /** A panel of a metric that nobody writes stays empty, and looks like calm. */
  @Test
  void theDashboardNamesOnlyMetricsThatWeWrite() throws IOException {
    Set<String> written = new TreeSet<>();
    Outcome sent = night(report()).with(Optional.empty());
    Matcher names =
        Pattern.compile("(?m)^# TYPE (\\S+)").matcher(Metrics.text("cxw", sent, facts()));
    while (names.find()) {
      written.add(names.group(1));
    }
    for (String file : List.of("grafana-dashboard.json", "prometheus-alerts.yml")) {
      String text = Files.readString(Path.of("../docs/observability", file));
      Set<String> named = new TreeSet<>();
      Matcher used = Pattern.compile("\\bcxw_[a-z_]+").matcher(text);
      while (used.find()) {
        named.add(used.group());
      }
      assertThat(named).as(file).hasSizeGreaterThan(5).isSubsetOf(written);
    }
    JsonNode dashboard =
        new ObjectMapper()
            .readTree(Path.of("../docs/observability/grafana-dashboard.json").toFile());
    assertThat(dashboard.path("panels"))
        .allMatch(panel -> panel.path("targets").path(0).path("expr").asText().contains("cxw_"))
        .hasSizeGreaterThan(5);
  }

  private static MetricsPlaces places(URI gateway) {
    return new MetricsPlaces(settings(Optional.empty(), Optional.of(gateway)), AT_ONCE);
  }

  private static Observe settings(Optional<String> file, Optional<URI> gateway) {
    return new Observe(
        "cx-eu",
        file,
        gateway,
        Optional.empty(),
        Optional.empty(),
        new Observe.Lineage(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private static Outcome night(RunReport report) {
    return new Outcome(
        DAY,
        Optional.of(report.runId()),
        report.exitCode(),
        Optional.of(report),
        Optional.empty(),
        Optional.of(Map.of("zendesk", "newest delivery is of 2026-03-28")),
        Optional.of("these tables failed: gold.kpi_support_daily"),
        Optional.empty(),
        END,
        125.25);
  }

  private static RunReport report() {
    return new RunReport(
        "2026-03-31_118",
        DAY,
        ExitCode.REFUSED,
        false,
        4,
        12_000_000_000L,
        5,
        List.of(),
        List.of(
            step("gold.fct_ticket", StepResult.Status.CHANGED, 6, 1.25),
            step("gold.kpi_support_daily", StepResult.Status.CHECK_FAILED, 0, 0.5)),
        125.25);
  }

  private static StepResult step(
      String table, StepResult.Status status, long inserted, double seconds) {
    return new StepResult(
        TableId.of(table),
        status,
        How.KEYS,
        List.of(),
        inserted,
        0,
        0,
        0,
        0,
        0,
        seconds,
        1,
        Optional.empty());
  }

  private static Facts facts() {
    Publication publication =
        new Publication(
            "2026-03-30_117",
            117,
            Optional.of(DAY.minusDays(1)),
            Optional.of(Instant.parse("2026-03-31T02:30:00Z")),
            new TreeMap<>(),
            false);
    return new Facts(
        Optional.of(publication),
        Optional.of(Instant.parse("2026-03-31T02:30:00Z")),
        Optional.of(DAY),
        List.of(new Facts.Offence("gold.kpi_support_daily", "counted_once", "fail", "once")));
  }
}
