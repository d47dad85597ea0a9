package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two delivered rows that would be one row of a table: nobody can tell which is the right one. */
class RepeatedKeyTest extends FaultCase {
  private static final String ROWS =
      "SELECT array_join(sort_array(collect_list(concat_ws(' ', currency, order_id))), '; ')"
          + " FROM silver.by_currency";

  @Test
  void rowsOfAKeyThatSeveralHaveAreRejectedAndTheOthersStay() throws IOException {
    Engine engine = engine("warehouse", byCurrency());
    List<String> tables = List.of("silver.orders", "silver.by_currency");
    deliver("billing/orders/2026-03-02/dollars.csv", order("O-9", "USD"));
    run(engine, DAY, tables);
    assertThat(engine.query(ROWS).collectAsList()).hasToString("[[EUR O-1; USD O-9]]");

    LocalDate second = DAY.plusDays(1);
    deliver("billing/orders/" + second + "/second.csv", order("O-2", "EUR"));
    assertThat(run(engine, second, tables).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(engine.query(ROWS).collectAsList()).hasToString("[[USD O-9]]");
    assertThat(
            engine
                .query(
                    "SELECT file, record_id, reason, message FROM ops.rejected_record"
                        + " WHERE stage = 'silver.by_currency' ORDER BY record_id")
                .collectAsList())
        .hasToString(
            "[[billing/orders/2026-03-02/good.csv,EUR,repeated_key,other rows have the same key],"
                + " [billing/orders/2026-03-03/second.csv,EUR,repeated_key,other rows have the same"
                + " key]]");
    assertThat(
            engine
                .query(
                    "SELECT severity, offences FROM ops.check_result WHERE check_name = 'unique_key'"
                        + " AND offences > 0")
                .collectAsList())
        .hasToString("[[warn,1]]");

    LocalDate third = DAY.plusDays(2);
    deliver("billing/orders/" + third + "/corrected.csv", order("O-2", "CHF"));
    assertThat(run(engine, third, tables).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(engine.query(ROWS).collectAsList()).hasToString("[[CHF O-2; EUR O-1; USD O-9]]");
    assertThat(engine.query("SELECT * FROM ops.rejected_record").collectAsList()).isEmpty();
  }

  @Test
  void manySuchKeysHoldTheTable() throws IOException {
    Engine engine = engine("warehouse", byCurrency());
    List<String> tables = List.of("silver.orders", "silver.by_currency");
    run(engine, DAY, tables);
    String head = GOOD.substring(0, GOOD.indexOf('\n') + 1);
    deliver(
        "billing/orders/" + DAY + "/wrong.csv",
        IntStream.range(0, 2 * (Computed.MOST_REPEATED + 1))
            .mapToObj(i -> order("N-" + i, "A" + (char) ('A' + i / 52) + (char) ('A' + i / 2 % 26)))
            .map(file -> file.substring(head.length()))
            .collect(Collectors.joining("", head, "")));
    RunReport held = engine.run(new RunOptions(DAY, tables, false), listener());
    assertThat(held.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(engine.query(ROWS).collectAsList()).hasToString("[[EUR O-1]]");
  }

  private static String order(String id, String currency) {
    return GOOD.replace("O-1", id).replace("EUR", currency);
  }

  /** A table that wrongly takes a currency for the name of an order; returns its setting. */
  private String byCurrency() throws IOException {
    Path extra = folder.resolve("extra/silver/by_currency");
    Files.createDirectories(extra);
    Files.writeString(
        extra.resolve("table.sql"),
        "CREATE TABLE silver.by_currency (currency STRING COMMENT 'c', order_id STRING COMMENT 'o')"
            + " USING delta COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'currency', 'cxw.mode' = 'keys',"
            + " 'cxw.narrow_by' = 'currency', 'cxw.narrow' = 'silver.orders(currency)')");
    Files.writeString(extra.resolve("affected.sql"), "SELECT currency FROM silver.orders_changes");
    Files.writeString(
        extra.resolve("from_billing.sql"),
        "SELECT o.currency, b.order_id, o.currency AS _record_id, b._file, b._file_id,"
            + " b._row_number, CAST(NULL AS STRING) AS _reject_reason FROM silver.orders o"
            + " JOIN bronze.billing_orders b ON o.order_id = 'billing:' || b.order_id");
    return "warehouse.extra=[\"" + folder.resolve("extra") + "\"]";
  }
}
