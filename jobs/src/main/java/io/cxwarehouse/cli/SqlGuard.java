package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * A text that does nothing but read tables of the warehouse. Everything that it may be made of is
 * listed: whatever Spark's parser may learn later is refused until it is looked at. (Statements
 * would change tables, {@code csv.`path`} would read any file, TRANSFORM runs programs, and
 * reflect() calls any Java method.)
 */
final class SqlGuard {
  private static final Set<String> PLANS =
      Set.of(
          "Project",
          "Filter",
          "Aggregate",
          "Sort",
          "GlobalLimit",
          "LocalLimit",
          "Offset",
          "Join",
          "LateralJoin",
          "AsOfJoin",
          "SubqueryAlias",
          "UnresolvedWith",
          "UnresolvedRelation",
          "UnresolvedHaving",
          "UnresolvedInlineTable",
          "UnresolvedSubqueryColumnAliases",
          "UnresolvedTableValuedFunction",
          "UnresolvedTVFAliases",
          "UnresolvedHint",
          "Union",
          "Intersect",
          "Except",
          "Distinct",
          "Deduplicate",
          "WithWindowDefinition",
          "Window",
          "Pivot",
          "Unpivot",
          "Generate",
          "Sample",
          "OneRowRelation",
          "OneRowRelation$");
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "range",
          "explode",
          "explode_outer",
          "posexplode",
          "posexplode_outer",
          "inline",
          "inline_outer",
          "stack");
  private static final Set<String> REFUSED_FUNCTIONS =
      Set.of("reflect", "java_method", "try_reflect");
  private static final Set<String> LAYERS =
      new TreeSet<>(Arrays.stream(Layer.values()).map(Layer::folder).toList());

  static {
    LAYERS.add("config");
  }

  private final Set<String> ctes = new HashSet<>();
  private final Set<String> oneParted = new TreeSet<>();

  private SqlGuard() {}

  /** An error if the text does anything but read tables. */
  static void check(SparkSession spark, String text) {
    LogicalPlan plan;
    try {
      plan = spark.sessionState().sqlParser().parsePlan(text);
    } catch (Exception e) { // Spark's ParseException is checked, but not declared
      throw new CxwException(
          ExitCode.USAGE,
          "The query cannot be read.",
          e.getMessage().strip(),
          "Correct its text; it is Spark SQL.",
          e);
    }
    SqlGuard query = new SqlGuard();
    query.visit(plan);
    query.oneParted.removeAll(query.ctes);
    if (!query.oneParted.isEmpty()) {
      throw refused("tables are named <layer>.<table>, not " + query.oneParted);
    }
  }

  private void visit(LogicalPlan plan) {
    String kind = plan.getClass().getSimpleName();
    if (!PLANS.contains(kind)) {
      throw refused("it is or contains a statement that does more than read (" + kind + ")");
    }
    if (plan instanceof UnresolvedWith with) {
      for (var cte : list(with.cteRelations())) {
        ctes.add(cte._1().toLowerCase(Locale.ROOT));
        visit(cte._2());
      }
    } else if (plan instanceof UnresolvedRelation relation) {
      visit(list(relation.multipartIdentifier()));
    } else if (plan instanceof UnresolvedTableValuedFunction function) {
      String name = String.join(".", list(function.name())).toLowerCase(Locale.ROOT);
      if (!TABLE_FUNCTIONS.contains(name)) {
        throw refused("the table function " + name + " is none of " + sorted(TABLE_FUNCTIONS));
      }
    }
    list(plan.expressions()).forEach(this::visit);
    list(plan.children()).forEach(this::visit);
  }

  private void visit(List<String> name) {
    if (name.size() == 1) {
      oneParted.add(name.get(0).toLowerCase(Locale.ROOT));
    } else if (name.size() != 2
        || !LAYERS.contains(name.get(0))
        || !name.get(1).matches("[a-z][a-z0-9_]*")) {
      throw refused(String.join(".", name) + " is no table of " + String.join(", ", LAYERS));
    }
  }

  private void visit(Expression expression) {
    if (expression instanceof SubqueryExpression subquery) {
      visit((LogicalPlan) subquery.plan());
    }
    if (expression instanceof UnresolvedFunction function) {
      String name = String.join(".", list(function.nameParts())).toLowerCase(Locale.ROOT);
      if (REFUSED_FUNCTIONS.contains(name) || name.contains(".")) {
        throw refused("the function " + name + " could do more than read");
      }
    }
    list(expression.children()).forEach(this::visit);
  }

  private static <T> List<T> list(Seq<T> items) {
    return JavaConverters.seqAsJavaListConverter(items).asJava();
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static CxwException refused(String cause) {
    return new CxwException(
        ExitCode.USAGE,
        "`cxw sql` only reads tables of the warehouse.",
        cause,
        "Write one SELECT over tables such as gold.kpi_scorecard.");
  }
}
