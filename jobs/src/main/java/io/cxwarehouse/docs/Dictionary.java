package io.cxwarehouse.docs;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.KpiDefinition;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.Kpis;
import io.cxwarehouse.engine.Warehouse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** All tables and KPIs as pages show them: from their definitions and the graph. */
final class Dictionary {
  private static final TableId SCORECARD = TableId.of("gold.kpi_scorecard");

  private final Warehouse warehouse;
  private final Definitions definitions;
  private final Lineage lineage;
  private final Freshness freshness;
  private final GoldenExamples examples;
  private final List<Row> kpis;

  Dictionary(Warehouse warehouse, Freshness freshness, GoldenExamples examples) {
    this.warehouse = warehouse;
    this.definitions = warehouse.definitions();
    this.lineage = new Lineage(definitions, warehouse.graph());
    this.freshness = freshness;
    this.examples = examples;
    this.kpis = warehouse.relations().configured(warehouse.spark(), Kpis.RELATION).collectAsList();
  }

  /** Tables of a layer, by name. */
  List<TableEntry> tables(Layer layer) {
    return definitions.tables().values().stream()
        .filter(table -> table.id().layer() == layer)
        .map(this::entry)
        .toList();
  }

  private TableEntry entry(TableDefinition table) {
    TableSpec spec = table.spec();
    TableId id = table.id();
    List<Link> followers = new ArrayList<>(lineage.followers(id));
    kpis.stream()
        .filter(row -> id.toString().equals(row.getAs("source_table")))
        .forEach(row -> followers.add(Link.kpi(row.getAs("kpi"))));
    SortedSet<String> inputs = lineage.allInputs(id);
    return new TableEntry(
        id,
        spec.comment(),
        spec.grain(),
        spec.key(),
        spec.partitionColumns(),
        Arrays.stream(spec.schema().fields()).map(field -> column(field, spec.key())).toList(),
        table.checks(),
        freshness.of(table, inputs),
        Picture.of(Link.table(id), lineage.inputs(id), followers),
        lineage.links(inputs),
        lineage.links(lineage.allFollowers(id)),
        files(table),
        examples.of(id));
  }

  private static TableEntry.Column column(StructField field, List<String> key) {
    return new TableEntry.Column(
        field.name(),
        field.dataType().sql().toLowerCase(Locale.ROOT),
        field.getComment().getOrElse(() -> ""),
        key.contains(field.name()));
  }

  private static List<TableEntry.Sql> files(TableDefinition table) {
    List<TableEntry.Sql> files = new ArrayList<>();
    table.queries().forEach((name, text) -> files.add(new TableEntry.Sql(name, text.strip())));
    table.affected().ifPresent(text -> files.add(new TableEntry.Sql("affected.sql", text.strip())));
    files.add(new TableEntry.Sql("table.sql", table.spec().ddl().strip()));
    return files;
  }

  /** KPIs by name. */
  List<KpiEntry> kpis() {
    return kpis.stream().map(this::kpi).toList();
  }

  private KpiEntry kpi(Row row) {
    String name = row.getAs("kpi");
    KpiDefinition definition = definitions.kpis().get(name);
    Link source = Link.table(TableId.of(row.getAs("source_table")));
    List<Link> readers = new ArrayList<>();
    tablesNaming(name, row.getAs("survey_metric") != null)
        .forEach(id -> readers.add(Link.table(id)));
    List<Link> uses = new ArrayList<>(readers);
    for (String key : List.of("targets.", "benchmarks.", "alerts.")) {
      uses.add(new Link(key + name, "config", ""));
    }
    return new KpiEntry(
        name,
        row.getAs("definition"),
        row.getAs("pillar"),
        row.getAs("unit"),
        row.getAs("direction"),
        facts(row),
        row.getAs("recompute_sql"),
        definition.parts().entrySet().stream()
            .map(part -> new TableEntry.Sql(part.getKey().toString(), part.getValue().strip()))
            .toList(),
        Picture.of(Link.kpi(name), List.of(source), readers),
        uses);
  }

  /**
   * Tables whose SQL holds the KPI's parts or its name as a text; the scorecard has all.
   *
   * @param isOfAnswers queries of the KPIs of answers to surveys hold no names
   */
  private SortedSet<TableId> tablesNaming(String kpi, boolean isOfAnswers) {
    SortedSet<TableId> found = new TreeSet<>();
    definitions
        .tables()
        .forEach(
            (id, table) -> {
              if (table.queries().values().stream()
                  .anyMatch(
                      text ->
                          text.contains("'" + kpi + "'")
                              || (isOfAnswers && text.contains(".survey_metric")))) {
                found.add(id);
              }
            });
    if (definitions.find(SCORECARD).isPresent()) {
      found.add(SCORECARD);
    }
    return found;
  }

  private static List<KpiEntry.Fact> facts(Row row) {
    List<KpiEntry.Fact> facts = new ArrayList<>();
    facts.add(fact("Pillar", row.getAs("pillar")));
    facts.add(fact("Unit", row.getAs("unit")));
    facts.add(fact("Good", row.getAs("direction")));
    facts.add(fact("Statistic", row.getAs("statistic")));
    facts.add(new KpiEntry.Fact("Numerator", row.getAs("numerator"), true));
    String denominator = row.getAs("denominator");
    if (denominator != null) {
      facts.add(new KpiEntry.Fact("Denominator", denominator, true));
    }
    facts.add(new KpiEntry.Fact("Dated by", row.getAs("date_column"), true));
    facts.add(fact("Added up over dates", row.getAs("additivity")));
    facts.add(fact("Known by", row.<String>getAs("period").replace('_', ' ')));
    int lag = row.<Integer>getAs("maturity_lag_days");
    facts.add(fact("Decided", lag == 0 ? "on its date" : lag + " days after its date"));
    return facts;
  }

  private static KpiEntry.Fact fact(String name, String value) {
    return new KpiEntry.Fact(name, value, false);
  }
}
