package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Forecast;
import io.cxwarehouse.engine.How;
import io.cxwarehouse.engine.PlannedStep;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.engine.StepResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OutputTest {
  private static final TableId TICKET = TableId.of("gold.fct_ticket");
  private static final StepResult CHANGED =
      new StepResult(
          TICKET,
          StepResult.Status.CHANGED,
          How.KEYS,
          List.of("silver.ticket changed", "silver.reply changed", "as_of", "new columns"),
          1200,
          30,
          4,
          1,
          2,
          3,
          1.25,
          7,
          Optional.empty());
  private static final StepResult FAILED =
      new StepResult(
          TableId.of("gold.kpi_support_daily"),
          StepResult.Status.CHECK_FAILED,
          How.FULL,
          List.of(),
          0,
          0,
          0,
          0,
          0,
          0,
          0.5,
          -1,
          Optional.of("tickets_are_counted_once: 3 rows"));
  private static final StepResult SKIPPED =
      new StepResult(
          TableId.of("gold.dim_date"),
          StepResult.Status.UNCHANGED,
          How.SKIP,
          List.of(),
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          3,
          Optional.empty());

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text, true);

  @Test
  void aRunIsSummedUpWithWhereToLook() {
    new RunSummary(report(List.of(CHANGED, SKIPPED, FAILED), 5)).print(out);
    assertThat(text.toString())
        .contains(
            "table                   how   inserted  updated  deleted",
            "gold.fct_ticket         keys     1,200       30        4",
            "changed       silver.ticket changed; silver.reply changed; and 2 more",
            "1 tables changed",
            "5 rows were rejected",
            "ops.rejected_record",
            "refused as a whole: billing/orders/x.csv: malformed",
            "gold.kpi_support_daily: check failed: tickets_are_counted_once")
        .doesNotContain("dim_date");
  }

  @Test
  void aRunWithNothingNewIsOneLine() {
    new RunSummary(
            new RunReport(
                "r", LocalDate.EPOCH, ExitCode.OK, true, 0, 0, 0, List.of(), List.of(), 0.1))
        .print(out);
    assertThat(text.toString()).hasLineCount(1).contains("nothing to do");
  }

  @Test
  void theSummaryAsJsonHoldsTheSame() throws JsonProcessingException {
    new RunSummary(report(List.of(CHANGED, FAILED), 5)).printJson(out);
    JsonNode json = new ObjectMapper().readTree(text.toString());
    assertThat(json.path("exit_code").asInt()).isEqualTo(3);
    assertThat(json.at("/steps/0/inserted").asInt()).isEqualTo(1200);
    assertThat(json.at("/steps/1/status").asText()).isEqualTo("check_failed");
  }

  @Test
  void withoutATerminalEachThingIsALine() {
    try (Events events = new TextEvents(out, false)) {
      run(events);
    }
    assertThat(text.toString().lines())
        .hasSize(5)
        .contains(
            "2 of 3 tables may change (1 keys, 1 full);"
                + " about 2 min 10 s, as the median of 7 runs like this one")
        .anyMatch(
            line -> line.startsWith("gold.fct_ticket ") && line.contains("1,234 rows changed"))
        .anyMatch(line -> line.contains("CHECK FAILED: tickets_are_counted_once"))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void onATerminalABarShowsHowFarItIs() {
    try (Events events = new TextEvents(out, true)) {
      run(events);
    }
    assertThat(text.toString()).contains("tables", "3/3", "\u001b[K", "1,234 rows changed");
  }

  @Test
  void asJsonEachThingIsAnObject() throws JsonProcessingException {
    try (Events events = new JsonEvents(out)) {
      run(events);
    }
    ObjectMapper mapper = new ObjectMapper();
    for (String line : text.toString().lines().toList()) {
      assertThat(mapper.readTree(line).has("event")).isTrue();
    }
    assertThat(text.toString())
        .contains("\"event\":\"step_started\"", "\"updated\":30", "\"expected_seconds\":130.0");
  }

  @Test
  void tablesAlignAndHideControlLetters() {
    TextTable table = new TextTable("name", "n");
    table.add("a\u001b[2Jb\nc", 5);
    table.add(null, 1200);
    table.print(out);
    assertThat(text.toString().lines())
        .containsExactly("name         n", "--------  ----", "a␤[2Jb␤c     5", "          1200");
  }

  @Test
  void csvIsQuotedAndHoldsNoFormulas() {
    assertThat(Cells.csv(new Object[] {"a,b", "say \"x\"", null, -5, "-5.2", "=1+1", "+x", "@y"}))
        .isEqualTo("\"a,b\",\"say \"\"x\"\"\",,-5,-5.2,'=1+1,'+x,'@y\r\n");
    assertThat(Cells.csv(new Object[] {"\t=1", "\r=1", "\n=1", "\uFF1D1+1"}))
        .isEqualTo("'\t=1,\"'\r=1\",\"'\n=1\",'\uFF1D1+1\r\n");
  }

  private static void run(Events events) {
    events.phase("reading the landing folder");
    events.planned(
        List.of(CHANGED, SKIPPED, FAILED).stream()
            .map(step -> new PlannedStep(step.table(), step.how(), step.reasons(), List.of()))
            .toList(),
        new Forecast(7, OptionalDouble.of(130), Map.of()));
    events.stepStarted(TICKET);
    events.stepFinished(CHANGED);
    events.stepFinished(SKIPPED);
    events.stepFinished(FAILED);
    events.notice("unknown folder x");
  }

  private static RunReport report(List<StepResult> steps, long rejected) {
    return new RunReport(
        "2026-03-31_2",
        LocalDate.of(2026, 3, 31),
        ExitCode.REFUSED,
        false,
        4,
        1000,
        rejected,
        List.of("billing/orders/x.csv: malformed"),
        steps,
        12.5);
  }
}
