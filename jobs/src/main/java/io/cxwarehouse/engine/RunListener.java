package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.util.List;
import java.util.Map;

/** Is told how a run goes on; called from several threads. */
public interface RunListener {
  /** A listener that does nothing. */
  RunListener NONE = new RunListener() {};

  /** The run has its number; what follows is about it. */
  default void began(String runId) {}

  /** A phase before or after the steps began, such as reading the landing folder. */
  default void phase(String text) {}

  /** The steps that may run, in an order that respects their inputs, and how long it will take. */
  default void planned(List<PlannedStep> steps, Forecast forecast) {}

  default void stepStarted(TableId table) {}

  default void stepFinished(StepResult result) {}

  /**
   * The landing folder was looked at.
   *
   * @param late sources whose newest delivery is older than it may be, with what is known of it
   */
  default void looked(Map<String, String> late) {}

  /** Nothing new is published, and why. */
  default void held(String reason) {
    notice("Nothing new is published; readers keep the set of before, since " + reason);
  }

  /** Something that the operator should know, such as an unknown folder. */
  default void notice(String text) {}
}
