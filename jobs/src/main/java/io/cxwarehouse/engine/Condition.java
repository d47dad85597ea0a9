package io.cxwarehouse.engine;

/**
 * Something that runs need, as it was found.
 *
 * @param subject such as disk or lock
 * @param remedy what to do; empty where it is as it should be
 */
public record Condition(String subject, State state, String found, String remedy) {
  /** Whether it is as it should be. */
  public enum State {
    OK,
    /** Runs go on, but somebody should look at it. */
    WARNING,
    /** Runs fail, or will. */
    FAULT
  }

  static Condition ok(String subject, String found) {
    return new Condition(subject, State.OK, found, "");
  }

  static Condition warning(String subject, String found, String remedy) {
    return new Condition(subject, State.WARNING, found, remedy);
  }

  static Condition fault(String subject, String found, String remedy) {
    return new Condition(subject, State.FAULT, found, remedy);
  }
}
