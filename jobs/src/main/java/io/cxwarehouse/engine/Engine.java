package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.DamagedFile;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.TablesPage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
   * Looks at all else that runs need, and changes nothing.
   *
   * @param damaged what {@link #examine} found
   */
  public List<Condition> checkup(List<DamagedFile> damaged) {
    boolean areRecordsWhole = damaged.stream().noneMatch(d -> d.table().layer() == Layer.OPS);
    return new Checkup(warehouse, Instant.now())
        .conditions(areRecordsWhole ? Optional.of(warehouse.state()) : Optional.empty());
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

  /**
   * Writes a damaged table anew from what it is made of.
   *
   * @param isTrial only say what would be done
   */
  public RepairReport repair(TableId table, boolean isTrial, RunListener told) {
    return new Repair(warehouse, told).run(table, isTrial);
  }

  /**
   * Makes few files of many small ones, and removes what nobody needs any more.
   *
   * @param isTrial only say what would be done
   */
  public MaintenanceReport maintain(boolean isTrial, RunListener told) {
    return new Maintenance(warehouse, told, Instant.now()).run(isTrial);
  }

  /**
   * Which of some dates are still to be run.
   *
   * @param dates in the order in which they are to be run
   * @param only tables, as of a run; empty: all
   * @param again those that were run, too
   */
  public BackfillPlan backfill(List<LocalDate> dates, List<String> only, boolean again) {
    return BackfillPlan.of(warehouse, dates, only, again);
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
    return query(publication, text, name -> Optional.empty(), parameters);
  }

  /**
   * The same of a query that reads others.
   *
   * @param parts the query that a name of one word stands for; empty: the text itself defines it
   */
  public Dataset<Row> query(
      Publication publication,
      String text,
      Function<String, Optional<String>> parts,
      Map<String, Object> parameters) {
    return reader().query(publication, text, parts, parameters);
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
