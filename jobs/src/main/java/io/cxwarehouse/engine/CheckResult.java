package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.Check;

/** How many rows offended against a check. */
public record CheckResult(Check check, long offences) {
  boolean isGood() {
    return offences == 0;
  }

  public boolean isFailure() {
    return offences > 0 && check.severity() == Check.Severity.FAIL;
  }
}
