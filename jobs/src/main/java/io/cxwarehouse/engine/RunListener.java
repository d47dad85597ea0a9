package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.util.List;

/** Is told how a run goes on; called from several threads. */
public interface RunListener {
  /** A listener that does nothing. */
  RunListener NONE = new RunListener() {};

  /** A phase before or after the steps began, such as reading the landing folder. */
  default void phase(String text) {}

  /** The steps that will run, in an order that respects their inputs. */
  default void planned(List<PlannedStep> steps) {}

  default void stepStarted(TableId table) {}

  default void stepFinished(StepResult result) {}

  /** Something that the operator should know, such as an unknown folder. */
  default void notice(String text) {}
}
