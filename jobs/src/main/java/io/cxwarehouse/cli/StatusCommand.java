package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.Source;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.functions.ZoneData;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
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
  private static final String LAST_RUN =
      "run_id = (select max_by(run_id, run_number) from ops.run where undone_by is null)";

  /** Each path as it was last looked at. */
  private static final String FILES =
      "with look as (select *, row_number() over (partition by path order by run_number desc) as n"
          + " from ops.ingested_file),"
          + " file as (select * from look where n = 1 and status <> 'replaced') ";

  private static final String DELIVERIES =
      "select source, entity, max(delivery_date) as newest,"
          + " datediff((select max(as_of) from ops.run where undone_by is null),"
          + " max(delivery_date)) as days_old,"
          + " max_by(run_id, run_number) as last_taken_in_by,"
          + " count_if(status <> 'duplicate') as files, sum(rows) as rows,"
          + " sum(rejected) as rejected,"
          + " round(sum(rejected) / nullif(sum(rows) + sum(rejected), 0), 4) as rejected_rate"
          + " from file where status <> 'refused' group by source, entity order by source, entity";

  private final Map<String, NavigableSet<LocalDate>> deliveries = new HashMap<>();
  private Engine engine;

  @Override
  ExitCode execute() {
    Settings settings = common.settings();
    engine = new Engine(SparkSessions.start(settings), settings);
    if (!exists("ops.run")) {
      out().println("no run yet in " + settings.warehouse().root());
      return ExitCode.OK;
    }
    out().println(ZoneData.description());
    engine
        .query("select max(as_of) from ops.run")
        .collectAsList()
        .forEach(row -> ZoneData.doubt(row.getDate(0).toLocalDate()).ifPresent(out()::println));
    out().println();
    show(
        "Last runs",
        "ops.run",
        "select run_id, as_of, finished_at, exit_code, files, rows_in, rows_rejected, undone_by"
            + " from ops.run order by run_number desc limit 5");
    show("Deliveries", "ops.ingested_file", FILES + DELIVERIES);
    show(
        "Delivered columns that no configuration names, kept in _rescued",
        "ops.run",
        unknownColumns());
    show(
        "Columns that the newest delivery lacks and the one before it had: null since",
        "ops.run",
        lostColumns());
    show(
        "Files refused",
        "ops.ingested_file",
        FILES
            + "select path, reason from file where status in ('refused', 'partial') order by path");
    show(
        "Erasures that were interrupted: run cxw erase with the same requests again",
        "ops.erasure",
        "select erasure_id, sum(if(event = 'requested', rows, 0)) requests from ops.erasure"
            + " group by erasure_id having count_if(event = 'completed') = 0 order by erasure_id");
    show(
        "Checks that failed or warned in the last run",
        "ops.check_result",
        "select `table`, check_name, severity, offences, description from ops.check_result where "
            + LAST_RUN
            + " and offences > 0 order by severity, `table`, check_name");
    show(
        "Rejected rows",
        "ops.rejected_record",
        "select source, entity, reason, count(*) rows, min(file) for_example"
            + " from ops.rejected_record group by source, entity, reason"
            + " order by source, entity, reason");
    show(
        "Survey questions in no KPI: not configured in surveys.questions",
        "silver.survey_response",
        "select source, survey_id, question_id, count(*) answers from silver.survey_response"
            + " where metric is null group by source, survey_id, question_id order by 1, 2, 3");
    show(
        "Acquisition channels that customers.acquisition-channels does not name, segments as told",
        "silver.customer",
        "select acquisition_channel, count(distinct customer_id) customers from silver.customer"
            + " left anti join config.acquisition_channel using (acquisition_channel)"
            + " where acquisition_channel is not null group by 1 order by 2 desc, 1 limit 20");
    show(
        "Countries that nobody knows by this name, segments as told",
        "silver.customer",
        "select country, count(distinct customer_id) customers from silver.customer"
            + " where country is not null and country_code(country) is null"
            + " group by 1 order by 2 desc, 1 limit 20");
    show(
        "E-mails and phones that too many records share, so that they link nobody",
        "silver.customer_shared_key",
        "select key_kind, source, records, key_value from silver.customer_shared_key"
            + " order by 1, 2, 4 limit 20");
    return ExitCode.OK;
  }

  /**
   * What the newest deliveries hold beyond the configuration. Entities whose queries read {@code
   * _rescued} are left out: there such columns are the rule, such as a survey's questions.
   */
  private String unknownColumns() {
    return ofEntities(
        (source, entity) -> {
          String table = bronze(source, entity);
          return isReadWhole(table)
              ? ""
              : """
                select '%1$s' source, '%2$s' entity, column, count(*) rows, max(newest) newest
                from (
                  select explode(json_object_keys(_rescued)) column, _delivery_date newest
                  from %3$s where _rescued is not null and _delivery_date = date '%4$s')
                group by column
                """
                  .formatted(source.name(), entity.name(), table, deliveries(table).last());
        });
  }

  /** Columns with values in the delivery before the newest, and none in the newest. */
  private String lostColumns() {
    return ofEntities(
        (source, entity) -> {
          NavigableSet<LocalDate> dates = deliveries(bronze(source, entity));
          LocalDate newest = dates.last();
          LocalDate before = dates.lower(newest);
          List<String> lost = new ArrayList<>();
          for (Source.Column column : entity.columns()) {
            lost.add(
                ("if(count(`%1$s`) filter (where _delivery_date = date '%2$s') = 0"
                        + " and count(`%1$s`) > 0, '%1$s', null)")
                    .formatted(column.name(), newest));
          }
          return before == null
              ? ""
              : """
                select '%1$s' source, '%2$s' entity,
                  explode(array_compact(array(%3$s))) column, date '%4$s' newest
                from %5$s where _delivery_date >= date '%6$s'
                """
                  .formatted(
                      source.name(),
                      entity.name(),
                      String.join(", ", lost),
                      newest,
                      bronze(source, entity),
                      before);
        });
  }

  /** One query of all entities that have been delivered; empty if there are none. */
  private String ofEntities(BiFunction<Source, Source.Entity, String> query) {
    List<String> parts = new ArrayList<>();
    for (Source source : common.settings().sources().values()) {
      for (Source.Entity entity : source.entities().values()) {
        if (!deliveries(bronze(source, entity)).isEmpty()) {
          String part = query.apply(source, entity);
          if (!part.isEmpty()) {
            parts.add(part);
          }
        }
      }
    }
    return parts.isEmpty()
        ? ""
        : String.join(" union all ", parts) + " order by source, entity, column";
  }

  private static String bronze(Source source, Source.Entity entity) {
    return TableId.bronze(source.name(), entity.name()).toString();
  }

  /** Dates under which rows of an entity lie, from the table's list of files. */
  private NavigableSet<LocalDate> deliveries(String table) {
    return deliveries.computeIfAbsent(
        table,
        name -> {
          NavigableSet<LocalDate> dates = new TreeSet<>();
          engine
              .warehouse()
              .tables()
              .partitions(engine.warehouse().spark(), TableId.of(name), "_delivery_date")
              .forEach(date -> dates.add(LocalDate.parse(date)));
          return dates;
        });
  }

  private boolean isReadWhole(String table) {
    return engine.warehouse().definitions().tables().values().stream()
        .flatMap(definition -> definition.queries().values().stream())
        .anyMatch(query -> query.contains("_rescued") && query.contains(table));
  }

  private boolean exists(String table) {
    return engine.isReadable(TableId.of(table));
  }

  /** A section, where there is something to show. */
  private void show(String title, String needed, String query) {
    if (query.isEmpty() || !exists(needed)) {
      return;
    }
    Dataset<Row> rows = engine.query(query);
    TextTable table = new TextTable(rows.columns());
    rows.collectAsList().forEach(row -> table.add(Cells.of(row)));
    if (table.size() > 0) {
      out().println(title);
      table.print(out());
      out().println();
    }
  }
}
