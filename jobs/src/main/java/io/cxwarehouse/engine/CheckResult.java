package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.Check;

/** How many rows offended against a check. */
record CheckResult(Check check, long offences) {
  boolean isGood() {
    return offences == 0;
  }

  boolean isFailure() {
    return offences > 0 && check.severity() == Check.Severity.FAIL;
  }
}
