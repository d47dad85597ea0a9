package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.Mode;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Fingerprints;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.RelationName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Whether and how a table is brought up to date, from what moved since the ledger's entry.
 *
 * @param changed inputs that moved
 * @param inputs all table inputs at the versions to read
 * @param previous the ledger's entry, where the table can be brought forward from it
 */
record Decision(
    How how,
    List<String> reasons,
    SortedSet<String> changed,
    SortedMap<String, Tables.State> inputs,
    Optional<Ledger.Entry> previous) {

  /**
   * Decides for one table.
   *
   * @param state gives a table's identity and version now
   */
  static Decision of(
      Graph.Node node,
      Ledger ledger,
      String fingerprint,
      LocalDate asOf,
      Function<String, Tables.State> state) {
    SortedMap<String, Tables.State> inputs = new TreeMap<>();
    for (String name : node.inputs()) {
      RelationName relation = RelationName.of(name);
      if (!relation.isConfig()) {
        inputs.put(relation.base(), state.apply(relation.base()));
      }
    }
    SortedSet<String> changed = new TreeSet<>();
    List<String> reasons = new ArrayList<>();
    Optional<Ledger.Entry> entry = ledger.find(node.id());
    if (entry.isEmpty() || !state.apply(node.id().toString()).exists()) {
      return new Decision(How.FIRST, List.of("first run"), changed, inputs, Optional.empty());
    }
    Ledger.Entry last = entry.get();
    if (!last.fingerprint().equals(fingerprint)) {
      return new Decision(How.FULL, List.of("changed definition"), changed, inputs, entry);
    }
    boolean isReplaced = false;
    for (var input : inputs.entrySet()) {
      Tables.State before = last.inputs().getOrDefault(input.getKey(), Tables.State.ABSENT);
      if (!before.equals(input.getValue())) {
        changed.add(input.getKey());
        reasons.add("changed " + input.getKey());
        isReplaced |= before.exists() && !before.tableId().equals(input.getValue().tableId());
      }
    }
    TableSpec spec = node.definition().spec();
    boolean isNewDay = !last.asOf().equals(asOf);
    if (isNewDay && Fingerprints.readsAsOf(node)) {
      reasons.add("as_of " + last.asOf() + " → " + asOf);
    }
    if (isReplaced || (spec.mode() == Mode.FULL && !reasons.isEmpty())) {
      return new Decision(How.FULL, reasons, changed, inputs, entry);
    }
    if (spec.mode() == Mode.FULL) {
      return new Decision(How.SKIP, reasons, changed, inputs, entry);
    }
    for (String input : changed) {
      if (!isFollowed(node, input)) {
        reasons.add(input + " is read whole");
        return new Decision(How.FULL, reasons, changed, inputs, entry);
      }
    }
    if (changed.isEmpty() && !isNewDay) {
      return new Decision(How.SKIP, reasons, changed, inputs, entry);
    }
    How how = spec.mode() == Mode.KEYS ? How.KEYS : How.PARTITIONS;
    return new Decision(how, reasons, changed, inputs, entry);
  }

  /** The table is built anew, whatever moved. */
  Decision refreshed() {
    return how == How.FIRST
        ? this
        : new Decision(
            How.FULL, List.of("full refresh asked for"), new TreeSet<>(), inputs, previous);
  }

  /** The same for another reason. */
  Decision because(String reason) {
    return new Decision(how, List.of(reason), changed, inputs, previous);
  }

  /** Whether the table was computed from the same: then its rows are those that are there. */
  boolean repeats(String fingerprint, LocalDate asOf) {
    return previous
        .filter(last -> last.fingerprint().equals(fingerprint) && last.asOf().equals(asOf))
        .filter(last -> last.inputs().equals(inputs))
        .isPresent();
  }

  /** Whether the rows affected by a change of this input can be told. */
  private static boolean isFollowed(Graph.Node node, String input) {
    return node.definition().affected().isPresent()
        ? node.affectedInputs().contains(input + "_changes")
        : node.definition().spec().narrow().containsKey(input);
  }
}
