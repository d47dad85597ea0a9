package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.Check;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.delta.Diff;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.graph.DefinitionErrors;
import io.cxwarehouse.graph.QueryPlans;
import io.cxwarehouse.graph.RelationName;
import io.cxwarehouse.graph.StepInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import scala.collection.JavaConverters;

/** Runs a table's checks, in one job before the commit, and says whether its key is unique. */
public final class Checks {
  static final String UNIQUE_KEY = "unique_key";
  private static final String CANDIDATE = "candidate";
  private static final Set<Class<? extends LogicalPlan>> FILTERING =
      Set.of(Project.class, Filter.class, SubqueryAlias.class, LocalRelation.class);

  private final TableDefinition definition;
  private final StepInputs inputs;

  public Checks(TableDefinition definition, StepInputs inputs) {
    this.definition = definition;
    this.inputs = inputs;
  }

  /**
   * All checks, of a table about to be changed.
   *
   * @param rejectedKeys keys of which no row is taken, since several have it
   * @param after the table with the change applied
   */
  List<CheckResult> run(Change change, long rejectedKeys, Supplier<Dataset<Row>> after) {
    List<CheckResult> results = new ArrayList<>();
    results.add(uniqueKey(change.stats().repeatedKeys(), rejectedKeys));
    results.addAll(run(definition.checks(), change.diff(), after));
    return results;
  }

  private CheckResult uniqueKey(long repeatedKeys, long rejectedKeys) {
    String key = String.join(", ", definition.spec().key());
    return repeatedKeys == 0 && rejectedKeys > 0
        ? new CheckResult(
            new Check(
                Check.Severity.WARN,
                UNIQUE_KEY,
                "one row per " + key + "; rows of a key that several have are rejected",
                ""),
            rejectedKeys)
        : new CheckResult(
            new Check(Check.Severity.FAIL, UNIQUE_KEY, "one row per " + key, ""), repeatedKeys);
  }

  /**
   * The checks that reconcile the whole table with what it is made of, of a table that stays as it
   * is although an input moved: else a change that never reached it would never be seen.
   */
  public List<CheckResult> reconcile(Dataset<Row> existing) {
    List<Check> checks = definition.checks().stream().filter(this::reconciles).toList();
    return run(checks, Diff.ofNew(definition.spec(), existing.limit(0)), () -> existing);
  }

  /** Whether a check compares the table with an input, and not its new rows only. */
  private boolean reconciles(Check check) {
    SortedSet<String> names = QueryPlans.names(check.sql());
    return !names.contains(CANDIDATE)
        && names.stream().anyMatch(n -> n.indexOf('.') >= 0 && !RelationName.of(n).isConfig());
  }

  private List<CheckResult> run(
      List<Check> checks, Dataset<Row> diff, Supplier<Dataset<Row>> after) {
    List<CheckResult> results = new ArrayList<>();
    if (checks.isEmpty()) {
      return results;
    }
    Dataset<Row> candidate = Diff.newRows(definition.spec(), diff);
    Dataset<Row> counts = null;
    Map<Integer, Long> found = new HashMap<>();
    for (int i = 0; i < checks.size(); i++) {
      Dataset<Row> offences = bind(checks.get(i), candidate, after);
      Optional<List<InternalRow>> known = onDriver(offences);
      if (known.isPresent()) {
        found.put(i, (long) known.get().size());
      } else {
        Dataset<Row> counted = counted(i, offences);
        counts = counts == null ? counted : counts.union(counted);
      }
    }
    if (counts != null) {
      counts.collectAsList().forEach(row -> found.put(row.getInt(0), row.getLong(1)));
    }
    for (int i = 0; i < checks.size(); i++) {
      results.add(new CheckResult(checks.get(i), found.get(i)));
    }
    return results;
  }

  /** Analyses the checks without running them. */
  void analyse(Dataset<Row> empty) {
    definition.checks().forEach(check -> bind(check, empty, () -> empty));
  }

  private Dataset<Row> bind(Check check, Dataset<Row> candidate, Supplier<Dataset<Row>> after) {
    try {
      return QueryPlans.bind(
          inputs.spark(),
          check.sql(),
          name ->
              switch (name) {
                case CANDIDATE -> candidate;
                case "after" -> after.get();
                default -> name.indexOf('.') < 0 ? null : inputs.relation(name);
              },
          inputs.parameters().values());
    } catch (Exception e) { // Spark's AnalysisException is checked, but not declared
      throw DefinitionErrors.invalid(definition.id(), "checks.sql, check " + check.name() + ",", e);
    }
  }

  /**
   * The rows of a check that only filters rows which the driver has: Spark's optimizer then
   * evaluates it, and no job is needed.
   */
  private static Optional<List<InternalRow>> onDriver(Dataset<Row> offences) {
    return isMadeOf(offences.queryExecution().analyzed(), FILTERING)
        ? Few.onDriver(offences)
        : Optional.empty();
  }

  private static boolean isMadeOf(LogicalPlan plan, Set<Class<? extends LogicalPlan>> kinds) {
    return kinds.contains(plan.getClass())
        && JavaConverters.seqAsJavaListConverter(plan.children()).asJava().stream()
            .allMatch(child -> isMadeOf(child, kinds));
  }

  private static Dataset<Row> counted(int index, Dataset<Row> offences) {
    return offences.agg(count(lit(1)).as("offences")).select(lit(index), col("offences"));
  }
}
