package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Publications;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists publications. */
@Command(
    name = "list",
    description = {"Lists the publications, the newest last, and says which one readers get.", ""},
    footer = {
      "",
      "Examples:",
      "  cxw publication list --conf my.conf",
      "  cxw publication list --conf my.conf --last 0 --format json     all, one JSON document a line"
    })
final class PublicationListCommand extends CxwSubcommand {
  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many of the newest; 0: all (default: ${DEFAULT-VALUE}).")
  private int last;

  @Mixin private DocumentFormat format = new DocumentFormat();

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Publications publications = new Engine(SparkSessions.start(settings), settings).publications();
    List<Publication> all = publications.all();
    List<Publication> shown =
        last > 0 ? all.subList(Math.max(0, all.size() - last), all.size()) : all;
    if (format.isJson()) {
      shown.forEach(one -> DocumentFormat.print(PublicationTexts.json(publications, one), out()));
      return ExitCode.OK;
    }
    if (shown.isEmpty()) {
      out().println("nothing was published yet");
      return ExitCode.OK;
    }
    TextTable table =
        new TextTable("publication", "as of", "published at", "tables", "same set as", "state");
    shown.forEach(
        one ->
            table.add(
                one.id(),
                PublicationTexts.asOf(one),
                PublicationTexts.publishedAt(one),
                one.versions().size(),
                PublicationTexts.sameAs(publications, one),
                PublicationTexts.state(publications, one)));
    table.print(out());
    return ExitCode.OK;
  }
}
