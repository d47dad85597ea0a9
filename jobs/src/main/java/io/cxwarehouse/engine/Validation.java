package io.cxwarehouse.engine;

import static java.util.stream.Collectors.toSet;

import io.cxwarehouse.catalog.Check;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Kpis;
import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.graph.DefinitionErrors;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.QueryPlans;
import io.cxwarehouse.graph.RelationName;
import io.cxwarehouse.graph.SqlStep;
import io.cxwarehouse.graph.StepInputs;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Analyses definitions on inputs without rows: in seconds, and without any data. */
final class Validation {
  /** Any date does: only types matter. */
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

  private static final TableId DIM_KPI = TableId.of("gold.dim_kpi");

  private final Warehouse warehouse;

  Validation(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  List<String> faults() {
    Map<TableId, String> ofTables = new ConcurrentSkipListMap<>();
    Parallel.forEach(
        warehouse.graph().nodes(),
        Runtime.getRuntime().availableProcessors(),
        node -> {
          try {
            analyse(node);
          } catch (Exception e) { // Spark's AnalysisException is checked, but not declared
            ofTables.put(
                node.id(), DefinitionErrors.invalid(node.id(), "its Java step", e).getMessage());
          }
        });
    List<String> faults = new ArrayList<>(ofTables.values());
    faults.addAll(kpiFaults());
    return faults;
  }

  /** What is wrong with the SELECTs that compute KPIs again. */
  List<String> kpiFaults() {
    List<String> faults = new ArrayList<>();
    Dataset<Row> kpis = warehouse.relations().configured(warehouse.spark(), Kpis.RELATION);
    for (Row kpi : kpis.select("kpi", "recompute_sql").collectAsList()) {
      String file = "kpi/" + kpi.getString(0) + "/recompute.sql";
      try {
        requireValue(recomputed(kpi.getString(1)));
      } catch (Exception e) { // Spark's AnalysisException is checked, but not declared
        faults.add(DefinitionErrors.invalid(DIM_KPI, file, e).getMessage());
      }
    }
    return faults;
  }

  /** What readers of a published table run, here on no rows. */
  private Dataset<Row> recomputed(String text) {
    return QueryPlans.bind(
        warehouse.spark(),
        text,
        name ->
            name.startsWith("gold.") ? warehouse.relations().empty(warehouse.spark(), name) : null,
        Map.of("window_start", Date.valueOf(DAY), "window_end", Date.valueOf(DAY)));
  }

  private static void requireValue(Dataset<Row> rows) {
    if (!rows.schema().catalogString().equals("struct<value:double>")) {
      throw new IllegalArgumentException(
          "it returns " + rows.schema().catalogString() + ", and not one column value DOUBLE");
    }
  }

  /** Inputs without rows, of which nothing is said: so every query is analysed. */
  private StepInputs noRows(SparkSession spark) {
    Parameters parameters = new Parameters(QueryInputs.parameters(warehouse.settings(), DAY));
    Snapshot nothing =
        new Snapshot(
            spark,
            warehouse.tables(),
            warehouse.relations(),
            warehouse.definitions(),
            Map.of(),
            new IntakeLog(),
            parameters);
    return new StepInputs() {
      @Override
      public SparkSession spark() {
        return spark;
      }

      @Override
      public Dataset<Row> relation(String name) {
        return nothing.relation(name);
      }

      @Override
      public Dataset<Row> part(Dataset<Row> rows) {
        return noneOf(rows);
      }

      @Override
      public Parameters parameters() {
        return parameters;
      }
    };
  }

  /** The same columns: what reads them is analysed, and not once more what they are made of. */
  private static Dataset<Row> noneOf(Dataset<Row> rows) {
    return rows.sparkSession().createDataFrame(List.of(), rows.schema());
  }

  void analyse(Graph.Node node) {
    SparkSession spark = warehouse.spark();
    StepInputs inputs = noRows(spark);
    Dataset<Row> rows = node.step().compute(inputs);
    if (!(node.step() instanceof SqlStep)) {
      DefinitionErrors.requireColumns(node.definition(), "its Java step", rows.schema());
    }
    Dataset<Row> existing = noneOf(rows.select(SqlStep.columns(node.definition(), rows)));
    new Checks(node.definition(), inputs).analyse(existing);
    requireOwnInputs(node);
    List<String> narrowBy = node.definition().spec().narrowBy();
    node.definition()
        .affected()
        .ifPresent(
            text -> {
              try {
                Dataset<Row> values =
                    AffectedRows.select(
                        text,
                        inputs,
                        existing,
                        DAY,
                        name -> warehouse.relations().empty(spark, name));
                if (!Arrays.asList(values.columns()).equals(narrowBy)) {
                  throw new IllegalArgumentException(
                      "it returns "
                          + Arrays.toString(values.columns())
                          + ", but cxw.narrow_by is "
                          + narrowBy);
                }
              } catch (Exception e) { // Spark's AnalysisException is checked, but not declared
                throw DefinitionErrors.invalid(node.id(), "affected.sql", e);
              }
            });
  }

  /** A check of another relation would find it empty, and so never fail. */
  private static void requireOwnInputs(Graph.Node node) {
    Set<String> own =
        node.inputs().stream().map(name -> RelationName.of(name).base()).collect(toSet());
    for (Check check : node.definition().checks()) {
      for (String name : QueryPlans.relations(check.sql())) {
        RelationName relation = RelationName.of(name);
        if (!relation.isConfig() && !own.contains(relation.base())) {
          throw DefinitionErrors.invalid(
              node.id(),
              "checks.sql, check " + check.name() + ",",
              new IllegalArgumentException(
                  "it reads " + name + ", which the table is not made of"));
        }
      }
    }
  }
}
