package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One consistent set of table versions, as readers got it or get it.
 *
 * @param id of the run that published it, or of the rollback that showed an older set again
 * @param number grows with each publication
 * @param asOf the date at which its tables stand; empty: the run's record is not there
 * @param publishedAt empty: the run did not come to its end
 * @param isTakenBack the run was taken back, and its publication counts no more
 */
public record Publication(
    String id,
    long number,
    Optional<LocalDate> asOf,
    Optional<Instant> publishedAt,
    SortedMap<TableId, Long> versions,
    boolean isTakenBack) {

  /** Which one readers see, in words. */
  public String named() {
    String name = id.startsWith("publication") ? id : "publication " + id;
    return name + asOf.map(day -> ", as of " + day).orElse("");
  }
}
