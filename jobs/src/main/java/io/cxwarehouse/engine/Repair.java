package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.DamagedFile;
import io.cxwarehouse.delta.DamagedLog;
import io.cxwarehouse.delta.Examination;
import io.cxwarehouse.delta.Purge;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/**
 * Writes a damaged table anew from its inputs, as its next version: versions before it stay
 * readable where their files are there. A bronze table is made of landing files; those whose rows
 * are lost are taken in again.
 */
final class Repair {
  private final Warehouse warehouse;
  private final Tables tables;
  private final RunListener listener;
  private final SparkSession session;
  private final Examination examination;
  private final Instant started = Instant.now();

  Repair(Warehouse warehouse, RunListener listener) {
    this.warehouse = warehouse;
    this.tables = warehouse.tables();
    this.listener = listener;
    this.session = warehouse.newSession();
    this.examination = new Examination(tables, session);
  }

  /**
   * Mends a table.
   *
   * @param isTrial only say what would be done
   */
  RepairReport run(TableId table, boolean isTrial) {
    Set<TableId> followers = followers(table);
    try (Lock lock = warehouse.lock("repair " + table, listener)) {
      requireRecords(table);
      Damage damage = damage(table);
      if (damage.all().isEmpty()) {
        return new RepairReport(
            List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
      }
      RunState state = warehouse.state();
      state.requireWhole();
      RepairCase found =
          new RepairCase(
              warehouse, session, listener, started, lock, state, table, followers, damage);
      return table.layer() == Layer.BRONZE
          ? new BronzeRepair(found).run(isTrial)
          : new ComputedRepair(found).run(isTrial);
    }
  }

  /** The table, where it is computed, and all that follows it and is there. */
  private Set<TableId> followers(TableId table) {
    Set<TableId> followers = new TreeSet<>(defined(table));
    followers.retainAll(Purge.all(session, tables));
    return followers;
  }

  private Set<TableId> defined(TableId table) {
    if (table.layer() == Layer.BRONZE || table.layer() == Layer.OPS) {
      if (!Purge.all(session, tables).contains(table)) {
        throw new CxwException(
            ExitCode.USAGE,
            "There is no table " + table + " in " + tables.root() + ".",
            "no run has made it, or its name is misspelt",
            "`cxw doctor` names tables that are damaged.");
      }
      List<String> consumers =
          warehouse.graph().nodes().stream()
              .filter(node -> node.tables().contains(table))
              .map(node -> node.id() + "+")
              .toList();
      return consumers.isEmpty() ? Set.of() : Selection.of(consumers, warehouse.graph());
    }
    return Selection.of(List.of(table + "+"), warehouse.graph());
  }

  private Damage damage(TableId table) {
    if (!Purge.all(session, tables).contains(table)) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no table " + table + " in " + tables.root() + " to be repaired.",
          "its folder is gone, or no run has made it yet",
          "Run `cxw run`; it makes the table.");
    }
    listener.phase("examining " + table);
    List<DamagedFile> log = examination.log(table);
    if (!DamagedLog.isReadable(session, tables, table)) {
      return new Damage(log.isEmpty() ? examination.files(table, null) : log, List.of(), List.of());
    }
    Long published = Publications.load(session, tables).versions().get(table);
    return new Damage(log, examination.files(table, null), examination.files(table, published));
  }

  /** A repair is told from what runs recorded; records themselves are made of nothing else. */
  private void requireRecords(TableId table) {
    for (TableId record : Purge.all(session, tables)) {
      if (record.layer() != Layer.OPS) {
        continue;
      }
      List<DamagedFile> damaged = examination.damaged(record);
      if (!damaged.isEmpty()) {
        throw new CxwException(
            ExitCode.FAILURE,
            table + " cannot be repaired; nothing was changed.",
            record + " is damaged, and is made of no other table: " + Damage.named(damaged),
            record.equals(OpsTables.LANDING_FOLDER)
                ? "Move its folder away, while no run is under way: the next run looks at all files"
                    + " once, and makes it anew. Then run the same command again."
                : "Bring its files back from a backup, and run the same command again. Without one,"
                    + " build the warehouse from scratch (docs/operations.md, “Doing it again”).");
      }
    }
  }
}
