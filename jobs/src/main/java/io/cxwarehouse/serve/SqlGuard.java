package io.cxwarehouse.serve;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.WithWindowDefinition;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * A text that does nothing but read tables of the warehouse. Everything that it may be made of is
 * listed: whatever Spark's parser may learn later is refused until it is looked at. (Statements
 * would change tables, {@code csv.`path`} would read any file, TRANSFORM runs programs, and
 * reflect() calls any Java method.) Functions are the exception: all but a few only compute.
 */
public final class SqlGuard {
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

  /**
   * What the parser leaves to be looked up, by names that are seen here. Others make what they
   * stand for later, out of sight: {@code IDENTIFIER('reflect')(…)}.
   */
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "UnresolvedAttribute",
          "UnresolvedStar",
          "UnresolvedRegex",
          "UnresolvedFunction",
          "UnresolvedAlias",
          "MultiAlias",
          "UnresolvedExtractValue",
          "UnresolvedGenerator");

  /** They run programs' code, or (XML) fetch what a document names. */
  private static final Set<String> REFUSED_FUNCTIONS =
      Set.of(
          "reflect",
          "java_method",
          "try_reflect",
          "xpath",
          "xpath_boolean",
          "xpath_double",
          "xpath_float",
          "xpath_int",
          "xpath_long",
          "xpath_number",
          "xpath_short",
          "xpath_string");

  /** With the key, which the process may hold, they would tell whose pseudonym is whose. */
  private static final Set<String> KEYED_FUNCTIONS = Set.of("pseudonym");

  private static final SortedSet<String> ALL =
      new TreeSet<>(Arrays.stream(Layer.values()).map(Layer::folder).toList());

  static {
    ALL.add("config");
  }

  private final SortedSet<String> schemas;
  private final Set<String> refusedFunctions;
  private final Set<String> ctes = new HashSet<>();
  private final Set<String> oneParted = new TreeSet<>();

  private SqlGuard(SortedSet<String> schemas, Set<String> refusedFunctions) {
    this.schemas = schemas;
    this.refusedFunctions = refusedFunctions;
  }

  /** An error with exit code 2 if the text does anything but read tables, of whatever layer. */
  public static void check(SparkSession spark, String text) {
    check(parse(spark, text), new SqlGuard(ALL, REFUSED_FUNCTIONS));
  }

  /** What the text says, unresolved. */
  static LogicalPlan parse(SparkSession spark, String text) {
    try {
      return spark.sessionState().sqlParser().parsePlan(text);
    } catch (Exception e) { // Spark's ParseException is checked, but not declared
      throw new CxwException(
          ExitCode.USAGE,
          "The query cannot be read.",
          e.getMessage().strip(),
          "Correct its text; it is Spark SQL.",
          e);
    }
  }

  /**
   * The same of a text of somebody who may not have the key of pseudonyms.
   *
   * @param schemas of which tables may be read
   */
  static void checkServed(LogicalPlan plan, SortedSet<String> schemas) {
    Set<String> refused = new HashSet<>(REFUSED_FUNCTIONS);
    refused.addAll(KEYED_FUNCTIONS);
    check(plan, new SqlGuard(schemas, refused));
  }

  private static void check(LogicalPlan plan, SqlGuard query) {
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
    } else if (plan instanceof WithWindowDefinition windows) {
      // The plan does not count them among its expressions.
      JavaConverters.mapAsJavaMapConverter(windows.windowDefinitions())
          .asJava()
          .values()
          .forEach(this::visit);
    }
    list(plan.expressions()).forEach(this::visit);
    list(plan.children()).forEach(this::visit);
  }

  private void visit(List<String> name) {
    if (name.size() == 1) {
      oneParted.add(name.get(0).toLowerCase(Locale.ROOT));
    } else if (!isTable(name, schemas)) {
      throw refused(String.join(".", name) + " is no table of " + String.join(", ", schemas));
    }
  }

  /** Whether it names a table of one of the schemas, and not a file. */
  static boolean isTable(List<String> name, Set<String> schemas) {
    return name.size() == 2
        && schemas.contains(name.get(0))
        && name.get(1).matches("[a-z][a-z0-9_]*");
  }

  private void visit(Expression expression) {
    Class<?> type = expression.getClass();
    if (type.getPackage().equals(UnresolvedFunction.class.getPackage())
        && !PLACEHOLDERS.contains(type.getSimpleName())) {
      throw refused("what it does is not in its text (" + type.getSimpleName() + ")");
    }
    if (expression instanceof SubqueryExpression subquery) {
      visit((LogicalPlan) subquery.plan());
    }
    if (expression instanceof UnresolvedFunction function) {
      String name = String.join(".", list(function.nameParts())).toLowerCase(Locale.ROOT);
      if (refusedFunctions.contains(name) || name.contains(".")) {
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
        "A query only reads tables of the warehouse.",
        cause,
        "Write one SELECT over tables such as gold.kpi_scorecard.");
  }
}
