package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.engine.RunListener;

/** How the course of a command is told. */
interface Events extends RunListener, AutoCloseable {
  void failed(ExitCode code, String text);

  /** Ends what is still moving on a terminal. */
  @Override
  default void close() {}
}
