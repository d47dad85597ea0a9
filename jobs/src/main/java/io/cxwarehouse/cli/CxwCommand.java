package io.cxwarehouse.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cxw} itself: it shows what there is. */
@Command(
    name = "cxw",
    versionProvider = Version.class,
    description = {"Turns CRM, survey and support extracts into customer-experience numbers.", ""},
    subcommands = {
      DemoCommand.class,
      GenerateCommand.class,
      RunCommand.class,
      BackfillCommand.class,
      PlanCommand.class,
      ValidateCommand.class,
      DocCommand.class,
      DocsCommand.class,
      StatusCommand.class,
      SqlCommand.class,
      ScorecardCommand.class,
      ExplainCommand.class,
      DoctorCommand.class,
      RepairCommand.class,
      MaintainCommand.class,
      PublishCommand.class,
      ExportCommand.class,
      ReportCommand.class,
      PublicationCommand.class,
      ServeCommand.class,
      CatalogCommand.class,
      NotifyCommand.class,
      RollbackCommand.class,
      EraseCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  cxw demo                                       see it work on made-up data",
      "  cxw run --conf my.conf --date 2026-03-31       one night",
      "  cxw plan --conf my.conf --date 2026-03-31      what a night would do, and why",
      "  cxw scorecard --conf my.conf                   read the result",
      "  cxw explain nps --conf my.conf                 the delivered rows behind a number",
      "",
      "Exit codes: 0 done, 1 unexpected failure, 2 wrong usage or configuration,",
      "3 a check failed or a file was refused, 4 a required delivery is missing,",
      "5 another run holds the warehouse."
    })
final class CxwCommand extends CommandGroup {
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version of cxw, Spark and Java.")
  private boolean version;
}
