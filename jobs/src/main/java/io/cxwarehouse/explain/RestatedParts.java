package io.cxwarehouse.explain;

import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.catalog.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What ops.restatement says of the parts of a value, and what the runs say of the cause. */
final class RestatedParts {
  /** Tables whose rows say which customers became one. */
  private static final Set<String> MERGES = Set.of("silver.merged_record", "silver.customer_alias");

  private final BiFunction<String, Row, Dataset<Row>> query;
  private final Function<TableId, List<TableId>> inputs;

  /**
   * @param query what a text gives with a value of the scorecard as parameters
   * @param inputs computed tables that a table is made of
   */
  RestatedParts(
      BiFunction<String, Row, Dataset<Row>> query, Function<TableId, List<TableId>> inputs) {
    this.query = query;
    this.inputs = inputs;
  }

  List<Restated> of(Row score) {
    Map<String, List<Row>> steps = new HashMap<>();
    for (Row step : rows("steps", score)) {
      steps.computeIfAbsent(step.getAs("run_id"), run -> new ArrayList<>()).add(step);
    }
    List<Restated> result = new ArrayList<>();
    for (Row row : rows("restated", score)) {
      String run = row.getAs("run_id");
      String table = row.getAs("table");
      result.add(
          new Restated(
              run,
              table,
              row.getAs("part_date"),
              row.getAs("column_name"),
              row.getAs("old_value"),
              row.getAs("new_value"),
              cause(row, steps.getOrDefault(run, List.of()), table)));
    }
    return result;
  }

  private List<Row> rows(String name, Row score) {
    return query.apply(Resource.text("explain/" + name + ".sql"), score).collectAsList();
  }

  /** By the steps of the run that the table is made of. */
  private String cause(Row restated, List<Row> steps, String table) {
    Set<String> causes = new LinkedHashSet<>();
    if (restated.<Boolean>getAs("is_erasure")) {
      causes.add("erasure");
    }
    Set<String> made = madeOf(TableId.of(table));
    for (Row step : steps) {
      String name = step.getAs("table");
      long late = step.<Long>getAs("late_rows");
      long corrected = step.<Long>getAs("corrected");
      long all = step.<Long>getAs("moved");
      if (!made.contains(name)) {
        continue;
      }
      if (step.<String>getAs("reasons").contains("changed definition")) {
        causes.add("definition of " + name);
      }
      if (MERGES.contains(name) && all > 0) {
        causes.add("merge (" + all + " in " + name + ")");
      } else if (name.startsWith("silver.")) {
        if (late > 0) {
          causes.add("late rows (" + late + " in " + name + ")");
        }
        if (corrected > 0) {
          causes.add("correction (" + corrected + " in " + name + ")");
        }
      }
    }
    if (causes.isEmpty()) {
      return restated.getAs("cause");
    }
    String summary = restated.getAs("summary");
    return String.join("; ", causes) + (summary == null ? "" : "; " + summary);
  }

  /** The table, and all that it is made of. */
  private Set<String> madeOf(TableId table) {
    Set<String> result = new TreeSet<>();
    List<TableId> open = new ArrayList<>(List.of(table));
    while (!open.isEmpty()) {
      TableId next = open.remove(open.size() - 1);
      if (result.add(next.toString())) {
        open.addAll(inputs.apply(next));
      }
    }
    return result;
  }
}
