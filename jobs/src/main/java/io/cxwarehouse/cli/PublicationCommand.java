package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What readers get: its commands stand below it. */
@Command(
    name = "publication",
    description = {
      "Shows and chooses what readers get: one consistent set of table versions.",
      "Every run that ends well publishes one; `cxw sql`, Postgres and exported files show it.",
      ""
    },
    subcommands = {
      PublicationListCommand.class,
      PublicationShowCommand.class,
      PublicationRollbackCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  cxw publication list --conf my.conf",
      "  cxw publication show 2026-03-31_118 --conf my.conf",
      "  cxw publication rollback 2026-03-30_117 --conf my.conf"
    })
final class PublicationCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    command.usage(command.getErr());
    return ExitCode.USAGE.code();
  }
}
