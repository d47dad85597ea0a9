package io.cxwarehouse.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table with all that computes and guards it: the files of its folder.
 *
 * @param queries SELECT texts by file name: one {@code query.sql} with the {@code with_<part>.sql}
 *     that it reads (those of {@code cxw.parts} too), or {@code from_<source>.sql} per source (and
 *     {@code kpi/<kpi>/<table>.sql} of KPIs); empty for a Java step
 * @param sources what every {@code from_<source>.sql} returns, where {@code query.sql} makes the
 *     table of their rows
 * @param affected the SELECT of affected keys, where the default does not do
 */
public record TableDefinition(
    TableSpec spec,
    SortedMap<String, String> queries,
    Optional<SourceShape> sources,
    Optional<String> affected,
    List<Check> checks) {

  public TableId id() {
    return spec.id();
  }

  /**
   * The same with one more query: a part, or one whose rows are united with those of the others.
   */
  TableDefinition with(String file, String query) {
    SortedMap<String, String> all = new TreeMap<>(queries);
    all.put(file, query);
    return new TableDefinition(
        spec, Collections.unmodifiableSortedMap(all), sources, affected, checks);
  }

  /** The text of everything that decides this table's contents, for fingerprints. */
  public String text() {
    StringBuilder text = new StringBuilder(spec.ddl());
    queries.forEach((name, sql) -> text.append('\n').append(name).append('\n').append(sql));
    sources.ifPresent(shape -> text.append("\nsources\n").append(shape.ddl()));
    affected.ifPresent(sql -> text.append("\naffected\n").append(sql));
    return text.toString();
  }
}
