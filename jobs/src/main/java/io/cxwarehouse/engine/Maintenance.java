package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.CleanUp;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.Compaction;
import io.cxwarehouse.delta.Purge;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Graph;
import java.sql.Date;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Keeps the number of files and the length of logs from growing with the number of nights: makes
 * few files of many small ones, and removes what neither a publication that can be shown again, nor
 * a table that has not caught up, nor a reader of the last days needs. No rows change but those of
 * records that have expired. Each thing that it does is complete by itself: killed anywhere, the
 * same command goes on, and so does a run.
 */
final class Maintenance {
  private final Warehouse warehouse;
  private final Tables tables;
  private final RunListener listener;
  private final Settings.Maintain settings;
  private final SparkSession session;
  private final Instant now;
  private final Instant started = Instant.now();

  /**
   * @param now from which the time is counted back for which readers can read on
   */
  Maintenance(Warehouse warehouse, RunListener listener, Instant now) {
    this.warehouse = warehouse;
    this.tables = warehouse.tables();
    this.listener = listener;
    this.settings = warehouse.settings().maintain();
    this.session = warehouse.newSession();
    this.now = now;
  }

  /**
   * Does it all.
   *
   * @param isTrial only say what would be done
   */
  MaintenanceReport run(boolean isTrial) {
    try (Lock lock = warehouse.lock("maintain", listener)) {
      RunState state = warehouse.state();
      state.requireWhole();
      if (state.runs().isEmpty()) {
        return new MaintenanceReport(List.of(), Optional.empty(), 0, 0, Run.seconds(started));
      }
      Publications publications = Publications.load(session, tables);
      List<Publication> kept = kept(publications);
      Optional<Publication> oldest = kept.stream().findFirst();
      ExpiredRecords expired = new ExpiredRecords(warehouse, session, state, oldest);
      long expiredRows = expired.count();
      long number = state.nextRunNumber();
      String id = RunState.MAINTENANCE + number;
      TableWriter writer = new TableWriter(tables, new Commit(tables, id, number, lock::check));
      RunRow own = row(state, id, number);
      if (!isTrial) {
        writeRuns(writer, state, own);
        if (expired.runs() > 0) {
          listener.phase("totals of the records of " + expired.runs() + " old runs");
          expired.remove(writer);
        }
      }
      List<TableId> all = Purge.all(session, tables);
      Map<TableId, String> faults = new ConcurrentHashMap<>();
      Map<TableId, Compaction.Plan> compacted =
          compact(all, writer, state.ledger(), faults, isTrial);
      if (!isTrial && compacted.values().stream().anyMatch(plan -> !plan.isNone())) {
        writer.overwrite(session, spec(OpsTables.LEDGER), state.ledger().rows());
        publish(writer, publications, state.ledger(), id, number);
      }
      Map<TableId, CleanUp.Removed> removed = cleanUp(all, kept, state.ledger(), faults, isTrial);
      if (!isTrial) {
        writeRuns(writer, state, own.ended(Instant.now(), ExitCode.OK.code()));
      }
      return report(all, compacted, removed, faults, oldest, expired.runs(), expiredRows);
    }
  }

  /**
   * The latest publications that stand, the oldest first; what maintenance republished not counted.
   */
  private List<Publication> kept(Publications publications) {
    List<Publication> standing =
        publications.all().stream().filter(one -> !one.isTakenBack()).toList();
    List<Publication> counted =
        standing.stream().filter(one -> !one.id().startsWith(RunState.MAINTENANCE)).toList();
    if (counted.isEmpty()) {
      return standing;
    }
    long first = counted.get(Math.max(0, counted.size() - settings.keepPublications())).number();
    return standing.stream().filter(one -> one.number() >= first).toList();
  }

  private Map<TableId, Compaction.Plan> compact(
      List<TableId> all,
      TableWriter writer,
      Ledger ledger,
      Map<TableId, String> faults,
      boolean isTrial) {
    Compaction compaction = new Compaction(tables, settings.targetFileRows());
    Map<TableId, Compaction.Plan> plans = new ConcurrentHashMap<>();
    listener.phase("making few files of many small ones, in " + all.size() + " tables");
    each(
        all,
        faults,
        table -> {
          SparkSession own = warehouse.newSession();
          Compaction.Plan plan = compaction.plan(own, table);
          plans.put(table, plan);
          if (!isTrial && !plan.isNone()) {
            Sessions.fit(own, plan.bytes());
            Tables.State before = tables.state(own, table);
            compaction.run(own, table, defined(table), writer);
            ledger.moved(table, before, tables.state(own, table));
          }
        });
    return plans;
  }

  private Optional<TableSpec> defined(TableId table) {
    return table.layer() == Layer.SILVER || table.layer() == Layer.GOLD
        ? warehouse.graph().nodes().stream()
            .filter(node -> node.id().equals(table))
            .map(node -> node.definition().spec())
            .findFirst()
        : Optional.empty();
  }

  private Map<TableId, CleanUp.Removed> cleanUp(
      List<TableId> all,
      List<Publication> kept,
      Ledger ledger,
      Map<TableId, String> faults,
      boolean isTrial) {
    Set<TableId> outputs =
        warehouse.graph().nodes().stream().map(Graph.Node::id).collect(Collectors.toSet());
    Map<TableId, Long> seen = ledger.leastSeen(outputs);
    Map<TableId, Long> published = new TreeMap<>();
    kept.forEach(
        one ->
            one.versions().forEach((table, version) -> published.merge(table, version, Math::min)));
    long run = kept.stream().mapToLong(Publication::number).min().orElse(0);
    CleanUp cleanUp = new CleanUp(tables, now.minus(settings.retention()));
    Map<TableId, CleanUp.Removed> removed = new ConcurrentHashMap<>();
    listener.phase("removing what nobody needs any more, of " + all.size() + " tables");
    each(
        all.stream().filter(table -> !faults.containsKey(table)).toList(),
        faults,
        table -> {
          long version =
              Math.min(
                  seen.getOrDefault(table, Long.MAX_VALUE),
                  published.getOrDefault(table, Long.MAX_VALUE));
          removed.put(
              table,
              cleanUp.run(
                  warehouse.newSession(), table, new CleanUp.Needed(version, run), isTrial));
        });
    return removed;
  }

  /** What is wrong with one table is told, and keeps nothing from the others. */
  private void each(List<TableId> all, Map<TableId, String> faults, Consumer<TableId> work) {
    AtomicInteger done = new AtomicInteger();
    Parallel.forEach(
        all,
        warehouse.atOnce(),
        table -> {
          try {
            work.accept(table);
          } catch (CxwException e) {
            throw e;
          } catch (Exception e) { // Delta's are partly checked, but not declared
            faults.put(table, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            listener.notice(table + " is left alone: " + faults.get(table) + "; see `cxw doctor`");
          }
          int count = done.incrementAndGet();
          if (count % 25 == 0 && count < all.size()) {
            listener.phase("  " + count + " of " + all.size() + " tables");
          }
        });
  }

  /** Readers get the same rows under the versions that were made of them. */
  private void publish(
      TableWriter writer, Publications publications, Ledger ledger, String id, long number) {
    SortedMap<TableId, Long> before = new TreeMap<>(publications.versions());
    SortedMap<TableId, Long> versions = new TreeMap<>(before);
    versions.replaceAll(ledger::movedTo);
    if (!versions.equals(before)) {
      writer.append(session, spec(OpsTables.PUBLICATION), Publications.rows(id, number, versions));
    }
  }

  /** It names itself as what took it back: no run goes on from it, and none is taken back to it. */
  private RunRow row(RunState state, String id, long number) {
    Row last = state.last().orElse(null);
    return new RunRow(spec(OpsTables.RUN), id, number, started)
        .with("as_of", last == null ? null : last.<Date>getAs("as_of"))
        .with("table_as_of", last == null ? null : last.<Date>getAs("table_as_of"))
        .with("undone_by", id)
        .with("command", "maintain");
  }

  private void writeRuns(TableWriter writer, RunState state, RunRow own) {
    List<Row> runs = new ArrayList<>(state.runs());
    runs.add(own.row());
    writer.overwrite(session, spec(OpsTables.RUN), runs);
  }

  private MaintenanceReport report(
      List<TableId> all,
      Map<TableId, Compaction.Plan> compacted,
      Map<TableId, CleanUp.Removed> removed,
      Map<TableId, String> faults,
      Optional<Publication> oldest,
      long expiredRuns,
      long expiredRows) {
    return new MaintenanceReport(
        all.stream()
            .sorted()
            .map(
                id ->
                    faults.containsKey(id)
                        ? MaintenanceReport.Table.faulty(id, faults.get(id))
                        : new MaintenanceReport.Table(
                            id, compacted.get(id), removed.get(id), Optional.empty()))
            .toList(),
        oldest,
        expiredRuns,
        expiredRows,
        Run.seconds(started));
  }

  private TableSpec spec(TableId table) {
    return warehouse.definitions().table(table).spec();
  }
}
