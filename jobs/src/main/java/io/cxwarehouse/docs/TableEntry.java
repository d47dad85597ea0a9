package io.cxwarehouse.docs;

import io.cxwarehouse.catalog.Check;
import io.cxwarehouse.catalog.TableId;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a table shows.
 *
 * @param freshness sentences on when its rows change and what they are fed by
 * @param files SQL that computes it, and what finds rows that are affected
 * @param allInputs all that it is made of, beyond what the picture shows
 * @param allFollowers all that is made of it
 */
public record TableEntry(
    TableId id,
    String purpose,
    String grain,
    List<String> key,
    List<String> partition,
    List<Column> columns,
    List<Check> checks,
    List<String> freshness,
    Picture picture,
    List<Link> allInputs,
    List<Link> allFollowers,
    List<Sql> files,
    Optional<Example> example) {

  public record Column(String name, String type, String meaning, boolean isKey) {}

  /** A file with SQL. */
  public record Sql(String name, String text) {}

  /**
   * A golden case: rows of its inputs, and the rows that must come of them.
   *
   * @param why how the expectation was worked out
   * @param parameters settings other than the defaults, as JSON; empty: there are none
   */
  public record Example(
      String name, String why, String parameters, List<Rows> inputs, Rows expected) {}

  /**
   * @param hidden rows that are not shown
   */
  public record Rows(String name, List<String> columns, List<List<String>> cells, int hidden) {}

  public Link link() {
    return Link.table(id);
  }

  public boolean hasLineage() {
    return picture.boxes().size() > 1;
  }
}
