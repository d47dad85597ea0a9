package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Graph;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Which versions of the tables a run may publish: tables that stand at the same files, as_of and
 * definitions and are good. Where one that readers know is not among them, readers keep the set of
 * before.
 *
 * @param versions what may be published; empty: nothing new
 * @param reason why nothing new is published
 */
record PublishableSet(SortedMap<TableId, Long> versions, Optional<String> reason) {
  private static final int NAMED = 5;

  /**
   * The set that a run may publish.
   *
   * @param bad tables that did not end well when they were computed last
   * @param before what readers get now
   */
  static PublishableSet of(
      RunContext run, SparkSession session, Set<TableId> bad, Map<TableId, Long> before) {
    boolean isHeld =
        run.warehouse().settings().publish().onCheckFailure() == Settings.OnCheckFailure.HOLD;
    if (isHeld && !bad.isEmpty()) {
      return none("these tables failed, or wait for one that did: " + names(bad));
    }
    Map<String, Tables.State> states = new HashMap<>();
    Function<String, Tables.State> state =
        name -> states.computeIfAbsent(name, n -> run.tables().state(session, TableId.of(n)));
    SortedMap<TableId, Long> versions = new TreeMap<>();
    Set<TableId> failed = new HashSet<>();
    Set<TableId> stale = new TreeSet<>();
    for (Graph.Node node : run.warehouse().graph().nodes()) {
      TableId id = node.id();
      List<TableId> inputs = run.warehouse().graph().inputsOf(id);
      if (bad.contains(id) || inputs.stream().anyMatch(failed::contains)) {
        failed.add(id);
        if (before.containsKey(id)) {
          versions.put(id, before.get(id));
        }
      } else if (state.apply(id.toString()).exists()) {
        if (inputs.stream().noneMatch(stale::contains) && isCurrent(run, state, node)) {
          versions.put(id, state.apply(id.toString()).version());
        } else {
          stale.add(id);
        }
      }
    }
    stale.retainAll(before.keySet());
    return stale.isEmpty()
        ? new PublishableSet(versions, Optional.empty())
        : none(
            "these tables were left out, and stand at other files, another date or another"
                + " definition than the rest: "
                + names(stale)
                + "; a run without --only publishes again");
  }

  /** Whether a run would leave the table alone. An as-of table has rows of several dates. */
  private static boolean isCurrent(
      RunContext run, Function<String, Tables.State> state, Graph.Node node) {
    return Stream.of(run.asOf(node), run.tableAsOf())
        .map(asOf -> Decision.of(node, run.ledger(), run.fingerprints().of(node), asOf, state))
        .anyMatch(decision -> decision.how() == How.SKIP);
  }

  private static PublishableSet none(String reason) {
    return new PublishableSet(new TreeMap<>(), Optional.of(reason));
  }

  private static String names(Set<TableId> tables) {
    List<String> names = tables.stream().map(TableId::toString).sorted().toList();
    return names.size() <= NAMED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
  }
}
