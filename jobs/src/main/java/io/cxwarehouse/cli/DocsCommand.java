package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.docs.Site;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.semantic.SemanticLayer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the data dictionary, or the KPIs as BI tools define them. */
@Command(
    name = "docs",
    description = {
      "Writes the data dictionary as a static site: every table with its purpose, grain, key,",
      "columns, checks, freshness, lineage, SQL and an example, and every KPI. Needs no data; where",
      "something was published, rows and last changes are told. Open index.html in a browser.",
      "Or writes the KPIs whose parts add up as files of a BI tool over the tables in PostgreSQL.",
      "(cxw doc writes one page of Markdown.)",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw docs --conf my.conf",
      "  cxw docs --conf my.conf --out /srv/www/cx-docs",
      "  cxw docs --conf my.conf --format dbt-metrics --out my-dbt-project",
      "  cxw docs --conf my.conf --format superset",
      "  superset import-dashboards -p cx-superset/cx.zip -u admin"
    })
final class DocsCommand extends CxwSubcommand {
  private static final String GOLDEN = "jobs/src/test/resources/golden";

  /** What is written. */
  enum Format {
    SITE,
    DBT_METRICS,
    CUBE,
    SUPERSET;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "site",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write it (default: cx-docs; of another format, cx-<format>).")
  private Path out;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    if (format == Format.SITE) {
      Path folder = out == null ? Path.of("cx-docs") : out;
      Optional<Path> golden =
          Optional.ofNullable(System.getProperty("cxw.home")).map(home -> Path.of(home, GOLDEN));
      int pages = new Site(engine, golden).write(folder);
      out().println(pages + " pages: " + folder.resolve("index.html"));
      return ExitCode.OK;
    }
    Path folder = out == null ? Path.of("cx-" + format) : out;
    SemanticLayer kpis = SemanticLayer.of(engine.warehouse());
    Path written =
        kpis.write(
            SemanticLayer.Tool.valueOf(format.name()),
            settings.publish().postgres().schema(),
            folder);
    out().println(kpis.size() + " KPIs: " + written);
    return ExitCode.OK;
  }
}
