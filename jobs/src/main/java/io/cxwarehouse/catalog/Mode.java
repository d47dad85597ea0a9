package io.cxwarehouse.catalog;

/** How a table follows its inputs. */
public enum Mode {
  /** Rows of affected keys are recomputed. */
  KEYS,
  /** Rows of affected dates are recomputed; the dates are few and become literal filters. */
  PARTITIONS,
  /** All rows are recomputed; only differences are written. */
  FULL
}
