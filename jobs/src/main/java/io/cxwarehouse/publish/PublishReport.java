package io.cxwarehouse.publish;

import io.cxwarehouse.engine.Publication;
import java.util.List;

/**
 * What was brought to a target.
 *
 * @param isUpToDate the target showed this publication already
 */
public record PublishReport(Publication publication, boolean isUpToDate, List<Table> tables) {
  /** How a table was brought up to date. */
  public enum How {
    /** It was there already. */
    SAME,
    /** By the rows that differ. */
    CHANGES,
    /** With all its rows. */
    WHOLE,
    /** The publication does not have it. */
    EMPTIED,
    /** It is not defined any more. */
    DROPPED
  }

  /** One table. */
  public record Table(String name, How how, long inserted, long deleted, double seconds) {}
}
