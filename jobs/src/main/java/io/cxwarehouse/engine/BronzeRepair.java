package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.DamagedFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Repairs a table of bronze: landing files whose rows are lost are taken in again. */
final class BronzeRepair {
  private final RepairCase found;
  private final Warehouse warehouse;
  private final TableId table;

  BronzeRepair(RepairCase found) {
    this.found = found;
    this.warehouse = found.warehouse();
    this.table = found.table();
  }

  /**
   * Takes in what is lost, and computes what is made of it.
   *
   * @param isTrial only say what would be done
   */
  RepairReport run(boolean isTrial) {
    Damage damage = found.damage();
    LostFiles lost = new LostFiles(warehouse, found.session(), table, found.state());
    if (damage.isLogWhole()) {
      lost.find(damage.missing());
    } else {
      lost.findSince(damage.log().stream().mapToLong(DamagedFile::version).min().orElse(0));
    }
    lost.requireDelivered();
    if (isTrial) {
      return found.report(lost.paths(), List.of(), null);
    }
    Run run = found.begin(Optional.empty());
    Set<String> missing = damage.missing();
    if (!damage.isLogWhole()) {
      found.setLogAside(run);
    }
    if (!found.exists()) {
      lost.findSince(Long.MIN_VALUE);
    } else if (!damage.isLogWhole()) {
      missing = Damage.names(found.examination().files(table, null));
      lost.findAll(missing);
    }
    lost.requireDelivered();
    if (!missing.isEmpty()) {
      run.writer().forget(found.session(), table, missing);
    }
    IntakeOutcome intake =
        run.takeIn(lost.landing(), Suppression.load(warehouse).rows(warehouse.settings()));
    RunReport report = run.compute(found.followers(), intake);
    run.finish(report, Optional.empty());
    return found.report(lost.paths(), List.of(), report);
  }
}
