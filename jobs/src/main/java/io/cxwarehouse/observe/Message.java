package io.cxwarehouse.observe;

import java.util.Collection;
import java.util.Optional;

/**
 * What is sent to people.
 *
 * @param subject on one line
 */
record Message(String subject, String body) {

  static Message test(String name) {
    return new Message(
        "[" + name + "] a test by `cxw notify --test`",
        "Notices of this warehouse's runs will come here. Nothing is wrong.\n");
  }

  /** What began and what is over, after a night. */
  static Message of(String name, Outcome night, Collection<Fault> begun, Collection<Fault> over) {
    long alerts = begun.stream().filter(one -> one.key().startsWith(Faults.ALERT)).count();
    StringBuilder counts = new StringBuilder();
    count(counts, begun.size() - alerts, "fault", "faults");
    count(counts, alerts, "alert", "alerts");
    count(counts, over.size(), "recovered", "recovered");
    StringBuilder body = new StringBuilder();
    body.append("Run ")
        .append(night.runId().map(id -> id + " ").orElse(""))
        .append("as of ")
        .append(night.asOf())
        .append(" ended with exit code ")
        .append(night.exitCode().code())
        .append(".\n");
    list(body, "New:", begun);
    list(body, "Recovered:", over);
    body.append("\nWhat to look at and do: docs/runbook.md\n");
    return new Message(
        "[%s] %s, run as of %s".formatted(name, counts, night.asOf()), body.toString());
  }

  private static void count(StringBuilder text, long number, String one, String several) {
    if (number > 0) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(number)
          .append(' ')
          .append(number == 1 ? one : several);
    }
  }

  private static void list(StringBuilder text, String title, Collection<Fault> faults) {
    if (!faults.isEmpty()) {
      text.append('\n').append(title).append('\n');
      faults.forEach(fault -> text.append("- ").append(fault.text()).append('\n'));
    }
  }

  /** Where messages are sent. */
  interface Target {
    String name();

    /** Sends it, or says why that cannot be done, without secrets. */
    Optional<String> send(Message message);
  }
}
