package io.cxwarehouse.observe;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Forecast;
import io.cxwarehouse.engine.PlannedStep;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.StepResult;
import java.util.List;
import java.util.Map;

/** Passes on all that it is told. */
abstract class Passing implements RunListener {
  private final RunListener next;

  Passing(RunListener next) {
    this.next = next;
  }

  @Override
  public void began(String runId) {
    next.began(runId);
  }

  @Override
  public void looked(Map<String, String> late) {
    next.looked(late);
  }

  @Override
  public void held(String reason) {
    next.held(reason);
  }

  @Override
  public void phase(String text) {
    next.phase(text);
  }

  @Override
  public void planned(List<PlannedStep> steps, Forecast forecast) {
    next.planned(steps, forecast);
  }

  @Override
  public void stepStarted(TableId table) {
    next.stepStarted(table);
  }

  @Override
  public void stepFinished(StepResult result) {
    next.stepFinished(result);
  }

  @Override
  public void notice(String text) {
    next.notice(text);
  }
}
