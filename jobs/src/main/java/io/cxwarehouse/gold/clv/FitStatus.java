package io.cxwarehouse.gold.clv;

import java.util.Locale;

/** What became of a fit. Only {@link #OK} serves scores. */
enum FitStatus {
  OK,
  /** The likelihood rises towards an edge of the model: there is no fit, and the data say so. */
  BOUNDARY,
  NOT_CONVERGED,
  TOO_FEW;

  String sql() {
    return name().toLowerCase(Locale.ROOT);
  }
}
