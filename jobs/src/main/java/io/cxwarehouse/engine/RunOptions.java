package io.cxwarehouse.engine;

import java.time.LocalDate;
import java.util.List;

/**
 * What a run is asked to do.
 *
 * @param only tables as {@code table}, {@code table+} or {@code +table}; empty: all
 * @param fullRefresh rebuild the chosen tables
 * @param isForced run the date even if it is implausible
 * @param command that asks for it, as {@code ops.run} names it
 */
public record RunOptions(
    LocalDate asOf, List<String> only, boolean fullRefresh, boolean isForced, String command) {
  static final String RUN = "run";

  /** Dates of the past, one after the other. */
  public static final String BACKFILL = "backfill";

  public RunOptions(LocalDate asOf, List<String> only, boolean fullRefresh) {
    this(asOf, only, fullRefresh, false);
  }

  public RunOptions(LocalDate asOf, List<String> only, boolean fullRefresh, boolean isForced) {
    this(asOf, only, fullRefresh, isForced, RUN);
  }

  /** Some tables as of a date; an empty list: all. */
  public static RunOptions of(LocalDate asOf, List<String> only) {
    return new RunOptions(asOf, only, false);
  }

  /** The same, and the tables are built anew. */
  public RunOptions refreshed() {
    return new RunOptions(asOf, only, true, isForced, command);
  }

  /** The same, asked for by another command. */
  public RunOptions by(String name) {
    return new RunOptions(asOf, only, fullRefresh, isForced, name);
  }

  public static RunOptions of(LocalDate asOf) {
    return of(asOf, List.of());
  }
}
