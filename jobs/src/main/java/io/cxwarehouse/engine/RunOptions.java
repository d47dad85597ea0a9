package io.cxwarehouse.engine;

import java.time.LocalDate;
import java.util.List;

/**
 * What a run is asked to do.
 *
 * @param only tables as {@code table}, {@code table+} or {@code +table}; empty: all
 * @param fullRefresh rebuild the chosen tables
 */
public record RunOptions(LocalDate asOf, List<String> only, boolean fullRefresh) {
  public static RunOptions of(LocalDate asOf) {
    return new RunOptions(asOf, List.of(), false);
  }
}
