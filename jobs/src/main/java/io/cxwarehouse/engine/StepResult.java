package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.util.List;
import java.util.Optional;

/**
 * What a step did.
 *
 * @param late inserted rows of a date at which an earlier run had stood already
 * @param rejected rows that a source's SELECT could not conform
 * @param partitions partitions touched
 * @param version the table's Delta version afterwards
 */
public record StepResult(
    TableId table,
    Status status,
    How how,
    List<String> reasons,
    long inserted,
    long updated,
    long deleted,
    long late,
    long rejected,
    long partitions,
    double seconds,
    long version,
    Optional<String> message) {

  /** How a step ended. */
  public enum Status {
    /** New rows were committed. */
    CHANGED,
    /** Nothing differed, or nothing had moved. */
    UNCHANGED,
    /** A check failed: nothing was committed. */
    CHECK_FAILED,
    /** An error: nothing was committed. */
    FAILED,
    /** A table that it needs was not brought up to date. */
    BLOCKED
  }

  public long changed() {
    return inserted + updated + deleted;
  }

  public boolean isGood() {
    return status == Status.CHANGED || status == Status.UNCHANGED;
  }
}
