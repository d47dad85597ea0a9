package io.cxwarehouse.graph;

import java.util.Set;

/** Columns by which a source's SELECT hands rows to the engine that it cannot conform. */
public final class Rejects {
  public static final String REASON = "_reject_reason";

  /**
   * Allowed beside the table's own columns in a {@code from_<source>.sql}, or in the {@code
   * query.sql} that reads them.
   */
  static final Set<String> COLUMNS =
      Set.of(REASON, "_file", "_file_id", "_row_number", "_record_id");

  private Rejects() {}
}
