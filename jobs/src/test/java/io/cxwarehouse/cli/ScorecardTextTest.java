package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ScorecardTextTest {
  private static final StructType KEYS =
      StructType.fromDDL(
          "kpi STRING, window_name STRING, segment_name STRING, segment_value STRING");

  /** Better for certain, below its benchmark for certain; its target is missed. */
  private static final ScorecardRow CSAT =
      row("csat", "share", "share", true, 0.7, 400, 0.05, 0.01, 0.09, 0.8, "below");

  private static final ScorecardRow REPLY =
      row("reply", "minutes", "mean", false, 90.0, 40, 30.0, 2.0, 58.0, null, "above");
  private static final ScorecardRow FEW =
      row("few", "share", "share", true, 0.5, 4, 0.4, 0.1, 0.6, 0.4, "uncertain");
  private static final ScorecardRow CHANCE =
      row("chance", "share", "share", true, 0.5, 40, -0.04, -0.1, 0.02, null, null);
  private static final ScorecardRow NONE =
      row("none", "share", "share", true, null, 0, null, null, null, null, null);
  private static final ScorecardRow TOTAL =
      row("backlog", "tickets", "total", false, 3.0, 3, 1.0, null, null, null, null);
  private static final List<ScorecardRow> ALL = List.of(CSAT, REPLY, FEW, CHANCE, NONE, TOTAL);

  @Test
  void onAWideTerminalEachKpiIsALine() {
    List<String> lines = lines(140, Ansi.OFF);
    assertThat(lines.stream().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "csat 70.0 % ▲ +5.0 pp good 400 60.0 % to 80.0 % 80.0 % missed below (20.0 % to 90.0 %)"
                + " bad",
            "reply 1.5 h ▲ +30 min bad 40 1.3 h to 1.7 h – above (12 min to 54 min) bad",
            "few 50.0 % △ +40.0 pp few: 4 40.0 % to 60.0 % 40.0 % uncertain (20.0 % to 90.0 %)",
            "chance 50.0 % ▽ -4.0 pp 40 40.0 % to 60.0 % – –",
            "none – – 0 – – –",
            "backlog 3 ▲ +1 bad 3 – – –");
    assertThat(lines).anyMatch(line -> line.startsWith("few: fewer than 10"));
  }

  @Test
  void onANarrowTerminalNothingIsLost() {
    List<String> lines = lines(80, Ansi.OFF);
    assertThat(lines).allMatch(line -> line.length() <= 80);
    assertThat(lines)
        .contains(
            "    95 % interval 60.0 % to 80.0 %; target 80.0 % missed",
            "    benchmark below (20.0 % to 90.0 %) bad");
  }

  @Test
  void coloursAddNothingButColour() {
    List<String> coloured = lines(140, Ansi.ON);
    assertThat(coloured).anyMatch(line -> line.contains("\u001b[32m▲ +5.0 pp good\u001b[0m"));
    assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[\\d*m", "")))
        .containsExactlyElementsOf(lines(140, Ansi.OFF));
  }

  @Test
  void alertsStandBelow() {
    StringWriter text = new StringWriter();
    ScorecardRow alert =
        new ScorecardRow(
            "reliability",
            "nps",
            "28d",
            false,
            "score",
            "nps",
            "day",
            true,
            20.0,
            90,
            15.0,
            25.0,
            -9.0,
            -12.0,
            -6.0,
            null,
            null,
            null,
            null,
            Optional.of("below the configured 30"),
            true,
            10);
    new ScorecardText(List.of(alert), List.of(), "28d", 100, Ansi.OFF)
        .print(new PrintWriter(text, true));
    new ScorecardText(List.of(CSAT), List.of(alert), "7d", 100, Ansi.OFF)
        .print(new PrintWriter(text, true));
    assertThat(text.toString())
        .contains("nps *", "▼ -9.0 bad", "* so far", "bad news: nps is below the configured 30")
        .contains("bad news: nps (28d) is below the configured 30");
  }

  @Test
  void aTargetInsideTheIntervalIsUncertain() {
    ScorecardRow near = row("csat", "share", "share", true, 0.75, 90, null, null, null, 0.7, null);
    assertThat(near.ofTarget()).isEqualTo(ScorecardRow.Verdict.UNCERTAIN);
    assertThat(CSAT.ofTarget()).isEqualTo(ScorecardRow.Verdict.BAD);
  }

  @Test
  void aChangeThatRoundsToNothingIsNoNews() {
    ScorecardRow row =
        row("grr", "share", "share", true, 0.9, 90, 0.00004, 0.00001, 0.00007, null, null);
    StringWriter text = new StringWriter();
    new ScorecardText(List.of(row), List.of(), "28d", 140, Ansi.OFF)
        .print(new PrintWriter(text, true));
    assertThat(text.toString()).contains("= +0.0 pp").doesNotContain("pp good");
  }

  @Test
  void kpisKnownByMonthAreShownWithTheirMonth() {
    List<Row> rows =
        List.of(
            key("csat", "28d", "all"),
            key("csat", "month", "all"),
            key("churn_rate", "month", "all"),
            key("csat", "28d", "country"));
    assertThat(ScorecardChoice.of("28d", "all=all").from(rows))
        .extracting(row -> row.getString(0) + " " + row.getString(1))
        .containsExactly("csat 28d", "churn_rate month");
    for (Map.Entry<ScorecardChoice, String> wrong :
        Map.of(
                ScorecardChoice.of("28d", "county=DE"), "segments are all, country",
                ScorecardChoice.of("28d", "country=DE"), "values of country are of country",
                ScorecardChoice.of("28 d", "all=all"), "windows are 28d, month",
                ScorecardChoice.of("month", "country=of country"), "its windows are 28d")
            .entrySet()) {
      assertThatThrownBy(() -> wrong.getKey().from(rows))
          .isInstanceOf(CxwException.class)
          .hasMessageContaining(wrong.getValue());
    }
  }

  private static Row key(String kpi, String window, String segment) {
    return new GenericRowWithSchema(
        new Object[] {kpi, window, segment, segment.equals("all") ? "all" : "of " + segment}, KEYS);
  }

  private static List<String> lines(int width, Ansi ansi) {
    StringWriter text = new StringWriter();
    new ScorecardText(ALL, List.of(), "28d", width, ansi).print(new PrintWriter(text, true));
    return text.toString().lines().toList();
  }

  /** With an interval where it is a sample, and a benchmark. */
  private static ScorecardRow row(
      String kpi,
      String unit,
      String statistic,
      boolean isUpGood,
      Double value,
      long n,
      Double change,
      Double changeLow,
      Double changeHigh,
      Double target,
      String status) {
    boolean hasInterval = value != null && !statistic.equals("total");
    double half = unit.equals("share") ? 0.1 : 12;
    double factor = unit.equals("share") ? 1 : 60;
    return new ScorecardRow(
        "reliability",
        kpi,
        "28d",
        true,
        unit,
        statistic,
        "day",
        isUpGood,
        value,
        n,
        hasInterval ? value - half : null,
        hasInterval ? value + half : null,
        change,
        changeLow,
        changeHigh,
        target,
        status == null ? null : 0.2 * factor,
        status == null ? null : 0.9 * factor,
        status,
        Optional.empty(),
        false,
        10);
  }
}
