package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.DamagedFile;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.functions.Pseudonym;
import io.cxwarehouse.functions.ZoneData;
import io.cxwarehouse.graph.Fingerprints;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Relations;
import io.cxwarehouse.graph.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
    try {
      return new Night(this, options, listener).run();
    } catch (Throwable e) { // Spark's checked ones are not declared
      Optional<CxwException> full = DiskSpace.explained(e, spark, tables.root());
      if (full.isPresent()) {
        throw full.get();
      }
      throw e;
    }
  }

  /** Erases persons from every layer, older versions included. */
  public ErasureReport erase(
      List<ErasureRequest> requests, ErasureOptions options, RunListener told) {
    return new Erasure(this, options, told).run(requests);
  }

  /** Looks for damaged files of tables, and changes nothing. */
  public List<DamagedFile> examine() {
    return new Doctor(tables, spark.newSession()).examine();
  }

  /**
   * Takes a run back, and all that came after it.
   *
   * @param runId the run; empty: the last one
   * @param isTrial only say what would go back
   */
  public RollbackReport rollback(Optional<String> runId, boolean isTrial, RunListener told) {
    return new Rollback(this, told).run(runId, isTrial);
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
        ? Publication.latest(spark, tables).containsKey(table)
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

  String definitionDigest(LocalDate asOf) {
    return definitionDigest(fingerprints(asOf));
  }

  /**
   * Changes when any definition, function, setting or way of reading does that tables depend on.
   */
  String definitionDigest(Fingerprints fingerprints) {
    StringBuilder text = new StringBuilder();
    graph.nodes().forEach(node -> text.append(node.id()).append(fingerprints.of(node)));
    Shapes.entities(Shapes.of(settings.sources()).values())
        .forEach(
            entity ->
                text.append(entity.source()).append(entity.name()).append(entity.fingerprint()));
    return Fingerprints.sha256(text.toString());
  }
}
