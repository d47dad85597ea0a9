package io.cxwarehouse.cli;

import java.time.LocalDate;
import picocli.CommandLine.Option;

/** Which date and segment of the scorecard a command is about. */
final class ScorecardOptions {
  @Option(
      names = "--date",
      paramLabel = "DATE",
      converter = RunChoice.IsoDate.class,
      description = "The scorecard as of this date (default: that of the publication).")
  LocalDate date;

  @Option(
      names = "--segment",
      paramLabel = "NAME=VALUE",
      defaultValue = "all=all",
      description = "Only what is of this value of a column, such as country=DE (default: all).")
  String segment;
}
