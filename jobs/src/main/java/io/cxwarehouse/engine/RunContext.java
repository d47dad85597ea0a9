package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Fingerprints;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Relations;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/**
 * What the steps of one run share.
 *
 * @param spark the session that steps' own sessions are made from
 * @param asOf the run's business date; as-of tables are computed for it
 * @param tableAsOf the highest as_of ever run, at which all other tables stand
 * @param isRefreshed tables that the operator wants rebuilt
 * @param changeFeed tables that others follow by keys, so that they keep a change data feed
 */
record RunContext(
    SparkSession spark,
    Tables tables,
    TableWriter writer,
    Definitions definitions,
    Relations relations,
    Graph graph,
    Ledger ledger,
    IntakeLog intakeLog,
    OpsLog ops,
    Settings settings,
    Fingerprints fingerprints,
    LocalDate asOf,
    LocalDate tableAsOf,
    Predicate<TableId> isRefreshed,
    Set<TableId> changeFeed) {

  /** A session for one step: it shares the context and nothing else, so its confs are set here. */
  SparkSession newSession() {
    SparkSession session = spark.newSession();
    Sessions.configure(session);
    return session;
  }

  /** How many steps run at the same time. */
  int atOnce() {
    return Math.max(1, Math.min(4, spark.sparkContext().defaultParallelism()));
  }

  /** The date that a table's queries get as {@code :as_of}. */
  LocalDate asOf(Graph.Node node) {
    return node.definition().spec().asOfColumn().isPresent() ? asOf : tableAsOf;
  }

  Parameters parameters(Graph.Node node) {
    return new Parameters(settings.parameters(asOf(node)));
  }

  Decision decide(SparkSession session, Graph.Node node) {
    return Decision.of(
        node,
        ledger,
        fingerprints.of(node),
        asOf(node),
        name -> tables.state(session, TableId.of(name)),
        isRefreshed.test(node.id()));
  }

  Snapshot snapshot(SparkSession session, Graph.Node node, Map<String, Tables.State> inputs) {
    return new Snapshot(
        session, tables, relations, definitions, inputs, intakeLog, parameters(node));
  }
}
