package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.docs.Site;
import io.cxwarehouse.engine.Engine;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the data dictionary. */
@Command(
    name = "docs",
    description = {
      "Writes the data dictionary as a static site: every table with its purpose, grain, key,",
      "columns, checks, freshness, lineage, SQL and an example, and every KPI. Needs no data; where",
      "something was published, rows and last changes are told. Open index.html in a browser.",
      "(cxw doc writes one page of Markdown.)",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw docs --conf my.conf",
      "  cxw docs --conf my.conf --out /srv/www/cx-docs"
    })
final class DocsCommand extends CxwSubcommand {
  private static final String GOLDEN = "jobs/src/test/resources/golden";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "cx-docs",
      description = "Where to write it (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    Optional<Path> golden =
        Optional.ofNullable(System.getProperty("cxw.home")).map(home -> Path.of(home, GOLDEN));
    int pages = new Site(engine, golden).write(folder);
    out().println(pages + " pages: " + folder.resolve("index.html"));
    return ExitCode.OK;
  }
}
