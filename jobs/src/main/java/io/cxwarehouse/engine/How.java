package io.cxwarehouse.engine;

/** How a table is brought up to date in a run. */
public enum How {
  /** Nothing that it follows has moved. */
  SKIP,
  /** It does not exist yet. */
  FIRST,
  /** Rows of affected keys. */
  KEYS,
  /** Rows of affected dates. */
  PARTITIONS,
  /** Everything, compared with what is there. */
  FULL
}
