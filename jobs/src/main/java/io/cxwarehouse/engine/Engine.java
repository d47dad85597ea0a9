package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.DamagedFile;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.TablesPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The warehouse as commands use it: run a night, say what would run, validate, query. */
public final class Engine {
  private final Warehouse warehouse;

  /** Opens the warehouse; an unusable definition is an error with exit code 2. */
  public Engine(SparkSession spark, Settings settings) {
    this(Warehouse.open(spark, settings));
  }

  public Engine(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  public Warehouse warehouse() {
    return warehouse;
  }

  /** Runs one business date: takes in what was delivered, and brings every table up to date. */
  public RunReport run(RunOptions options, RunListener listener) {
    try {
      return new Night(warehouse, options, listener).run();
    } catch (Throwable e) { // Spark's checked ones are not declared
      Optional<CxwException> full =
          DiskSpace.explained(e, warehouse.spark(), warehouse.tables().root());
      if (full.isPresent()) {
        throw full.get();
      }
      throw e;
    }
  }

  /** Looks for damaged files of tables, and changes nothing. */
  public List<DamagedFile> examine() {
    return new Doctor(warehouse.tables(), warehouse.newSession()).examine();
  }

  /**
   * Takes a run back, and all that came after it.
   *
   * @param runId the run; empty: the last one
   * @param isTrial only say what would go back
   */
  public RollbackReport rollback(Optional<String> runId, boolean isTrial, RunListener told) {
    return new Rollback(warehouse, told).run(runId, isTrial);
  }

  /** All publications. */
  public Publications publications() {
    return Publications.load(warehouse.spark(), warehouse.tables());
  }

  /** Tables of a publication that can no longer be read, and why. */
  public List<String> faults(Publication publication) {
    return PublicationRollback.faults(warehouse, warehouse.newSession(), publication);
  }

  /**
   * Shows readers an earlier publication again, until the next run publishes.
   *
   * @return what readers get now
   */
  public Publication showAgain(String publicationId, RunListener told) {
    return new PublicationRollback(warehouse, told).run(publicationId);
  }

  /** What a run would do now, table by table, and why. */
  public List<PlannedStep> plan(RunOptions options) {
    return new Planner(warehouse, options).plan();
  }

  /**
   * Analyses every query, check and graph edge on empty inputs.
   *
   * @return one message per fault, empty if all is well
   */
  public List<String> validate() {
    return new Validation(warehouse).faults();
  }

  /** The tables of a layer as a page of Markdown, for readers. */
  public String tablesPage(Layer layer) {
    return new TablesPage(warehouse.definitions(), warehouse.graph()).of(layer);
  }

  /** What readers get now: all that one of these is asked is of the same publication. */
  public Reader reader() {
    return new Reader(warehouse);
  }

  /** Runs a SELECT on the last published, consistent set of tables. */
  public Dataset<Row> query(String text) {
    return reader().query(text);
  }

  /** The same of one publication, with parameters; a table that is not there has no rows. */
  public Dataset<Row> query(Publication publication, String text, Map<String, Object> parameters) {
    return reader().query(publication, text, parameters);
  }

  /** All rows delivered of an entity, as queries see them: personal ids are pseudonyms. */
  public Dataset<Row> delivered(TableId bronze) {
    SparkSession session = warehouse.newSession();
    Tables.State state = warehouse.tables().state(session, bronze);
    String name = bronze.toString();
    return state.exists()
        ? warehouse
            .relations()
            .withAllColumns(warehouse.tables().read(session, bronze, state.version()), name)
        : warehouse.relations().empty(session, name);
  }
}
