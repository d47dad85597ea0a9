package io.cxwarehouse.catalog;

import java.util.Locale;

/** Where a table stands on the way from delivered rows to numbers. */
public enum Layer {
  BRONZE,
  SILVER,
  GOLD,
  OPS;

  /** The folder and database name: {@code bronze}, {@code silver}, … */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
