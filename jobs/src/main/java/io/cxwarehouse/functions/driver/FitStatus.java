package io.cxwarehouse.functions.driver;

import java.util.Locale;

/** Whether a statistic could be estimated. */
enum FitStatus {
  OK,
  /** The outcome follows from the driver, or from the rest, without exception: no finite odds. */
  SEPARATION,
  NOT_CONVERGED,
  TOO_FEW;

  String sql() {
    return name().toLowerCase(Locale.ROOT);
  }
}
