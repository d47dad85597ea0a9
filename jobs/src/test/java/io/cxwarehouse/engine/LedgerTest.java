package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final TableId SPEND = TableId.of("gold.spend");
  private static final TableId DATES = TableId.of("gold.dim_date");
  private static final Tables.State SEVEN = new Tables.State("orders-id", 7);
  private static final Tables.State EIGHT = new Tables.State("orders-id", 8);

  @Test
  void whatIsWrittenIsReadAgain() {
    Ledger ledger = new Ledger();
    ledger.put(
        SPEND, entry("a", Map.of("silver.orders", SEVEN, "bronze.x_y", Tables.State.ABSENT)));
    ledger.put(DATES, entry("b", Map.of()));

    Ledger read = Ledger.of(stored(ledger.rows()));

    assertThat(read.find(SPEND)).isEqualTo(ledger.find(SPEND));
    assertThat(read.find(DATES)).isEqualTo(ledger.find(DATES));
    assertThat(read.find(TableId.of("gold.other"))).isEmpty();
  }

  /** Without a row, the table would be computed every night as if it had never been. */
  @Test
  void aTableWithoutInputsHasOneRow() {
    Ledger ledger = new Ledger();
    ledger.put(DATES, entry("b", Map.of()));
    assertThat(ledger.rows()).hasSize(1);
    ledger.put(SPEND, entry("a", Map.of("silver.orders", SEVEN, "silver.fx_rate", SEVEN)));
    assertThat(ledger.rows()).hasSize(3);
  }

  @Test
  void theLatestEntryOfATableStands() {
    Ledger ledger = new Ledger();
    ledger.put(SPEND, entry("a", Map.of("silver.orders", SEVEN)));
    ledger.put(SPEND, entry("b", Map.of("silver.orders", EIGHT)));
    assertThat(ledger.find(SPEND)).contains(entry("b", Map.of("silver.orders", EIGHT)));
    assertThat(ledger.rows()).hasSize(1);
  }

  /** Who had seen the state before has seen the one after; who had seen an older one has not. */
  @Test
  void aMovedTableMovesOnlyThoseWhoHadSeenIt() {
    Tables.State older = new Tables.State("orders-id", 3);
    Ledger ledger = new Ledger();
    ledger.put(SPEND, entry("a", Map.of("silver.orders", SEVEN, "silver.other", SEVEN)));
    ledger.put(DATES, entry("b", Map.of("silver.orders", older)));

    ledger.moved(TableId.of("silver.orders"), SEVEN, EIGHT);

    assertThat(ledger.find(SPEND).orElseThrow().inputs())
        .containsOnly(Map.entry("silver.orders", EIGHT), Map.entry("silver.other", SEVEN));
    assertThat(ledger.find(DATES).orElseThrow().inputs())
        .containsOnly(Map.entry("silver.orders", older));
  }

  private static Ledger.Entry entry(String fingerprint, Map<String, Tables.State> inputs) {
    return new Ledger.Entry(LocalDate.of(2026, 3, 28), fingerprint, new TreeMap<>(inputs));
  }

  /** The rows as {@code ops.ledger} gives them back. */
  private static List<Row> stored(List<Row> rows) {
    StructType schema = Definitions.load(List.of()).table(TableId.of("ops.ledger")).spec().schema();
    return rows.stream()
        .map(
            row -> {
              Object[] values = new Object[row.length()];
              for (int i = 0; i < values.length; i++) {
                values[i] = row.get(i);
              }
              return (Row) new GenericRowWithSchema(values, schema);
            })
        .toList();
  }
}
