package io.cxwarehouse.serve;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.apache.spark.sql.catalyst.analysis.UnresolvedNamespace;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.collection.JavaConverters;

/** Statements by which tools look around: they read the catalogue of schemas and change nothing. */
final class Information {
  private static final Set<String> KINDS =
      Set.of(
          "SetCatalogAndNamespace",
          "ShowNamespaces",
          "ShowTables",
          "ShowViews",
          "ShowColumns",
          "DescribeRelation",
          "DescribeColumn");

  private Information() {}

  /**
   * Whether a statement does no more than that.
   *
   * @param schemas that may be looked at, beside the default one, which is empty
   */
  static boolean isAll(LogicalPlan plan, SortedSet<String> schemas) {
    return KINDS.contains(plan.getClass().getSimpleName())
        && JavaConverters.seqAsJavaListConverter(plan.children()).asJava().stream()
            .allMatch(child -> isShown(child, schemas));
  }

  /** {@code DESCRIBE delta.`path`} would look into any folder. */
  private static boolean isShown(LogicalPlan named, SortedSet<String> schemas) {
    if (named instanceof UnresolvedNamespace namespace) {
      List<String> name =
          JavaConverters.seqAsJavaListConverter(namespace.multipartIdentifier()).asJava();
      return name.isEmpty()
          || name.size() == 1 && (name.get(0).equals("default") || schemas.contains(name.get(0)));
    }
    return named instanceof UnresolvedTableOrView table
        && SqlGuard.isTable(
            JavaConverters.seqAsJavaListConverter(table.multipartIdentifier()).asJava(), schemas);
  }
}
