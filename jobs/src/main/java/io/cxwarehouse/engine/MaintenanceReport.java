package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.CleanUp;
import io.cxwarehouse.delta.Compaction;
import java.util.List;
import java.util.Optional;

/**
 * What maintenance did, or would do.
 *
 * @param oldest the oldest publication that can be shown again; empty: nothing was published yet
 * @param expiredRuns runs whose records became totals
 * @param expiredRows rows of records that went
 */
public record MaintenanceReport(
    List<Table> tables,
    Optional<Publication> oldest,
    long expiredRuns,
    long expiredRows,
    double seconds) {

  /**
   * One table.
   *
   * @param fault why it was left alone; empty: it was not
   */
  public record Table(
      TableId id, Compaction.Plan compacted, CleanUp.Removed removed, Optional<String> fault) {
    static Table faulty(TableId id, String why) {
      return new Table(
          id, new Compaction.Plan(0, 0, 0), new CleanUp.Removed(0, 0, 0), Optional.of(why));
    }

    public boolean isIdle() {
      return compacted.isNone()
          && removed.files() == 0
          && removed.logFiles() == 0
          && fault.isEmpty();
    }
  }
}
