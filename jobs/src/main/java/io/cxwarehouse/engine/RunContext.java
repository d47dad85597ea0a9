package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.delta.Few;
import io.cxwarehouse.delta.FreshChanges;
import io.cxwarehouse.delta.TableWriter;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Fingerprints;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.RelationName;
import io.cxwarehouse.graph.Selection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;

/**
 * What the steps of one run share.
 *
 * @param asOf the run's business date; as-of tables are computed for it
 * @param tableAsOf the highest as_of ever run, at which all other tables stand
 * @param isRefreshed tables that the operator wants rebuilt
 * @param fresh what its steps changed, for those that follow them
 * @param changeFeed tables that others follow by keys, so that they keep a change data feed
 * @param mending the damaged table that the run writes anew
 */
record RunContext(
    Warehouse warehouse,
    TableWriter writer,
    Ledger ledger,
    IntakeLog intakeLog,
    OpsLog ops,
    RejectedRecords rejected,
    FreshChanges fresh,
    Fingerprints fingerprints,
    LocalDate asOf,
    LocalDate tableAsOf,
    Predicate<TableId> isRefreshed,
    Set<TableId> changeFeed,
    Optional<Mending> mending) {
  /** Values of which a table has a few rows each, as a rule. */
  private static final int FEW_VALUES = 1_000;

  private static final Pattern DAYS = Pattern.compile("_(day|date|month)$");

  static RunContext of(
      Warehouse warehouse,
      RunOptions options,
      RunState state,
      OpsLog ops,
      TableWriter writer,
      Optional<Mending> mending) {
    LocalDate tableAsOf = state.tableAsOf(options.asOf());
    Set<TableId> refreshed =
        options.fullRefresh() ? Selection.of(options.only(), warehouse.graph()) : Set.of();
    return new RunContext(
        warehouse,
        writer,
        state.ledger(),
        state.intakeLog(),
        ops,
        new RejectedRecords(warehouse.tables(), ops.spec(OpsTables.REJECTED_RECORD)),
        new FreshChanges(),
        warehouse.fingerprints(tableAsOf),
        options.asOf(),
        tableAsOf,
        refreshed::contains,
        warehouse.graph().followedByKeys(),
        mending);
  }

  /** The damage of a table that is to be written anew. */
  Optional<Mending> mending(TableId table) {
    return mending.filter(one -> one.table().equals(table));
  }

  Tables tables() {
    return warehouse.tables();
  }

  /** Marks what this thread does as done for a table, until it is closed. */
  LogContext about(String step, TableId table) {
    return LogContext.of(warehouse.spark().sparkContext(), ops.runId(), step, table);
  }

  /** A session for one step. */
  SparkSession newSession() {
    return warehouse.newSession();
  }

  /** The date that a table's queries get as {@code :as_of}. */
  LocalDate asOf(Graph.Node node) {
    return node.definition().spec().asOfColumn().isPresent() ? asOf : tableAsOf;
  }

  Parameters parameters(Graph.Node node) {
    return new Parameters(QueryInputs.parameters(warehouse.settings(), asOf(node)));
  }

  Decision decide(SparkSession session, Graph.Node node) {
    boolean isMended = mending(node.id()).isPresent();
    Decision decision =
        Decision.of(
            node,
            ledger,
            fingerprints.of(node),
            asOf(node),
            name -> tables().state(session, TableId.of(name)));
    if (isMended) {
      return decision.refreshed().because("repair of damaged files");
    }
    return isRefreshed.test(node.id()) ? decision.refreshed() : decision;
  }

  /**
   * Makes a step's session fit for what it reads.
   *
   * @return whether all that it reads are few rows together, so that what is made of them is, too
   */
  boolean fit(SparkSession session, Graph.Node node, Map<String, Tables.State> inputs) {
    List<Tables.Size> inputSizes =
        inputs.keySet().stream()
            .map(name -> tables().size(session, RelationName.of(name).table()))
            .toList();
    long own = tables().size(session, node.id()).bytes();
    Sessions.fit(session, own + inputSizes.stream().mapToLong(Tables.Size::bytes).sum());
    return inputSizes.stream().mapToLong(size -> size.rows().orElse(Few.MAX_ROWS + 1)).sum()
        <= Few.MAX_ROWS;
  }

  /**
   * Whether few rows of a table are to be expected to change, though it is made of many: then they
   * come to the driver without being held for later. Many are computed once more.
   */
  boolean changesFew(SparkSession session, Graph.Node node, How how, Optional<Affected> affected) {
    if (how == How.FIRST) {
      return false;
    }
    // a day may have any number of rows
    boolean isOfIds = node.definition().spec().narrowBy().stream().noneMatch(DAYS.asPredicate());
    if (isOfIds
        && how == How.KEYS
        && affected.isPresent()
        && affected.get().count() <= FEW_VALUES) {
      return true;
    }
    // at most all rows go and as many others come
    long rows = tables().size(session, node.id()).rows().orElse(0);
    return rows > 0 && rows <= Few.MAX_ROWS / 2;
  }

  /** What a step reads, at versions that stay. */
  Snapshot snapshot(SparkSession session, Graph.Node node, Map<String, Tables.State> inputs) {
    return new Snapshot(
        session,
        tables(),
        warehouse.relations(),
        warehouse.definitions(),
        inputs,
        intakeLog,
        parameters(node));
  }
}
