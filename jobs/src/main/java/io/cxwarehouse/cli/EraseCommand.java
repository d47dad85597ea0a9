package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.erasure.Erasure;
import io.cxwarehouse.erasure.ErasureOptions;
import io.cxwarehouse.erasure.ErasureReport;
import io.cxwarehouse.erasure.ErasureRequest;
import io.cxwarehouse.raw.LandingRewritten;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Erases persons from the warehouse. */
@Command(
    name = "erase",
    description = {
      "Erases persons from every layer of the warehouse, for good.",
      "That is: their rows in bronze, all that follows from them, rejected rows, change data, logs,",
      "and every older version of every table. Rows about them that are delivered again are not taken",
      "in any more. Killed on the way, the same command again completes it.",
      "",
      "The request file is CSV in UTF-8, one line for each thing that a person is known by:",
      "",
      "  kind,value,requested_on",
      "  email,ann@example.com,2026-03-31",
      "  phone,+4930901820,",
      "  source_id,zendesk:4711,2026-04-02",
      "  customer_id,c_0123456789abcdef01234567,",
      "",
      "One of them is enough: all records that make one customer go. requested_on may be left out.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw erase --conf my.conf --requests requests.csv --dry-run    who and what would go",
      "  cxw erase --conf my.conf --requests requests.csv",
      "  cxw erase --conf my.conf --requests requests.csv --rewrite-landing",
      "",
      "Without --rewrite-landing the landing files that hold the persons are listed at the end and",
      "left to you. So are, always, backups, exports and the request file itself: docs/privacy.md",
      "says what else there is to do."
    })
final class EraseCommand extends CxwSubcommand {
  @Option(
      names = "--requests",
      paramLabel = "FILE",
      required = true,
      description = "Whom to erase, as CSV (above).")
  private Path requests;

  @Option(names = "--dry-run", description = "Only count what would go.")
  private boolean dryRun;

  @Option(
      names = "--rewrite-landing",
      description = {
        "Take the rows of all erased persons out of landing files, too, and correct manifests.",
        "Files that cannot be rewritten, such as Parquet, are listed with the reason."
      })
  private boolean rewriteLanding;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    List<ErasureRequest> asked =
        ErasureRequest.read(requests, new TreeSet<>(settings.sources().keySet()));
    Engine engine = new Engine(SparkSessions.startToWrite(settings), settings);
    ErasureReport report;
    try (Events events = events()) {
      report =
          new Erasure(engine.warehouse(), new ErasureOptions(dryRun, rewriteLanding), events)
              .run(asked);
    }
    print(report, settings.landing().root());
    return report.exitCode();
  }

  private void print(ErasureReport report, String landingRoot) {
    TextTable table = new TextTable("table", "rows deleted", "rows redacted");
    TreeSet<String> names = new TreeSet<>(report.deleted().keySet());
    names.addAll(report.redacted().keySet());
    for (String name : names) {
      table.add(
          name, report.deleted().getOrDefault(name, 0L), report.redacted().getOrDefault(name, 0L));
    }
    if (table.size() > 0) {
      table.print(out());
      out().println();
    }
    if (rewriteLanding) {
      printRewritten(report, landingRoot);
    } else if (!report.landing().isEmpty()) {
      out()
          .println(
              "Files below " + landingRoot + " that hold these persons: remove their rows, or");
      out().println("the files. A warehouse that is built anew from them leaves these rows out.");
      TextTable files = new TextTable("file", "rows");
      report.landing().forEach(files::add);
      files.print(out());
      out().println();
    }
    if (!report.mentioning().isEmpty()) {
      out()
          .println("Files below " + landingRoot + " that name these persons in rows about others:");
      out().println("intake blanks that whenever it reads them; in the files it is left to you.");
      TextTable files = new TextTable("file", "rows");
      report.mentioning().forEach(files::add);
      files.print(out());
      out().println();
    }
    out().println(conclusion(report));
  }

  private void printRewritten(ErasureReport report, String landingRoot) {
    if (report.rewritten().isEmpty()) {
      return;
    }
    out().println("Files below " + landingRoot + " with rows of erased persons");
    TextTable files = new TextTable("file", "rows", "outcome");
    for (LandingRewritten file : report.rewritten()) {
      String done = dryRun ? "would be rewritten" : "rewritten";
      files.add(
          file.path(), file.rows(), file.isPossible() ? done : "LEFT TO YOU: " + file.obstacle());
    }
    files.print(out());
    out().println();
  }

  private String conclusion(ErasureReport report) {
    if (dryRun) {
      return report.isComplete()
          ? "nothing to erase: they are in no table"
          : "nothing was changed; without --dry-run these rows go, and all that follows from them";
    }
    if (report.erasureId() == null) {
      return "nothing to erase: they are in no table";
    }
    return report.isComplete()
        ? String.format(
            Locale.ROOT,
            "erased in %.1f s as %s; older versions of all tables are gone",
            report.seconds(),
            report.erasureId())
        : "NOT COMPLETE: tables above could not be computed again, and older versions still hold the"
            + " persons; correct what they say, and run the same command again";
  }
}
