package io.cxwarehouse.catalog;

/** What the process tells its scheduler. The numbers are public. */
public enum ExitCode {
  OK(0),
  FAILURE(1),
  USAGE(2),
  REFUSED(3),
  MISSING_DELIVERY(4),
  LOCKED(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
