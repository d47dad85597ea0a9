package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;

/** What a night may leave in tables and their publication, whatever went wrong in it. */
class TablesAtNightTest extends FaultCase {
  @Test
  void aFailedCheckCommitsNothingAndBlocksWhatFollows() throws IOException {
    Engine engine =
        engine(
            "warehouse",
            orderCount("-- fail few: at least two orders\nSELECT n FROM after WHERE n < 2;\n"));
    RunReport report =
        engine.run(
            new RunOptions(DAY, List.of("silver.orders", "silver.order_count"), false), listener());
    assertThat(report.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(report.steps())
        .anySatisfy(
            step -> {
              assertThat(step.status()).isEqualTo(StepResult.Status.CHECK_FAILED);
              assertThat(step.message().orElseThrow()).contains("few", "at least two orders");
            });
    assertThat(folder.resolve("warehouse/silver/order_count")).doesNotExist();
    assertThat(folder.resolve("warehouse/ops/publication")).doesNotExist();
  }

  /**
   * A rebuild would find both: the second row of a key, of which the table holds one, and an order
   * that never reached a table since its affected.sql forgets it.
   */
  @Test
  void checksFindAtNightWhatARebuildWouldFind() throws IOException {
    String properties = "TBLPROPERTIES ('cxw.key' = 'id'%s)";
    String keys =
        ", 'cxw.mode' = 'keys', 'cxw.narrow_by' = 'id', 'cxw.narrow' = 'silver.orders(order_id)'";
    Path extra = folder.resolve("extra/silver");
    for (String name : List.of("one_currency", "forgotten")) {
      Files.createDirectories(extra.resolve(name));
      Files.writeString(
          extra.resolve(name + "/table.sql"),
          "CREATE TABLE silver.%s (id STRING COMMENT 'i', of STRING COMMENT 'o') USING delta COMMENT 'c' "
                  .formatted(name)
              + properties.formatted(name.equals("forgotten") ? keys : ""));
    }
    Files.writeString(
        extra.resolve("one_currency/query.sql"),
        "SELECT currency AS id, order_id AS of FROM silver.orders");
    Files.writeString(
        extra.resolve("forgotten/query.sql"),
        "SELECT order_id AS id, currency AS of FROM silver.orders");
    Files.writeString(
        extra.resolve("forgotten/affected.sql"),
        "SELECT order_id AS id FROM silver.orders_changes WHERE currency <> 'EUR'");
    Files.writeString(
        extra.resolve("forgotten/checks.sql"),
        "-- fail all_orders: every order is there\n"
            + "SELECT a.n, o.n FROM (SELECT count(*) AS n FROM after) a"
            + " CROSS JOIN (SELECT count(*) AS n FROM silver.orders) o WHERE a.n <> o.n;\n"
            + "-- fail new_rows: not asked where there are none\n"
            + "SELECT count(*) FROM candidate HAVING count(*) = 0;\n");
    Engine engine = engine("warehouse", "warehouse.extra=[\"" + folder.resolve("extra") + "\"]");
    RunOptions all =
        new RunOptions(
            DAY, List.of("silver.orders", "silver.one_currency", "silver.forgotten"), false);
    assertThat(engine.run(all, listener()).exitCode()).isEqualTo(ExitCode.OK);

    deliver("billing/orders/2026-03-02/second.csv", GOOD.replace("O-1", "O-2"));
    RunReport second = engine.run(all, listener());
    assertThat(second.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(second.steps())
        .filteredOn(step -> !step.isGood())
        .extracting(step -> step.table() + " " + step.message().orElseThrow())
        .satisfiesExactlyInAnyOrder(
            held -> assertThat(held).startsWith("silver.one_currency").contains("unique_key"),
            held ->
                assertThat(held)
                    .startsWith("silver.forgotten")
                    .contains("all_orders")
                    .doesNotContain("new_rows"));
  }

  @Test
  void anOlderDateRewritesOnlyItsOwnRows() throws IOException {
    Path extra = folder.resolve("extra/gold");
    String ddl =
        "CREATE TABLE gold.%s (on_date DATE COMMENT 'd', n BIGINT COMMENT 'n') USING delta"
            + " COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'on_date'%s)";
    for (String name : List.of("orders_then", "orders_now")) {
      Files.createDirectories(extra.resolve(name));
      Files.writeString(
          extra.resolve(name + "/table.sql"),
          ddl.formatted(
              name, name.equals("orders_then") ? ", 'cxw.as_of_column' = 'on_date'" : ""));
      Files.writeString(
          extra.resolve(name + "/query.sql"),
          "SELECT :as_of AS on_date, count(*) AS n FROM silver.orders WHERE order_date <= :as_of");
    }
    Engine engine = engine("warehouse", "warehouse.extra=[\"" + folder.resolve("extra") + "\"]");
    List<String> tables = List.of("silver.orders", "gold.orders_then", "gold.orders_now");
    LocalDate later = DAY.plusDays(3);
    run(engine, DAY, tables);
    deliver(
        "billing/orders/" + later + "/of_the_day.csv",
        GOOD.replace("O-1", "O-2").replace("2026-03-01", later.toString()));
    run(engine, later, tables);
    assertThat(counts(engine))
        .containsExactly("now 2026-03-05 2", "then 2026-03-02 1", "then 2026-03-05 2");

    deliver("billing/orders/" + DAY + "/late.csv", GOOD.replace("O-1", "O-3"));
    RunReport older = run(engine, DAY, tables);
    assertThat(counts(engine))
        .containsExactly("now 2026-03-05 3", "then 2026-03-02 2", "then 2026-03-05 2");
    assertThat(older.steps())
        .filteredOn(step -> step.table().toString().equals("silver.orders"))
        .singleElement()
        .satisfies(step -> assertThat(step.late()).as("late rows").isEqualTo(1));

    run(engine, later, tables);
    assertThat(counts(engine))
        .containsExactly("now 2026-03-05 3", "then 2026-03-02 2", "then 2026-03-05 3");
    assertThat(
            engine
                .query(
                    "SELECT rows_inserted, late_rows FROM ops.step_run WHERE `table` ="
                        + " 'silver.orders' ORDER BY run_id")
                .collectAsList()
                .toString())
        .isEqualTo("[[1,0], [1,1], [1,0], [0,0]]");
  }

  /** What was found for a month end in an earlier night, and would not be in a rebuild. */
  @Test
  void rowsOfAMonthEndGoWhenNoneIsFoundForIt() throws IOException {
    Path extra = folder.resolve("extra/gold/by_month_end");
    Files.createDirectories(extra);
    Files.writeString(
        extra.resolve("table.sql"),
        "CREATE TABLE gold.by_month_end (month_end DATE COMMENT 'm', order_id STRING COMMENT 'o')"
            + " USING delta COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'month_end, order_id',"
            + " 'cxw.as_of_column' = 'month_end', 'cxw.as_of_part' = 'month')");
    Files.writeString(
        extra.resolve("with_month.sql"), "SELECT date_sub(trunc(:as_of, 'MM'), 1) AS month_end");
    Files.writeString(
        extra.resolve("query.sql"),
        "SELECT m.month_end, o.order_id FROM silver.orders o JOIN month m"
            + " ON o.order_date <= m.month_end");
    Engine engine = engine("warehouse", "warehouse.extra=[\"" + folder.resolve("extra") + "\"]");
    List<String> tables = List.of("silver.orders", "gold.by_month_end");
    String second = GOOD.replace("O-1", "O-2");
    deliver("billing/orders/" + DAY + "/second.csv", second.replace("2026-03-01", "2026-02-10"));
    run(engine, DAY, tables);
    String rows = "SELECT concat_ws(' ', month_end, order_id) FROM gold.by_month_end";
    assertThat(engine.query(rows).collectAsList()).hasToString("[[2026-02-28 billing:O-2]]");

    deliver("billing/orders/" + DAY.plusDays(1) + "/corrected.csv", second);
    run(engine, DAY.plusDays(1), tables);
    assertThat(engine.query(rows).collectAsList()).isEmpty();
  }

  private List<String> counts(Engine engine) {
    return engine
        .query(
            "SELECT concat_ws(' ', 'then', on_date, n) FROM gold.orders_then UNION ALL SELECT"
                + " concat_ws(' ', 'now', on_date, n) FROM gold.orders_now ORDER BY 1")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void onlyTablesThatBelongTogetherArePublished() throws IOException {
    String setting =
        orderCount("-- fail few: at most two orders\nSELECT n FROM after WHERE n > 2;\n");
    List<String> both = List.of("silver.orders", "silver.order_count");
    run(engine("warehouse", setting), DAY, both);

    // A table that is left out stays behind: readers keep the set of before.
    LocalDate next = DAY.plusDays(1);
    deliver("billing/orders/" + next + "/more.csv", GOOD.replace("O-1", "O-2"));
    engine("warehouse", setting)
        .run(new RunOptions(next, List.of("silver.orders"), false), listener());
    assertThat(notices).anyMatch(notice -> notice.contains("silver.order_count"));
    assertThat(published(setting)).isEqualTo("[[1,1]]");
    run(engine("warehouse", setting), next, both);
    assertThat(published(setting)).isEqualTo("[[2,2]]");

    // Held by a check: a later run of other tables alone does not let the set go.
    LocalDate last = next.plusDays(1);
    deliver("billing/orders/" + last + "/third.csv", GOOD.replace("O-1", "O-3"));
    RunReport held =
        engine("warehouse", setting).run(new RunOptions(last, both, false), listener());
    assertThat(held.exitCode()).isEqualTo(ExitCode.REFUSED);
    notices.clear();
    engine("warehouse", setting)
        .run(new RunOptions(last, List.of("silver.fx_rate"), false), listener());
    assertThat(notices).anyMatch(notice -> notice.contains("silver.order_count"));
    assertThat(published(setting)).isEqualTo("[[2,2]]");
    assertThatThrownBy(() -> engine("warehouse", setting).query("SELECT * FROM silver.fx_rate"))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("never been published");

    // Unless the operator wants the rest published: the failed table stays as it was.
    Engine publishing = engine("warehouse", setting, "publish.on-check-failure=publish");
    publishing.run(new RunOptions(last, both, true), listener());
    assertThat(published(setting)).isEqualTo("[[3,2]]");
  }

  /** Defines a table of the number of orders; returns the setting that names it. */
  private String orderCount(String checks) throws IOException {
    Path extra = folder.resolve("extra/silver/order_count");
    Files.createDirectories(extra);
    Files.writeString(
        extra.resolve("table.sql"),
        "CREATE TABLE silver.order_count (n BIGINT COMMENT 'orders') USING delta COMMENT 'c'"
            + " TBLPROPERTIES ('cxw.key' = 'n')");
    Files.writeString(
        extra.resolve("query.sql"), "SELECT CAST(count(*) AS BIGINT) AS n FROM silver.orders");
    Files.writeString(extra.resolve("checks.sql"), checks);
    return "warehouse.extra=[\"" + folder.resolve("extra") + "\"]";
  }

  private String published(String setting) {
    return engine("warehouse", setting)
        .query("SELECT (SELECT count(*) FROM silver.orders) AS orders, n FROM silver.order_count")
        .collectAsList()
        .toString();
  }

  @Test
  void aTableOfAnotherShapeIsWrittenAnew() throws IOException {
    Path extra = folder.resolve("extra/silver/order_count");
    Files.createDirectories(extra);
    String extraFolder = "warehouse.extra=[\"" + folder.resolve("extra") + "\"]";
    String ddl =
        "CREATE TABLE silver.order_count (%s) USING delta COMMENT 'c'"
            + " TBLPROPERTIES ('cxw.key' = 'n')";
    String query = "SELECT CAST(count(*) AS BIGINT) AS n%s FROM silver.orders";
    RunOptions options = new RunOptions(DAY, List.of("silver.orders", "silver.order_count"), false);

    Files.writeString(extra.resolve("table.sql"), ddl.formatted("n BIGINT COMMENT 'n'"));
    Files.writeString(extra.resolve("query.sql"), query.formatted(""));
    engine("warehouse", extraFolder).run(options, listener());
    Files.writeString(
        extra.resolve("table.sql"), ddl.formatted("n BIGINT COMMENT 'n', m INT COMMENT 'm'"));
    Files.writeString(extra.resolve("query.sql"), query.formatted(", 7 AS m"));
    Engine changed = engine("warehouse", extraFolder);
    assertThat(changed.run(options, listener()).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(changed.query("SELECT * FROM silver.order_count").collectAsList().toString())
        .isEqualTo("[[1,7]]");
  }

  @Test
  void tablesAreRebuiltWhereTheChangeFeedDoesNotReachBack() throws IOException {
    RunOptions all = new RunOptions(DAY, List.of("silver.orders", "silver.order_value"), false);
    RunOptions orders = new RunOptions(DAY, List.of("silver.orders"), false);
    engine("warehouse").run(all, listener());

    // Vacuumed: the consumer did not run while an update came, whose change files are gone since.
    deliver("billing/orders/2026-03-02/vacuumed.csv", GOOD.replace("10.00", "12.00"));
    assertThat(engine("warehouse").run(orders, listener()).exitCode()).isEqualTo(ExitCode.OK);
    FileUtils.deleteDirectory(folder.resolve("warehouse/silver/orders/_change_data").toFile());
    assertRebuilt(engine("warehouse").run(all, listener()), "12.0");

    // Switched off and on by hand: no changes are told of the time between.
    String table = "delta.`" + folder.resolve("warehouse/silver/orders") + "`";
    String feed = "ALTER TABLE " + table + " SET TBLPROPERTIES ('delta.enableChangeDataFeed'='%s')";
    spark().sql(feed.formatted("false"));
    deliver("billing/orders/2026-03-02/without_feed.csv", GOOD.replace("10.00", "15.00"));
    assertThat(engine("warehouse").run(orders, listener()).exitCode()).isEqualTo(ExitCode.OK);
    assertRebuilt(engine("warehouse").run(all, listener()), "15.0");
  }

  private void assertRebuilt(RunReport report, String amount) {
    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(report.steps())
        .filteredOn(step -> step.table().toString().equals("silver.order_value"))
        .singleElement()
        .satisfies(step -> assertThat(step.how()).isEqualTo(How.FULL));
    assertThat(
            engine("warehouse")
                .query("SELECT cast(amount_reporting AS DOUBLE) FROM silver.order_value")
                .collectAsList()
                .toString())
        .isEqualTo("[[" + amount + "]]");
  }
}
