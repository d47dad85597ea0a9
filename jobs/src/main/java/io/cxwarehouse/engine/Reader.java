package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.Layer;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.QueryPlans;
import io.cxwarehouse.graph.RelationName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;

/**
 * Runs users' SELECTs. They read silver and gold at the versions of one publication, bronze and ops
 * as they stand, and nothing else: no files, no other catalogs, no commands.
 */
public final class Reader {
  private static final Set<String> LAYERS =
      Arrays.stream(Layer.values()).map(Layer::folder).collect(Collectors.toSet());

  private final Warehouse warehouse;
  private Publications publications;

  Reader(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** All publications, as they were when this was first asked for one. */
  public synchronized Publications publications() {
    if (publications == null) {
      publications = Publications.load(warehouse.spark(), warehouse.tables());
    }
    return publications;
  }

  /** Whether {@link #query} can read a table. */
  public boolean isReadable(TableId table) {
    return isThere(warehouse.spark(), table, publications().versions());
  }

  /** Runs a SELECT on the last published, consistent set of tables. */
  public Dataset<Row> query(String text) {
    SparkSession session = warehouse.newSession();
    return run(
        asked(session, name -> table(session, name, publications().versions())),
        () -> QueryPlans.parse(text));
  }

  /**
   * Runs a plan that its caller parsed and looked at, in a session of the caller's.
   *
   * @param tables what stands for each table that the plan names
   */
  public Dataset<Row> query(
      SparkSession session, LogicalPlan plan, Function<String, Dataset<Row>> tables) {
    return run(asked(session, tables), () -> plan);
  }

  /** A table as {@link #query(String)} sees it; an error with exit code 2 where there is none. */
  public Dataset<Row> table(SparkSession session, String name) {
    return table(session, name, publications().versions());
  }

  /**
   * The same of one publication, with parameters; a table that is not there has no rows.
   *
   * @param parts the query that a name of one word stands for; empty: the text itself defines it
   */
  Dataset<Row> query(
      Publication publication,
      String text,
      Function<String, Optional<String>> parts,
      Map<String, Object> parameters) {
    SparkSession session = warehouse.newSession();
    return run(
        new Asked(
            session,
            parameters,
            parts,
            name ->
                isThere(session, TableId.of(name), publication.versions())
                    ? table(session, name, publication.versions())
                    : warehouse.relations().empty(session, name),
            new HashSet<>()),
        () -> QueryPlans.parse(text));
  }

  private static Asked asked(SparkSession session, Function<String, Dataset<Row>> tables) {
    return new Asked(session, Map.of(), name -> Optional.empty(), tables, new HashSet<>());
  }

  /**
   * What the names of a query stand for.
   *
   * @param read names of tables that were asked for so far
   */
  private record Asked(
      SparkSession session,
      Map<String, Object> parameters,
      Function<String, Optional<String>> parts,
      Function<String, Dataset<Row>> tables,
      Set<String> read) {
    Dataset<Row> bound(LogicalPlan plan) {
      return QueryPlans.bind(session, plan, this::relation, parameters);
    }

    private Dataset<Row> relation(String name) {
      if (name.indexOf('.') < 0) {
        return parts.apply(name).map(text -> bound(QueryPlans.parse(text))).orElse(null);
      }
      read.add(name);
      return tables.apply(name);
    }
  }

  private boolean isThere(SparkSession session, TableId table, Map<TableId, Long> published) {
    return isPublished(table)
        ? published.containsKey(table)
        : warehouse.tables().state(session, table).exists();
  }

  private Dataset<Row> run(Asked asked, Supplier<LogicalPlan> parsed) {
    SparkSession session = asked.session();
    session.conf().set("spark.sql.runSQLOnFiles", "false");
    try {
      LogicalPlan plan = parsed.get();
      if (plan instanceof Command || plan instanceof ParsedStatement) {
        throw refused("it is a " + plan.nodeName() + " statement");
      }
      Dataset<Row> rows = asked.bound(plan);
      Sessions.fit(session, asked.read().stream().mapToLong(name -> bytes(session, name)).sum());
      return rows;
    } catch (CxwException e) {
      throw e;
    } catch (Exception e) { // Spark's AnalysisException is checked, but not declared
      String message = String.valueOf(e.getMessage()).strip();
      int plan = message.indexOf("\n'");
      throw new CxwException(
          ExitCode.USAGE,
          "The query cannot be run.",
          plan > 0 ? message.substring(0, plan) : message,
          "Correct the SQL; tables are named as gold.fct_ticket.",
          e);
    }
  }

  private Dataset<Row> table(SparkSession session, String name, Map<TableId, Long> published) {
    if (RelationName.of(name).isConfig() && warehouse.relations().isKnown(name)) {
      return warehouse.relations().configured(session, name);
    }
    TableId id;
    try {
      id = TableId.of(name);
    } catch (IllegalArgumentException e) {
      throw refused("it reads " + name + ", which is no table of the warehouse");
    }
    Tables.State state = warehouse.tables().state(session, id);
    if (!state.exists()) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no table " + name + " in " + warehouse.tables().root() + ".",
          "no run has made it yet, or its name is misspelt",
          "Run `cxw run` first, or `cxw plan` to see the tables' names.");
    }
    if (id.equals(OpsTables.RUN)) {
      return RunState.runs(session, warehouse.tables(), state.version());
    }
    if (!isPublished(id)) {
      return warehouse.tables().read(session, id, state.version());
    }
    Long version = published.get(id);
    if (version == null) {
      throw new CxwException(
          ExitCode.USAGE,
          "The table " + name + " has never been published.",
          "no run has brought it up to date together with the tables that it belongs to, or a"
              + " failed check holds them back",
          "See `cxw status` for checks that failed, and run `cxw run` without --only.");
    }
    return warehouse.tables().read(session, id, version);
  }

  private long bytes(SparkSession session, String name) {
    RelationName relation = RelationName.of(name);
    return !LAYERS.contains(relation.layer())
        ? 0
        : warehouse.tables().size(session, relation.table()).bytes();
  }

  /** Silver and gold are read as published, bronze and ops as they stand. */
  private static boolean isPublished(TableId id) {
    return id.layer() == Layer.SILVER || id.layer() == Layer.GOLD;
  }

  private static CxwException refused(String cause) {
    return new CxwException(
        ExitCode.USAGE,
        "Only SELECT on the warehouse's tables is allowed here.",
        cause,
        "Ask for tables by name, such as SELECT * FROM gold.kpi_scorecard LIMIT 10.");
  }
}
