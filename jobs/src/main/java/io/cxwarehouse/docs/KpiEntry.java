package io.cxwarehouse.docs;

import java.util.List;

/**
 * What the page of a KPI shows.
 *
 * @param facts names and values: unit, direction and so on
 * @param parts SQL of its numerator and denominator, where the KPI brings its own
 * @param uses where it is used: tables and keys of the configuration
 */
public record KpiEntry(
    String name,
    String definition,
    String pillar,
    String unit,
    String direction,
    List<Fact> facts,
    String recompute,
    List<TableEntry.Sql> parts,
    Picture picture,
    List<Link> uses) {

  public record Fact(String name, String value, boolean isCode) {}

  public Link link() {
    return Link.kpi(name);
  }
}
