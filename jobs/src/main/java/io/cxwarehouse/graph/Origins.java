package io.cxwarehouse.graph;

import io.cxwarehouse.graph.Origin.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Walks an analysed plan from its relations upwards, and keeps for each attribute, by its id, the
 * columns that it is made of. Relations are where {@link QueryPlans} has bound them: below an alias
 * of two parts.
 */
final class Origins {
  private final Map<Long, Origin> attributes = new HashMap<>();
  private final Map<Long, Body> bodies = new HashMap<>();

  /** A common table expression: its columns in order, and what decides its rows. */
  private record Body(List<Origin> columns, Origin rows) {}

  private static final Body NOTHING = new Body(List.of(), new Origin());

  /** Learns a plan's attributes; returns what decides its rows. */
  Origin visit(LogicalPlan plan) {
    if (plan instanceof SubqueryAlias alias && alias.identifier().qualifier().nonEmpty()) {
      String relation = alias.identifier().qualifier().mkString(".") + "." + alias.alias();
      list(alias.output()).forEach(a -> learn(a, Origin.of(relation, a.name())));
      return new Origin();
    }
    if (plan instanceof WithCTE with) {
      for (CTERelationDef body : list(with.cteDefs())) {
        Origin rows = visit(body.child());
        bodies.put(body.id(), new Body(ofAll(list(body.child().output())), rows));
      }
      return visit(with.plan());
    }
    if (plan instanceof CTERelationRef named) {
      Body body = bodies.getOrDefault(named.cteId(), NOTHING);
      List<Attribute> output = list(named.output());
      for (int i = 0; i < body.columns().size(); i++) {
        learn(output.get(i), body.columns().get(i));
      }
      return new Origin().with(body.rows());
    }
    Origin rows = new Origin();
    list(plan.children()).forEach(child -> rows.with(visit(child)));
    step(plan, rows);
    return rows;
  }

  /** What one operation does with its children's attributes. */
  private void step(LogicalPlan plan, Origin rows) {
    if (plan instanceof Project project) {
      list(project.projectList()).forEach(this::name);
    } else if (plan instanceof Aggregate aggregate) {
      list(aggregate.aggregateExpressions()).forEach(this::name);
      decide(list(aggregate.groupingExpressions()), Part.GROUP_BY, rows);
    } else if (plan instanceof Window window) {
      list(window.windowExpressions()).forEach(this::name);
    } else if (plan instanceof Filter filter) {
      decide(List.of(filter.condition()), Part.FILTER, rows);
    } else if (plan instanceof Join join) {
      if (join.condition().isDefined()) {
        decide(List.of(join.condition().get()), Part.JOIN, rows);
      }
    } else if (plan instanceof LateralJoin join) {
      rows.with(visit(join.right().plan()));
      if (join.condition().isDefined()) {
        decide(List.of(join.condition().get()), Part.JOIN, rows);
      }
    } else if (plan instanceof Sort sort) {
      decide(list(sort.order()), Part.SORT, rows);
    } else if (plan instanceof Generate generate) {
      Origin made = of((Expression) generate.generator()).as(Part.TRANSFORMATION);
      list(generate.generatorOutput()).forEach(attribute -> learn(attribute, made));
    } else if (plan instanceof Expand expand) {
      side(
          list(expand.output()),
          list(expand.projections()).stream().map(p -> ofAll(list(p))).toList());
    } else if (plan instanceof Union union) {
      side(
          list(union.output()),
          list(union.children()).stream().map(child -> ofAll(list(child.output()))).toList());
    }
  }

  /** Rows of several kinds, one above the other. */
  private void side(List<Attribute> output, List<List<Origin>> kinds) {
    for (int i = 0; i < output.size(); i++) {
      Origin all = new Origin();
      for (List<Origin> kind : kinds) {
        all.with(kind.get(i));
      }
      learn(output.get(i), all);
    }
  }

  private void name(NamedExpression expression) {
    if (expression instanceof Alias alias) {
      attributes.put(alias.exprId().id(), of(alias.child()));
    }
  }

  private void decide(Collection<? extends Expression> by, Part part, Origin rows) {
    by.forEach(expression -> rows.with(of(expression).deciding(part)));
  }

  private void learn(Attribute attribute, Origin origin) {
    attributes.put(attribute.exprId().id(), origin);
  }

  private List<Origin> ofAll(List<? extends Expression> expressions) {
    return expressions.stream().map(this::of).toList();
  }

  /** What a value is made of. */
  Origin of(Expression expression) {
    if (expression instanceof Attribute attribute) {
      return new Origin().with(attributes.getOrDefault(attribute.exprId().id(), new Origin()));
    }
    if (expression instanceof Alias alias) {
      return of(alias.child());
    }
    if (expression instanceof OuterReference outer) {
      return of((Expression) outer.e());
    }
    Origin origin = new Origin();
    if (expression instanceof AggregateExpression aggregate) {
      origin.with(of(aggregate.aggregateFunction()).as(Part.AGGREGATION));
      if (aggregate.filter().isDefined()) {
        origin.with(of(aggregate.filter().get()).deciding(Part.CONDITIONAL));
      }
      return origin;
    }
    if (expression instanceof WindowExpression window) {
      origin.with(of(window.windowFunction()).as(Part.TRANSFORMATION));
      List<Expression> order = new ArrayList<>(list(window.windowSpec().partitionSpec()));
      order.addAll(list(window.windowSpec().orderSpec()));
      decide(order, Part.WINDOW, origin);
      return origin;
    }
    if (expression instanceof CaseWhen cases) {
      list(cases.branches())
          .forEach(
              branch -> {
                decide(List.of(branch._1()), Part.CONDITIONAL, origin);
                origin.with(of(branch._2()).as(Part.TRANSFORMATION));
              });
      if (cases.elseValue().isDefined()) {
        origin.with(of(cases.elseValue().get()).as(Part.TRANSFORMATION));
      }
      return origin;
    }
    if (expression instanceof If either) {
      decide(List.of(either.predicate()), Part.CONDITIONAL, origin);
      return origin
          .with(of(either.trueValue()).as(Part.TRANSFORMATION))
          .with(of(either.falseValue()).as(Part.TRANSFORMATION));
    }
    if (expression instanceof SubqueryExpression subquery) {
      LogicalPlan plan = (LogicalPlan) subquery.plan();
      origin.with(visit(plan));
      ofAll(list(plan.output())).forEach(column -> origin.with(column.as(Part.TRANSFORMATION)));
    }
    list(expression.children()).forEach(child -> origin.with(of(child).as(Part.TRANSFORMATION)));
    return origin;
  }

  private static <T> List<T> list(Seq<T> values) {
    return JavaConverters.seqAsJavaListConverter(values).asJava();
  }
}
