package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.functions.Pseudonym;
import io.cxwarehouse.functions.ZoneData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The warehouse as commands use it: run a night, say what would run, validate, query. */
public final class Engine {
  private final SparkSession spark;
  private final Settings settings;
  private final Definitions definitions;
  private final Relations relations;
  private final Graph graph;
  private final Tables tables;

  /** Reads and orders the definitions; an unusable one is an error with exit code 2. */
  public Engine(SparkSession spark, Settings settings) {
    this.spark = spark;
    this.settings = settings;
    this.definitions =
        Definitions.load(settings.warehouse().extra().stream().map(Path::of).toList());
    this.relations = new Relations(definitions, settings);
    this.graph = Graph.of(definitions, relations, spark);
    this.tables = new Tables(settings.warehouse().root());
    Pseudonym.useKey(settings.privacy().key().getBytes(StandardCharsets.UTF_8));
  }

  public Definitions definitions() {
    return definitions;
  }

  public Tables tables() {
    return tables;
  }

  /** Runs one business date: takes in what was delivered, and brings every table up to date. */
  public RunReport run(RunOptions options, RunListener listener) {
    return new Night(this, options, listener).run();
  }

  /** Erases persons from every layer, older versions included. */
  public ErasureReport erase(
      List<ErasureRequest> requests, ErasureOptions options, RunListener told) {
    return new Erasure(this, options, told).run(requests);
  }

  /** What a run would do now, table by table, and why. */
  public List<PlannedStep> plan(RunOptions options) {
    return new Planner(this, options).plan();
  }

  /**
   * Analyses every query, check and graph edge on empty inputs.
   *
   * @return one message per fault, empty if all is well
   */
  public List<String> validate() {
    return new Validation(this).faults();
  }

  /** Runs a SELECT on the last published, consistent set of tables. */
  public Dataset<Row> query(String text) {
    return new ReadOnlyQuery(this).run(text);
  }

  /** Whether {@link #query} can read a table. */
  public boolean isReadable(TableId table) {
    return ReadOnlyQuery.isPublished(table)
        ? Publication.latest(RunState.rows(spark, tables, OpsLog.PUBLICATION)).containsKey(table)
        : tables.state(spark, table).exists();
  }

  /** Where deliveries and runs stand. */
  public RunState state() {
    return RunState.load(spark, tables);
  }

  SparkSession spark() {
    return spark;
  }

  Settings settings() {
    return settings;
  }

  Relations relations() {
    return relations;
  }

  Graph graph() {
    return graph;
  }

  RunContext context(RunOptions options, RunState state, OpsLog ops, TableWriter writer) {
    LocalDate tableAsOf = state.tableAsOf(options.asOf());
    Set<TableId> chosen = Selection.of(options.only(), graph);
    return new RunContext(
        spark,
        tables,
        writer,
        definitions,
        relations,
        graph,
        state.ledger(),
        state.intakeLog(),
        ops,
        settings,
        fingerprints(tableAsOf),
        options.asOf(),
        tableAsOf,
        table -> options.fullRefresh() && chosen.contains(table),
        graph.followedByKeys());
  }

  Fingerprints fingerprints(LocalDate asOf) {
    String keyId = Fingerprints.sha256("key id\0" + settings.privacy().key()).substring(0, 8);
    return new Fingerprints(relations, settings.parameters(asOf), keyId, ZoneData.version());
  }

  /**
   * Changes when any definition, function, setting or way of reading does that tables depend on.
   */
  String definitionDigest(LocalDate asOf) {
    Fingerprints fingerprints = fingerprints(asOf);
    StringBuilder text = new StringBuilder();
    graph.nodes().forEach(node -> text.append(node.id()).append(fingerprints.of(node)));
    Shapes.entities(Shapes.of(settings.sources()).values())
        .forEach(
            entity ->
                text.append(entity.source()).append(entity.name()).append(entity.fingerprint()));
    return Fingerprints.sha256(text.toString());
  }
}
