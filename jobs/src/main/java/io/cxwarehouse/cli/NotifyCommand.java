package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.observe.TestNotices;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries the places where notices go. */
@Command(
    name = "notify",
    description = {
      "Sends a test to every place where notices of runs go: mail and webhook, as configured.",
      ""
    },
    footer = {"", "Example:", "  cxw notify --test --conf my.conf"})
final class NotifyCommand extends CxwSubcommand {
  @SuppressWarnings("UnusedVariable") // Asked for, so that nobody sends by mistake.
  @Option(names = "--test", required = true, description = "Send a test; runs send the rest.")
  private boolean isTest;

  @Override
  ExitCode execute() {
    Map<String, Optional<String>> results = TestNotices.send(common.settings().observe());
    if (results.isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no place to send notices to.",
          "neither observe.mail.host nor CXW_WEBHOOK_URL is set",
          "Set one of them; docs/configuration.md explains both.");
    }
    results.forEach(
        (name, failure) ->
            out().println(name + ": " + failure.map(why -> "FAILED, " + why).orElse("sent")));
    boolean isGood = results.values().stream().allMatch(Optional::isEmpty);
    return isGood ? ExitCode.OK : ExitCode.FAILURE;
  }
}
