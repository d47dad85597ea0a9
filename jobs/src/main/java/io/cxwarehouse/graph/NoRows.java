package io.cxwarehouse.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Deduplicate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;
import scala.collection.JavaConverters;

/**
 * Which queries give no rows, whatever their other inputs hold, where some inputs have none: those
 * of a source that was never delivered, and of what is made of it alone. That follows from the
 * query's form, not from values, so it is found out once for a text and holds for every night.
 */
final class NoRows {
  private static final Map<Key, Boolean> KNOWN = new ConcurrentHashMap<>();

  private NoRows() {}

  /**
   * One query and what it lacks.
   *
   * @param texts of the table's folder, which may read each other
   * @param empty names of relations without rows, as the texts name them
   */
  record Key(Map<String, String> texts, String file, Set<String> empty) {}

  /** Whether the query is known to give no rows; one that was not looked at may give some. */
  static boolean isKnown(Key key) {
    return !key.empty().isEmpty() && KNOWN.getOrDefault(key, false);
  }

  /** Looks at a query's analysed plan, in which relations still have their names. */
  static boolean learn(Key key, LogicalPlan analysed) {
    return !key.empty().isEmpty()
        && KNOWN.computeIfAbsent(key, k -> new Search(k.empty()).isEmpty(analysed));
  }

  private static final class Search {
    private final Set<String> empty;
    private final Map<Long, LogicalPlan> bodies = new HashMap<>();

    Search(Set<String> empty) {
      this.empty = empty;
    }

    boolean isEmpty(LogicalPlan plan) {
      if (plan instanceof SubqueryAlias alias) {
        return alias.identifier().qualifier().isEmpty()
            ? isEmpty(alias.child())
            : empty.contains(
                alias.identifier().qualifier().mkString(".") + "." + alias.identifier().name());
      }
      if (plan instanceof WithCTE with) {
        for (CTERelationDef body : JavaConverters.seqAsJavaListConverter(with.cteDefs()).asJava()) {
          bodies.put(body.id(), body.child());
        }
        return isEmpty(with.plan());
      }
      if (plan instanceof CTERelationRef reference) {
        LogicalPlan body = bodies.get(reference.cteId());
        return body != null && isEmpty(body);
      }
      if (plan instanceof Join join) {
        return isEmpty(join);
      }
      if (plan instanceof Union union) {
        return children(union).allMatch(this::isEmpty);
      }
      if (plan instanceof Intersect both) {
        return isEmpty(both.left()) || isEmpty(both.right());
      }
      if (plan instanceof Except except) {
        return isEmpty(except.left());
      }
      if (plan instanceof Aggregate aggregate) {
        // Without groups an aggregate of nothing is one row.
        return !aggregate.groupingExpressions().isEmpty() && isEmpty(aggregate.child());
      }
      return givesNoneOfNone(plan) && children(plan).allMatch(this::isEmpty);
    }

    private boolean isEmpty(Join join) {
      return switch (join.joinType().sql()) {
        case "INNER", "CROSS", "LEFT SEMI" -> isEmpty(join.left()) || isEmpty(join.right());
        case "LEFT OUTER", "LEFT ANTI" -> isEmpty(join.left());
        case "RIGHT OUTER" -> isEmpty(join.right());
        case "FULL OUTER" -> isEmpty(join.left()) && isEmpty(join.right());
        default -> false;
      };
    }

    private static Stream<LogicalPlan> children(LogicalPlan plan) {
      return JavaConverters.seqAsJavaListConverter(plan.children()).asJava().stream();
    }
  }

  private static boolean givesNoneOfNone(LogicalPlan plan) {
    return plan instanceof Project
        || plan instanceof Filter
        || plan instanceof Sort
        || plan instanceof Distinct
        || plan instanceof Deduplicate
        || plan instanceof Window
        || plan instanceof Generate
        || plan instanceof Expand
        || plan instanceof GlobalLimit
        || plan instanceof LocalLimit;
  }
}
