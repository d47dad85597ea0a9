package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.delta.Tables;
import org.apache.spark.sql.SparkSession;

/**
 * Gold is read by many programs, and some of them read wrong values where a table needs more than
 * version 1 of Delta's reader protocol: no deletion vectors, no column mapping, nothing of the
 * kind.
 */
final class GoldProtocol {
  private GoldProtocol() {}

  /** The step's result, or a failure where its table needs more than that. */
  static StepResult checked(Tables tables, SparkSession session, StepResult step) {
    if (!step.isGood() || step.table().layer() != Layer.GOLD) {
      return step;
    }
    int version = tables.readerVersion(session, step.table());
    return version <= 1
        ? step
        : new StepTimer(step.table())
            .failed(
                new IllegalStateException(
                    step.table()
                        + " needs version "
                        + version
                        + " of Delta's reader protocol, which other programs misread: somebody"
                        + " has changed its properties. Remove its folder and run again."));
  }
}
