package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.Check;
import io.cxwarehouse.catalog.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Runs a table's checks, and that its key is unique, in one job before the commit. */
final class Checks {
  static final String UNIQUE_KEY = "unique_key";

  private final TableDefinition definition;
  private final StepInputs inputs;

  Checks(TableDefinition definition, StepInputs inputs) {
    this.definition = definition;
    this.inputs = inputs;
  }

  /**
   * @param diff what would be committed
   * @param after the table with the diff applied
   */
  List<CheckResult> run(Dataset<Row> diff, Supplier<Dataset<Row>> after) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            Check.Severity.FAIL,
            UNIQUE_KEY,
            "one row per " + String.join(", ", definition.spec().key()),
            ""));
    Dataset<Row> candidate = diff.where(col(Diff.CHANGE).notEqual("D"));
    candidate = candidate.select(SqlStep.columns(definition, candidate));
    Dataset<Row> counts = counted(0, duplicates(candidate));
    for (Check check : definition.checks()) {
      Dataset<Row> offences = bind(check, candidate, after);
      counts = counts.union(counted(checks.size(), offences));
      checks.add(check);
    }
    Map<Integer, Long> found = new HashMap<>();
    counts.collectAsList().forEach(row -> found.put(row.getInt(0), row.getLong(1)));
    List<CheckResult> results = new ArrayList<>();
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
                case "candidate" -> candidate;
                case "after" -> after.get();
                default -> name.indexOf('.') < 0 ? null : inputs.relation(name);
              },
          inputs.parameters().values());
    } catch (Exception e) { // Spark's AnalysisException is checked, but not declared
      throw DefinitionErrors.invalid(definition.id(), "checks.sql, check " + check.name() + ",", e);
    }
  }

  private Dataset<Row> duplicates(Dataset<Row> candidate) {
    Column[] key = definition.spec().key().stream().map(candidate::col).toArray(Column[]::new);
    return candidate.groupBy(key).agg(count(lit(1)).as("_cxw_rows")).where(col("_cxw_rows").gt(1));
  }

  private static Dataset<Row> counted(int index, Dataset<Row> offences) {
    return offences.agg(count(lit(1)).as("offences")).select(lit(index), col("offences"));
  }
}
