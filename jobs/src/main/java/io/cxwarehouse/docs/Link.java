package io.cxwarehouse.docs;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.graph.RelationName;

/**
 * A table, a KPI or another relation, named on a page.
 *
 * @param kind its layer, or kpi
 * @param href its page as seen from the site's root; empty: it has none
 */
public record Link(String label, String kind, String href) {
  static final String KPI = "kpi";

  /** A relation as queries name it; bronze and configuration have no pages. */
  static Link relation(String name, Definitions definitions) {
    RelationName relation = RelationName.of(name);
    boolean hasPage =
        !relation.isBronze()
            && !relation.isConfig()
            && definitions.find(relation.table()).isPresent();
    return hasPage ? table(relation.table()) : new Link(name, relation.layer(), "");
  }

  static Link table(TableId id) {
    return new Link(id.toString(), id.layer().folder(), "tables/" + id + ".html");
  }

  static Link kpi(String name) {
    return new Link(name, KPI, "kpis/" + name + ".html");
  }

  public boolean hasPage() {
    return !href.isEmpty();
  }
}
