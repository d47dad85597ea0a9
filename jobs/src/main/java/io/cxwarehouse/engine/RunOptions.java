package io.cxwarehouse.engine;

import java.time.LocalDate;
import java.util.List;

/**
 * What a run is asked to do.
 *
 * @param only tables as {@code table}, {@code table+} or {@code +table}; empty: all
 * @param fullRefresh rebuild the chosen tables
 * @param isForced run the date even if it is implausible
 */
public record RunOptions(LocalDate asOf, List<String> only, boolean fullRefresh, boolean isForced) {
  public RunOptions(LocalDate asOf, List<String> only, boolean fullRefresh) {
    this(asOf, only, fullRefresh, false);
  }

  public static RunOptions of(LocalDate asOf) {
    return new RunOptions(asOf, List.of(), false);
  }
}
