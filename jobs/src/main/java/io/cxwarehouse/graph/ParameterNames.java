package io.cxwarehouse.graph;

import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.analysis.NamedParameter;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import scala.runtime.BoxedUnit;

/** Collects the names of bound parameters, CTE bodies and subqueries included. */
final class ParameterNames {
  private final SortedSet<String> names = new TreeSet<>();

  private ParameterNames() {}

  static SortedSet<String> in(LogicalPlan plan) {
    ParameterNames collector = new ParameterNames();
    collector.visit(plan);
    return collector.names;
  }

  private void visit(LogicalPlan plan) {
    if (plan instanceof UnresolvedWith with) {
      with.cteRelations()
          .foreach(
              body -> {
                visit(body._2());
                return BoxedUnit.UNIT;
              });
    }
    plan.expressions()
        .foreach(
            expression -> {
              visit(expression);
              return BoxedUnit.UNIT;
            });
    plan.children()
        .foreach(
            child -> {
              visit(child);
              return BoxedUnit.UNIT;
            });
  }

  private void visit(Expression expression) {
    if (expression instanceof NamedParameter parameter) {
      names.add(parameter.name());
    }
    if (expression instanceof SubqueryExpression subquery) {
      visit((LogicalPlan) subquery.plan());
    }
    expression
        .children()
        .foreach(
            child -> {
              visit(child);
              return BoxedUnit.UNIT;
            });
  }
}
