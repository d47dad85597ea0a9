package io.cxwarehouse.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.analysis.NameParameterizedQuery;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.internal.SQLConf;
import scala.Predef;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Finds and replaces the relations that a query names. A query names tables by two parts ({@code
 * gold.fct_order}) and its own CTEs by one, so no scoping is needed; CTE bodies and subqueries in
 * expressions, which {@code collectLeaves} misses, are walked too.
 */
public final class QueryPlans {
  /** Texts are queries: a session's parser would first try to read each as a command of Delta's. */
  private static final ParserInterface PARSER = new SparkSqlParser();

  /** Whether casts and sums may fail is said by a plan from when it is parsed. */
  private static final SQLConf PARSING = new SQLConf();

  static {
    PARSING.setConfString("spark.sql.ansi.enabled", "true");
    PARSING.setConfString("spark.sql.variable.substitute", "false");
  }

  /** A night asks for the same texts' relations, parameters and plans again and again. */
  private static final Map<String, LogicalPlan> PARSED = new ConcurrentHashMap<>();

  private static final Map<String, SortedSet<String>> NAMES = new ConcurrentHashMap<>();
  private static final Map<String, SortedSet<String>> PARAMETERS = new ConcurrentHashMap<>();

  private QueryPlans() {}

  /** Names of all relations in the text that are not CTEs of it. */
  public static SortedSet<String> relations(String text) {
    SortedSet<String> names = names(text);
    names.removeIf(name -> name.indexOf('.') < 0);
    return names;
  }

  /** Names of all relations in the text, one-part ones too. */
  public static SortedSet<String> names(String text) {
    SortedSet<String> known = NAMES.get(text);
    if (known == null) {
      SortedSet<String> names = new TreeSet<>();
      replace(
          parse(text),
          relation -> {
            names.add(name(relation));
            return relation;
          });
      NAMES.put(text, names);
      known = names;
    }
    return new TreeSet<>(known);
  }

  /** Names of the text's own common table expressions. */
  static Set<String> ownNames(String text) {
    Set<String> names = new TreeSet<>();
    if (parsed(text) instanceof UnresolvedWith with) {
      JavaConverters.seqAsJavaListConverter(with.cteRelations())
          .asJava()
          .forEach(body -> names.add(body._1()));
    }
    return names;
  }

  /** Names of the parameters ({@code :name}) in the text. */
  public static SortedSet<String> parameters(String text) {
    return new TreeSet<>(PARAMETERS.computeIfAbsent(text, t -> ParameterNames.in(parse(t))));
  }

  /** The query as a Dataset: relations replaced by what {@code source} gives, parameters bound. */
  public static Dataset<Row> bind(
      SparkSession spark,
      String text,
      Function<String, Dataset<Row>> source,
      Map<String, Object> parameters) {
    return bind(spark, parse(text), source, parameters);
  }

  /** The same of a text that was parsed. */
  public static Dataset<Row> bind(
      SparkSession spark,
      LogicalPlan parsed,
      Function<String, Dataset<Row>> source,
      Map<String, Object> parameters) {
    LogicalPlan plan =
        replace(
            parsed,
            relation -> {
              String name = name(relation);
              Dataset<Row> dataset = source.apply(name);
              return dataset == null ? relation : aliased(name, dataset);
            });
    if (parameters.isEmpty()) {
      return Dataset.ofRows(spark, plan);
    }
    Map<String, Expression> literals = new LinkedHashMap<>();
    parameters.forEach((name, value) -> literals.put(name, Literal$.MODULE$.apply(value)));
    return Dataset.ofRows(
        spark,
        new NameParameterizedQuery(
            plan,
            JavaConverters.mapAsScalaMapConverter(literals)
                .asScala()
                .toMap(Predef.<Tuple2<String, Expression>>$conforms())));
  }

  /**
   * Rows of several queries, columns by name; one that a query lacks is null. All at once: to add
   * one after another would analyse the first as often as there are others.
   */
  static Dataset<Row> unionByName(SparkSession spark, List<Dataset<Row>> all) {
    return all.size() == 1
        ? all.get(0)
        : Dataset.ofRows(
            spark,
            new Union(
                seq(all.stream().map(rows -> rows.queryExecution().analyzed()).toList()),
                true,
                true));
  }

  /** The text's plan, nothing of it resolved; the caller's own, since analysis marks nodes. */
  public static LogicalPlan parse(String text) {
    return parsed(text).clone();
  }

  /** The plan that all texts of these words share, to look at. */
  private static LogicalPlan parsed(String text) {
    return PARSED.computeIfAbsent(text, t -> SQLConf.withExistingConf(PARSING, () -> read(t)));
  }

  private static LogicalPlan read(String text) {
    try {
      return PARSER.parsePlan(text);
    } catch (ParseException e) {
      throw new InvalidQueryException(e.getMessage(), e);
    }
  }

  private static LogicalPlan aliased(String name, Dataset<Row> dataset) {
    int dot = name.lastIndexOf('.');
    List<String> qualifier = dot < 0 ? List.of() : List.of(name.substring(0, dot));
    return new SubqueryAlias(
        new AliasIdentifier(name.substring(dot + 1), seq(qualifier)),
        dataset.queryExecution().analyzed());
  }

  private static String name(UnresolvedRelation relation) {
    return String.join(
        ".", JavaConverters.seqAsJavaListConverter(relation.multipartIdentifier()).asJava());
  }

  private static LogicalPlan replace(
      LogicalPlan plan, Function<UnresolvedRelation, LogicalPlan> replacement) {
    if (plan instanceof UnresolvedRelation relation) {
      return replacement.apply(relation);
    }
    LogicalPlan outer = plan;
    if (plan instanceof UnresolvedWith with) {
      List<Tuple2<String, SubqueryAlias>> bodies = new ArrayList<>();
      for (Tuple2<String, SubqueryAlias> body :
          JavaConverters.seqAsJavaListConverter(with.cteRelations()).asJava()) {
        bodies.add(new Tuple2<>(body._1(), (SubqueryAlias) replace(body._2(), replacement)));
      }
      outer = new UnresolvedWith(with.child(), seq(bodies));
    }
    LogicalPlan inner =
        (LogicalPlan) outer.mapChildren(child -> replace((LogicalPlan) child, replacement));
    return (LogicalPlan) inner.mapExpressions(expression -> replace(expression, replacement));
  }

  private static Expression replace(
      Expression expression, Function<UnresolvedRelation, LogicalPlan> replacement) {
    Expression mapped =
        (Expression) expression.mapChildren(child -> replace((Expression) child, replacement));
    return mapped instanceof SubqueryExpression subquery
        ? subquery.withNewPlan(replace((LogicalPlan) subquery.plan(), replacement))
        : mapped;
  }

  static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBufferConverter(list).asScala().toSeq();
  }
}
