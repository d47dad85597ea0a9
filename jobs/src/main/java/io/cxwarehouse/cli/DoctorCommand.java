package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.DamagedFile;
import io.cxwarehouse.engine.Condition;
import io.cxwarehouse.engine.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks for damage, and for what would keep a run from ending well. */
@Command(
    name = "doctor",
    description = {
      "Looks at Java, memory, disks, the rights on folders, the configuration, time zone data, the",
      "clock, the lock, the last run, and at every table: commits that are cut short or missing, data",
      "files that are missing or of another size. Names table, version and file; changes nothing.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cxw doctor --conf my.conf",
      "  cxw doctor --conf my.conf --format json      one JSON document",
      "",
      "Exit codes: 0 nothing is at fault (there may be warnings), 1 something is at fault or damaged,",
      "2 the configuration cannot be used. `cxw repair` mends tables; docs/operations.md says more."
    })
final class DoctorCommand extends CxwSubcommand {
  @Mixin private DocumentFormat format = new DocumentFormat();

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    List<DamagedFile> damaged = engine.examine();
    List<Condition> conditions = engine.checkup(damaged);
    if (format.isJson()) {
      DocumentFormat.print(json(conditions, damaged), out());
    } else {
      print(conditions, damaged, settings.warehouse().root());
    }
    boolean isWell =
        damaged.isEmpty()
            && conditions.stream().noneMatch(one -> one.state() == Condition.State.FAULT);
    return isWell ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void print(List<Condition> conditions, List<DamagedFile> damaged, String root) {
    TextTable table = new TextTable("looked at", "state", "found");
    conditions.forEach(one -> table.add(one.subject(), name(one.state()), one.found()));
    table.print(out());
    out().println();
    for (Condition one : conditions) {
      if (one.state() != Condition.State.OK) {
        out().println(one.subject() + ": " + one.remedy());
      }
    }
    if (damaged.isEmpty()) {
      out().println("all tables below " + root + " are sound");
      return;
    }
    table(damaged).print(out());
    out().println();
    damaged.stream()
        .map(DamagedFile::table)
        .distinct()
        .forEach(one -> out().println("cxw repair " + one + " --dry-run   says what can be done"));
    out().println("nothing was changed; see “A damaged table” in docs/operations.md");
  }

  static TextTable table(List<DamagedFile> damaged) {
    TextTable table = new TextTable("table", "version", "file", "fault");
    damaged.forEach(d -> table.add(d.table(), d.version(), d.file(), d.fault()));
    return table;
  }

  private static Map<String, Object> json(List<Condition> conditions, List<DamagedFile> damaged) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("conditions", conditions.stream().map(DoctorCommand::json).toList());
    document.put("damaged", damaged.stream().map(DoctorCommand::json).toList());
    return document;
  }

  private static Map<String, Object> json(Condition one) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("subject", one.subject());
    fields.put("state", name(one.state()));
    fields.put("found", one.found());
    fields.put("remedy", one.remedy());
    return fields;
  }

  private static Map<String, Object> json(DamagedFile one) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", one.table().toString());
    fields.put("version", one.version());
    fields.put("file", one.file());
    fields.put("fault", one.fault());
    return fields;
  }

  private static String name(Condition.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
