package io.cxwarehouse.explain;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Explains values of the scorecard by what is published and what was delivered. */
public final class Explainer {
  /** Rows of the scorecard with what their KPI means: what the other methods take. */
  public static final String SCORES = Resource.text("explain/scores.sql");

  private final Published published;

  public Explainer(Engine engine, Settings settings, Publication publication) {
    this.published = new Published(engine, settings, publication);
  }

  /** Whether the rows of a value may be named; not where they would tell of single employees. */
  public boolean isNameable(Row score) {
    return published.spec(score.getAs("source_table")).isExported();
  }

  /** Whether changes of what a value is counted of are recorded. */
  public boolean isRestated(Row score) {
    return published.spec(score.getAs("source_table")).isRestated();
  }

  /** What a value is counted of. */
  public Counted counted(Row score) {
    return new CountedRows(published).of(score);
  }

  /** What a value is counted of, and the delivered rows that this comes from. */
  public Explanation explain(Row score) {
    Counted counted = counted(score);
    List<String> kinds = List.copyOf(SourceRows.kinds(counted));
    Dataset<Row> rows = new SourceRows(published).of(counted, kinds, score).cache();
    List<String> rules = new ArrayList<>();
    for (String kind : kinds) {
      List<String> rule = SourceRows.rule(kind);
      rules.addAll(
          rule.isEmpty()
              ? List.of(
                  counted.table() + " is read as it is: no way from it to delivered rows is known.")
              : rule);
    }
    long things = counted.rows().select("id").distinct().count();
    return new Explanation(
        counted,
        rules,
        rows,
        rows.select("source", "entity", "file", "row_number")
            .distinct()
            .groupBy("source", "entity", "file")
            .agg(count(lit(1)).as("rows"))
            .orderBy("source", "entity", "file")
            .collectAsList(),
        things,
        things - rows.select("counted").distinct().count());
  }

  /** What was restated of a value's parts, by runs that stand, the latest first. */
  public List<Restated> restated(Row score) {
    return new RestatedParts(published::query, published.engine().warehouse().graph()::inputsOf)
        .of(score);
  }
}
