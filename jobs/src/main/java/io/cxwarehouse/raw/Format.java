package io.cxwarehouse.raw;

/** How an entity's files are written. */
public enum Format {
  CSV,
  JSON,
  PARQUET
}
