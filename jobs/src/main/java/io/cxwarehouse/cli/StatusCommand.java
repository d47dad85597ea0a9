package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.engine.Reader;
import io.cxwarehouse.functions.ZoneData;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;

/** Shows where the warehouse stands. */
@Command(
    name = "status",
    description = {
      "Shows the last runs, how fresh each source is, and what wants attention.",
      "That is: failed checks, refused files, rejected rows, survey questions not configured.",
      ""
    },
    footer = {"", "Example:", "  cxw status --conf my.conf"})
final class StatusCommand extends CxwSubcommand {
  /** Of the runs and their deliveries, then of what wants attention; each is a file of SQL. */
  private static final List<String> STATE = List.of("last_runs", "deliveries");

  private static final List<String> ATTENTION =
      List.of(
          "files_refused",
          "interrupted_erasures",
          "checks",
          "rejected_rows",
          "survey_questions",
          "channels",
          "acquisition_channels",
          "countries",
          "touchpoints",
          "shared_keys");

  private Reader reader;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    Engine engine = new Engine(SparkSessions.start(settings), settings);
    reader = engine.reader();
    if (!exists("ops.run")) {
      out().println("no run yet in " + settings.warehouse().root());
      return ExitCode.OK;
    }
    out().println(ZoneData.description());
    reader
        .query("select max(as_of) from ops.run")
        .collectAsList()
        .forEach(row -> ZoneData.doubt(row.getDate(0).toLocalDate()).ifPresent(out()::println));
    reader.publications().current().ifPresent(one -> out().println(published(one)));
    out().println();
    STATE.forEach(this::section);
    ColumnDrift columns = new ColumnDrift(engine, settings);
    columns
        .unknown()
        .ifPresent(
            rows -> show("Delivered columns that no configuration names, kept in _rescued", rows));
    TextTable lost = new TextTable("source", "entity", "column", "newest");
    columns.lost().forEach(one -> lost.add(one.source(), one.entity(), one.column(), one.newest()));
    show("Columns that the newest delivery lacks and the one before it had: null since", lost);
    ATTENTION.forEach(this::section);
    return ExitCode.OK;
  }

  private String published(Publication current) {
    String first = PublicationTexts.sameAs(reader.publications(), current);
    return "Readers get the publication %s, as of %s%s."
        .formatted(
            current.id(),
            PublicationTexts.asOf(current),
            first.isEmpty() ? "" : ", the same tables as " + first);
  }

  /**
   * A section, where its table is there: a file whose first line is the title, and whose second
   * names the table.
   */
  private void section(String name) {
    String sql = Resource.text("status/" + name + ".sql");
    List<String> head =
        sql.lines().limit(2).map(line -> line.replaceFirst("^-- (of )?", "")).toList();
    if (exists(head.get(1))) {
      show(head.get(0), reader.query(sql));
    }
  }

  private boolean exists(String table) {
    return reader.isReadable(TableId.of(table));
  }

  private void show(String title, Dataset<Row> rows) {
    TextTable table = new TextTable(rows.columns());
    rows.collectAsList().forEach(row -> table.add(Cells.of(row)));
    show(title, table);
  }

  /** A title and rows, where there are any. */
  private void show(String title, TextTable table) {
    if (table.size() > 0) {
      out().println(title);
      table.print(out());
      out().println();
    }
  }
}
