package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.delta.Tables;
import io.cxwarehouse.graph.Graph;
import io.cxwarehouse.graph.Step;
import io.cxwarehouse.graph.StepInputs;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether a table is due, and how, for each kind of thing that moves. The table reads {@code
 * silver.orders}, whose changes it follows by key, and {@code silver.fx_rate}, which it reads
 * whole.
 */
class DecisionTest {
  private static final String OUTPUT = "gold.spend";
  private static final LocalDate DAY = LocalDate.of(2026, 3, 28);

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    // mode, as_of, what moved: how, first reason
    "keys, -, nothing, SKIP, -",
    "keys, -, no ledger, FIRST, first run",
    "keys, -, no table, FIRST, first run",
    "keys, -, definition, FULL, changed definition",
    "keys, -, asked for, FULL, full refresh asked for",
    "keys, -, orders, KEYS, changed silver.orders",
    "keys, -, rates, FULL, changed silver.fx_rate",
    "keys, -, orders made anew, FULL, changed silver.orders",
    "keys, -, day, KEYS, -",
    "keys, as_of_date, day, KEYS, as_of 2026-03-28 → 2026-03-29",
    "partitions, -, orders, PARTITIONS, changed silver.orders",
    "partitions, -, day, PARTITIONS, -",
    "full, -, nothing, SKIP, -",
    "full, -, orders, FULL, changed silver.orders",
    "full, -, day, SKIP, -",
    "full, as_of_date, day, FULL, as_of 2026-03-28 → 2026-03-29",
  })
  void followsWhatMoved(String mode, String asOfColumn, String moved, How how, String reason) {
    Decision decision = decide(mode, asOfColumn, moved);
    assertThat(decision.how()).isEqualTo(how);
    assertThat(decision.reasons().stream().findFirst().orElse("-")).isEqualTo(reason);
    assertThat(decision.inputs().keySet()).containsExactly("silver.fx_rate", "silver.orders");
    assertThat(decision.previous().isPresent()).isEqualTo(how != How.FIRST);
  }

  private static Decision decide(String mode, String asOfColumn, String moved) {
    Map<String, Tables.State> then =
        Map.of("silver.orders", state("o", 7), "silver.fx_rate", state("r", 2));
    Map<String, Tables.State> now = new TreeMap<>(then);
    now.put(OUTPUT, moved.equals("no table") ? Tables.State.ABSENT : state("s", 4));
    switch (moved) {
      case "orders" -> now.put("silver.orders", state("o", 8));
      case "orders made anew" -> now.put("silver.orders", state("other", 0));
      case "rates" -> now.put("silver.fx_rate", state("r", 3));
      default -> {}
    }
    Ledger ledger = new Ledger();
    if (!moved.equals("no ledger")) {
      ledger.put(TableId.of(OUTPUT), new Ledger.Entry(DAY, "as it was", new TreeMap<>(then)));
    }
    Decision decision =
        Decision.of(
            node(mode, asOfColumn),
            ledger,
            moved.equals("definition") ? "another" : "as it was",
            moved.equals("day") ? DAY.plusDays(1) : DAY,
            now::get);
    return moved.equals("asked for") ? decision.refreshed() : decision;
  }

  private static Tables.State state(String id, long version) {
    return new Tables.State(id, version);
  }

  private static Graph.Node node(String mode, String asOfColumn) {
    String narrow =
        mode.equals("full")
            ? ""
            : ", 'cxw.narrow_by' = 'customer_id', 'cxw.narrow' = 'silver.orders(customer_id)'";
    String asOf = asOfColumn.equals("-") ? "" : ", 'cxw.as_of_column' = '" + asOfColumn + "'";
    TableSpec spec =
        TableSpec.parse(
            """
            CREATE TABLE gold.spend (
              customer_id STRING COMMENT 'Customer',
              as_of_date DATE COMMENT 'Date')
            USING delta PARTITIONED BY (as_of_date) COMMENT 'Spend of a customer'
            TBLPROPERTIES ('cxw.key' = 'customer_id', 'cxw.grain' = 'customer',
              'cxw.owner' = 'data', 'cxw.mode' = '%s'%s%s)
            """
                .formatted(mode, narrow, asOf),
            "test");
    return new Graph.Node(
        new TableDefinition(spec, new TreeMap<>(), Optional.empty(), Optional.empty(), List.of()),
        new NoStep(),
        new TreeSet<>(Set.of("silver.orders", "silver.fx_rate", "config.target")),
        new TreeSet<>());
  }

  /** Only its inputs matter here. */
  private static final class NoStep implements Step {
    @Override
    public Set<String> inputs() {
      return Set.of();
    }

    @Override
    public Dataset<Row> compute(StepInputs inputs) {
      throw new UnsupportedOperationException();
    }
  }
}
