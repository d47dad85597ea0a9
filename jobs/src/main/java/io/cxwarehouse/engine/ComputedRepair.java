package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.DamagedFile;
import io.cxwarehouse.delta.Purge;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Selection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Repairs a table that is computed: from its inputs, which have to be sound. */
final class ComputedRepair {
  private static final IntakeOutcome NOTHING = new IntakeOutcome(0, 0, 0, List.of());

  private final RepairCase found;
  private final Warehouse warehouse;
  private final TableId table;
  private final RunState state;

  ComputedRepair(RepairCase found) {
    this.found = found;
    this.warehouse = found.warehouse();
    this.table = found.table();
    this.state = found.state();
  }

  /**
   * Writes the table anew, and what follows it.
   *
   * @param isTrial only say what would be done
   */
  RepairReport run(boolean isTrial) {
    requireInputs();
    LostDates lost = new LostDates(warehouse, found.session(), table);
    Set<String> missing = ConcurrentHashMap.newKeySet();
    missing.addAll(found.damage().missing());
    boolean isLogWhole = found.damage().isLogWhole();
    if (isTrial) {
      List<LocalDate> dates =
          isLogWhole ? List.copyOf(lost.find(missing, false, state).keySet()) : List.of();
      return found.report(List.of(), dates, null);
    }
    boolean isOnlyShown = isLogWhole && missing.isEmpty();
    Optional<Mending> mending =
        isOnlyShown ? Optional.empty() : Optional.of(new Mending(table, missing, isLogWhole));
    Run run = found.begin(mending);
    boolean isBack = false;
    if (!isLogWhole) {
      isBack = found.setLogAside(run);
      if (found.exists()) {
        missing.addAll(Damage.names(found.examination().files(table, null)));
      }
    }
    SortedMap<LocalDate, LocalDate> dates = lost.find(missing, isBack, state);
    RunReport report = run.compute(isOnlyShown ? Set.of() : found.followers(), NOTHING);
    run.finish(report, Optional.empty());
    for (LocalDate date : new TreeSet<>(dates.values())) {
      if (report.exitCode() == ExitCode.OK && !date.equals(found.options().asOf())) {
        found.listener().phase("computing " + table + " as of " + date + ", whose rows are lost");
        report = again(date);
      }
    }
    return found.report(List.of(), List.copyOf(dates.keySet()), report);
  }

  private void requireInputs() {
    Set<TableId> inputs = new TreeSet<>();
    for (Graph.Node node : warehouse.graph().nodes()) {
      if (node.id().equals(table)) {
        inputs.addAll(node.tables());
      }
    }
    inputs.retainAll(Purge.all(found.session(), warehouse.tables()));
    for (TableId input : inputs) {
      List<DamagedFile> damaged = found.examination().damaged(input);
      if (!damaged.isEmpty()) {
        throw new CxwException(
            ExitCode.FAILURE,
            table + " cannot be computed again; nothing was changed.",
            "its input " + input + " is damaged: " + Damage.named(damaged),
            "Repair that first: cxw repair " + input + "; then run the same command again.");
      }
    }
  }

  /** Rows of a date of an as-of table, as they are known today. */
  private RunReport again(LocalDate date) {
    RunOptions options = found.options(date);
    Run run =
        Run.begin(
            warehouse, options, found.listener(), Instant.now(), warehouse.state(), found.lock());
    RunReport report = run.compute(Selection.of(options.only(), warehouse.graph()), NOTHING);
    run.finish(report, Optional.empty());
    return report;
  }
}
