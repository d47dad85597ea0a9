package io.cxwarehouse.raw;

import java.util.List;

/** Which delivered rows go. */
public interface RowTest {
  /**
   * Whether a row goes whose cells could be told apart.
   *
   * @param cells in the order of the entity's columns, and what no column takes
   * @param key empty if it has none
   */
  boolean goes(List<String> cells, String key);

  /** Whether a row goes of which the text is all that is known. */
  boolean goes(String text);
}
