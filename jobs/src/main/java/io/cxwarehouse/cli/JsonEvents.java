package io.cxwarehouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Forecast;
import io.cxwarehouse.engine.PlannedStep;
import io.cxwarehouse.engine.StepResult;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON object a line, for log collectors. */
final class JsonEvents implements Events {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter target;
  private volatile String runId;

  JsonEvents(PrintWriter target) {
    this.target = target;
  }

  @Override
  public void began(String runId) {
    this.runId = runId;
    write("began", Map.of());
  }

  @Override
  public void phase(String text) {
    write("phase", Map.of("text", text));
  }

  @Override
  public void planned(List<PlannedStep> steps, Forecast forecast) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("steps", steps.stream().map(step -> step.table().toString()).toList());
    forecast.seconds().ifPresent(seconds -> fields.put("expected_seconds", seconds));
    write("planned", fields);
  }

  @Override
  public void stepStarted(TableId table) {
    write("step_started", Map.of("table", table.toString()));
  }

  @Override
  public void stepFinished(StepResult result) {
    write("step_finished", RunSummary.json(result));
  }

  @Override
  public void notice(String text) {
    write("notice", Map.of("text", text));
  }

  @Override
  public void failed(ExitCode code, String text) {
    write("failed", Map.of("exit_code", code.code(), "text", text));
  }

  private void write(String event, Map<String, Object> fields) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", Instant.now().toString());
    line.put("event", event);
    if (runId != null) {
      line.put("run_id", runId);
    }
    line.putAll(fields);
    try {
      target.println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
