package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Commit;
import io.cxwarehouse.delta.CommitLog;
import io.cxwarehouse.delta.OldVersion;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import java.sql.Date;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Shows readers an earlier publication again. Tables stay as they are, so that the next run goes on
 * from there and publishes anew. It has a number of its own among the runs, since the highest one
 * is the publication that counts.
 */
final class PublicationRollback {
  private static final int NAMED = 5;

  private final Warehouse warehouse;
  private final Tables tables;
  private final RunListener listener;
  private final SparkSession session;
  private final Instant started = Instant.now();

  PublicationRollback(Warehouse warehouse, RunListener listener) {
    this.warehouse = warehouse;
    this.tables = warehouse.tables();
    this.listener = listener;
    this.session = warehouse.newSession();
  }

  /**
   * Shows a publication again.
   *
   * @return what readers get now: that publication if it is shown already, else a new one
   */
  Publication run(String id) {
    try (Lock lock = warehouse.lock("publication rollback", listener)) {
      RunState state = warehouse.state();
      state.requireWhole();
      Publications publications = Publications.load(session, tables);
      Publication wanted = wanted(publications, id);
      Optional<Publication> current = publications.current();
      if (current.isPresent() && current.get().versions().equals(wanted.versions())) {
        return current.get();
      }
      requireReadable(wanted);
      return show(wanted, state, lock);
    }
  }

  private static Publication wanted(Publications publications, String id) {
    Publication wanted =
        publications
            .find(id)
            .orElseThrow(
                () ->
                    new CxwException(
                        ExitCode.USAGE,
                        "There is no publication " + id + ".",
                        "no run with this id has published",
                        "`cxw publication list` names those that there are."));
    if (wanted.isTakenBack()) {
      throw new CxwException(
          ExitCode.USAGE,
          "The publication " + id + " does not stand.",
          "its run was taken back by `cxw rollback`",
          "Choose another one of `cxw publication list`.");
    }
    return wanted;
  }

  private void requireReadable(Publication wanted) {
    listener.phase("looking whether " + wanted.versions().size() + " tables can still be read");
    List<String> faults = faults(warehouse, session, wanted);
    if (!faults.isEmpty()) {
      int more = faults.size() - NAMED;
      throw new CxwException(
          ExitCode.USAGE,
          "The publication " + wanted.id() + " cannot be shown again; nothing was changed.",
          String.join("; ", faults.subList(0, Math.min(NAMED, faults.size())))
              + (more > 0 ? "; and " + more + " tables more" : ""),
          "Choose a younger one of `cxw publication list`.");
    }
  }

  /** Tables of a publication that can no longer be read, and why. */
  static List<String> faults(Warehouse warehouse, SparkSession session, Publication publication) {
    CommitLog log = new CommitLog(warehouse.tables(), session.sessionState().newHadoopConf());
    List<String> faults = new ArrayList<>();
    publication
        .versions()
        .forEach(
            (table, version) ->
                OldVersion.fault(session, warehouse.tables(), table, version)
                    .or(() -> madeAnew(log, table, version, publication.number()))
                    .ifPresent(
                        fault -> faults.add(table + " at version " + version + ": " + fault)));
    return faults;
  }

  /** A table whose folder was removed begins again with version 0. */
  private static Optional<String> madeAnew(
      CommitLog log, TableId table, long version, long number) {
    return log.find(table, version)
        .flatMap(CommitLog.Written::runNumber)
        .filter(run -> run > number)
        .map(run -> "the table was made anew since");
  }

  private Publication show(Publication wanted, RunState state, Lock lock) {
    long number = state.nextRunNumber();
    String id = RunState.SHOWN + number;
    TableWriter writer = new TableWriter(tables, new Commit(tables, id, number, lock::check));
    Row last =
        state.runs().stream()
            .filter(r -> RunState.number(r) == wanted.number())
            .findFirst()
            .orElse(null);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    List<Row> runs = new ArrayList<>(state.runs());
    // First, so that no run gets the same number; without the rows that follow it shows nothing.
    runs.add(
        new RunRow(spec(OpsTables.RUN), id, number, started)
            .with("as_of", last == null ? null : last.<Date>getAs("as_of"))
            .with("table_as_of", last == null ? null : last.<Date>getAs("table_as_of"))
            .ended(now, ExitCode.OK.code())
            .with("undone_by", id)
            .with("command", "publication rollback")
            .row());
    writer.overwrite(session, spec(OpsTables.RUN), runs);
    writer.append(
        session, spec(OpsTables.PUBLICATION), Publications.rows(id, number, wanted.versions()));
    return new Publication(id, number, wanted.asOf(), Optional.of(now), wanted.versions(), false);
  }

  private TableSpec spec(TableId table) {
    return warehouse.definitions().table(table).spec();
  }
}
