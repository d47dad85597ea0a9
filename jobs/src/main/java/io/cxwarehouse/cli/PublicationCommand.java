package io.cxwarehouse.cli;

import picocli.CommandLine.Command;

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
final class PublicationCommand extends CommandGroup {}
