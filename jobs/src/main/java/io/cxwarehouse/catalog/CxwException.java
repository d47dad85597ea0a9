package io.cxwarehouse.catalog;

/** An error that a user can act on: what is wrong, why, and what to do about it. */
public final class CxwException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String problem;

  public CxwException(ExitCode exitCode, String problem, String cause, String remedy) {
    this(exitCode, problem, cause, remedy, null);
  }

  public CxwException(
      ExitCode exitCode, String problem, String cause, String remedy, Throwable origin) {
    super(problem + "\n  cause: " + cause + "\n  remedy: " + remedy, origin);
    this.exitCode = exitCode;
    this.problem = problem;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** What is wrong, without what was found: a sentence that may leave the machine. */
  public String problem() {
    return problem;
  }
}
