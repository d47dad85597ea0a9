package io.cxwarehouse.cli;

import picocli.CommandLine.Command;

/** Catalogues of other programs: its commands stand below it. */
@Command(
    name = "catalog",
    description = {
      "Makes the tables known to a Hive metastore, from which other Sparks and Trino read.",
      ""
    },
    subcommands = {CatalogRegisterCommand.class},
    footer = {
      "",
      "Examples:",
      "  cxw catalog register --conf my.conf --metastore thrift://meta:9083"
    })
final class CatalogCommand extends CommandGroup {}
