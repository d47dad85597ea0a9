package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.How;
import io.cxwarehouse.engine.PlannedStep;
import io.cxwarehouse.engine.RunOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what a run would do. */
@Command(
    name = "plan",
    description = {"Says what a run would do, table by table, and why; changes nothing.", ""},
    footer = {
      "",
      "Examples:",
      "  cxw plan --conf my.conf --date 2026-03-31",
      "  cxw plan --conf my.conf --format json          with every table's inputs, for a scheduler",
      "",
      "how: first (no table yet), keys or partitions (rows that moved), full (all rows), skip."
    })
final class PlanCommand extends CxwSubcommand {
  @Mixin private RunChoice choice = new RunChoice();

  @Mixin private DocumentFormat format = new DocumentFormat();

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    List<RunOptions> runs = choice.runs(settings);
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    List<Map<String, Object>> documents = new ArrayList<>();
    for (RunOptions options : runs) {
      List<PlannedStep> steps = engine.plan(options);
      if (format.isJson()) {
        documents.add(json(options, steps));
      } else {
        print(options, steps);
      }
    }
    documents.forEach(document -> DocumentFormat.print(document, out()));
    return ExitCode.OK;
  }

  private void print(RunOptions options, List<PlannedStep> steps) {
    TextTable table = new TextTable("table", "how", "why");
    for (PlannedStep step : steps) {
      table.add(step.table(), name(step.how()), String.join("; ", step.reasons()));
    }
    table.print(out());
    long moving = steps.stream().filter(step -> step.how() != How.SKIP).count();
    out().println();
    out().printf("as of %s: %d of %d tables would run%n", options.asOf(), moving, steps.size());
  }

  private static Map<String, Object> json(RunOptions options, List<PlannedStep> steps) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("as_of", options.asOf().toString());
    document.put("steps", steps.stream().map(PlanCommand::json).toList());
    return document;
  }

  private static Map<String, Object> json(PlannedStep step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", step.table().toString());
    fields.put("how", name(step.how()));
    fields.put("reasons", step.reasons());
    fields.put("depends_on", step.dependsOn().stream().map(TableId::toString).toList());
    return fields;
  }

  private static String name(How how) {
    return how.name().toLowerCase(Locale.ROOT);
  }
}
