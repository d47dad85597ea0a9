package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What each table was last computed from: per input the Delta table's identity and version, the
 * as_of, and a fingerprint of the definition. Written after the table itself, so that a crash in
 * between repeats work and never skips it.
 */
final class Ledger {
  /** One table's state. */
  record Entry(LocalDate asOf, String fingerprint, SortedMap<String, Tables.State> inputs) {}

  /** Stands for a table of which nobody has seen any version. */
  private static final String UNSEEN = "unseen";

  private final Map<TableId, Entry> entries = new ConcurrentHashMap<>();

  /** By table: the version under which its rows stood before, and the one under which they do. */
  private final Map<TableId, Map<Long, Long>> moves = new ConcurrentHashMap<>();

  static Ledger of(List<Row> rows) {
    Ledger ledger = new Ledger();
    for (Row row : rows) {
      Entry entry =
          ledger.entries.computeIfAbsent(
              TableId.of(row.getAs("output")),
              id ->
                  new Entry(
                      LocalDate.parse(row.getAs("as_of").toString()),
                      row.getAs("fingerprint"),
                      new TreeMap<>()));
      String input = row.getAs("input");
      if (!input.isEmpty()) {
        entry
            .inputs()
            .put(
                input,
                new Tables.State(row.getAs("input_table_id"), row.<Long>getAs("input_version")));
      }
    }
    return ledger;
  }

  Optional<Entry> find(TableId output) {
    return Optional.ofNullable(entries.get(output));
  }

  /** Says that a table stands as it stood, under another version. */
  void moved(TableId table, Tables.State before, Tables.State now) {
    moves
        .computeIfAbsent(table, id -> new ConcurrentHashMap<>())
        .put(before.version(), now.version());
    entries
        .values()
        .forEach(
            entry ->
                entry
                    .inputs()
                    .computeIfPresent(
                        table.toString(), (name, state) -> state.equals(before) ? now : state));
  }

  /**
   * The least version of each table that one of these was computed from: what changed after it, it
   * has not seen.
   */
  Map<TableId, Long> leastSeen(Collection<TableId> outputs) {
    Map<TableId, Long> least = new TreeMap<>();
    entries.forEach(
        (output, entry) -> {
          if (outputs.contains(output)) {
            entry
                .inputs()
                .forEach(
                    (input, state) -> {
                      if (state.exists()) {
                        least.merge(TableId.of(input), state.version(), Math::min);
                      }
                    });
          }
        });
    return least;
  }

  /** The version under which the rows of a version stand now. */
  long movedTo(TableId table, long version) {
    return moves.getOrDefault(table, Map.of()).getOrDefault(version, version);
  }

  /**
   * Says that what a table held cannot be told any more: it is computed whole, and who is made of
   * it.
   */
  void lost(TableId table) {
    entries.computeIfPresent(table, (id, entry) -> new Entry(entry.asOf(), UNSEEN, entry.inputs()));
    unseen(table);
  }

  /** Says that how a table changed cannot be told: who is made of it is computed whole. */
  void unseen(TableId table) {
    entries
        .values()
        .forEach(
            entry ->
                entry
                    .inputs()
                    .computeIfPresent(
                        table.toString(),
                        (name, state) -> new Tables.State(UNSEEN, state.version())));
  }

  void put(TableId output, Entry entry) {
    entries.put(output, entry);
  }

  /** Rows of {@code ops.ledger}; a table without inputs has one row with an empty input. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    new TreeMap<>(entries)
        .forEach(
            (output, entry) -> {
              SortedMap<String, Tables.State> inputs = new TreeMap<>(entry.inputs());
              inputs.putIfAbsent("", Tables.State.ABSENT);
              if (inputs.size() > 1) {
                inputs.remove("");
              }
              inputs.forEach(
                  (input, state) ->
                      rows.add(
                          RowFactory.create(
                              output.toString(),
                              input,
                              state.tableId(),
                              state.version(),
                              java.sql.Date.valueOf(entry.asOf()),
                              entry.fingerprint())));
            });
    return rows;
  }
}
