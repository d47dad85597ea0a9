package io.cxwarehouse.raw;

/** How the files of an entity are written. */
public enum Format {
  CSV,
  JSON,
  /** CSV or JSON, told by the content of each file. */
  TEXT,
  PARQUET
}
