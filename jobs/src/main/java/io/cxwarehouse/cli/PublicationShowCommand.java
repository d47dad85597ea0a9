package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Publications;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one publication. */
@Command(
    name = "show",
    description = {
      "Shows the versions of all tables of a publication, and whether they can still be read.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw publication show --conf my.conf                               what readers get",
      "  cxw publication show 2026-03-31_118 --conf my.conf --format json"
    })
final class PublicationShowCommand extends CxwSubcommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "A publication that `cxw publication list` names (default: the current one).")
  private String id;

  @Mixin private DocumentFormat format = new DocumentFormat();

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    Publications publications = engine.publications();
    Publication shown = chosen(publications);
    List<String> faults = engine.faults(shown);
    if (format.isJson()) {
      Map<String, Object> document = PublicationTexts.json(publications, shown);
      Map<String, Long> versions = new TreeMap<>();
      shown.versions().forEach((table, version) -> versions.put(table.toString(), version));
      document.put("tables", versions);
      document.put("unreadable", faults);
      DocumentFormat.print(document, out());
      return ExitCode.OK;
    }
    TextTable table = new TextTable("table", "version");
    shown.versions().forEach(table::add);
    table.print(out());
    out().println();
    String state = PublicationTexts.state(publications, shown);
    out().println(shown.named() + (state.isEmpty() ? "" : " (" + state + ")"));
    faults.forEach(fault -> out().println("can no longer be read: " + fault));
    return ExitCode.OK;
  }

  private Publication chosen(Publications publications) {
    Optional<Publication> chosen = id == null ? publications.current() : publications.find(id);
    return chosen.orElseThrow(
        () ->
            new CxwException(
                ExitCode.USAGE,
                "There is no such publication.",
                id == null ? "nothing was published yet" : "no run " + id + " has published",
                "`cxw publication list` names those that there are."));
  }
}
