package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.TableId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights of orders: a table that follows by keys, one that is computed whole, one by dates. They
 * are run once, and each test gets a copy.
 */
abstract class UpkeepCase extends NightCase {
  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  static final TableId ORDERS = TableId.of("silver.orders");
  static final TableId VALUE = TableId.of("silver.order_value");
  static final TableId TURNOVER = TableId.of("gold.kpi_turnover");
  static final TableId BALANCE = TableId.of("gold.kpi_balance");
  static final TableId BRONZE = TableId.of("bronze.billing_orders");
  static final List<String> ONLY =
      List.of("silver.orders", "silver.order_value", "gold.kpi_turnover", "gold.kpi_balance");
  private static final String HEADER = "order_id,customer_id,ordered_at,amount,currency,type\n";

  @TempDir static Path prepared;

  /** The nights that each test begins with, in a warehouse of this name. */
  static final String PLAIN = "plain";

  abstract void prepare() throws IOException;

  @BeforeAll
  void runNights() throws IOException {
    folder = prepared;
    defineTables();
    prepare();
  }

  @BeforeEach
  void copyNights() throws IOException {
    copy(prepared, folder);
  }

  /** Another warehouse with all that this one has. */
  void copy(String warehouse, String other) throws IOException {
    copy(folder.resolve(warehouse), folder.resolve(other));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private void defineTables() throws IOException {
    define(
        "kpi_turnover",
        "(currency STRING COMMENT 'c', total DOUBLE COMMENT 't')",
        "'cxw.key' = 'currency'",
        "SELECT currency, CAST(sum(amount) AS DOUBLE) AS total FROM silver.orders GROUP BY 1");
    define(
        "kpi_balance",
        "(as_of_date DATE COMMENT 'd', orders BIGINT COMMENT 'n')",
        "'cxw.key' = 'as_of_date', 'cxw.as_of_column' = 'as_of_date'",
        "SELECT CAST(:as_of AS DATE) AS as_of_date, count(*) AS orders FROM silver.order_value"
            + " WHERE order_date <= :as_of");
  }

  void define(String name, String columns, String properties, String query) throws IOException {
    Path table = folder.resolve("extra/gold/" + name);
    Files.createDirectories(table);
    Files.writeString(
        table.resolve("table.sql"),
        "CREATE TABLE gold.%s %s USING delta COMMENT 'c' TBLPROPERTIES (%s)"
            .formatted(name, columns, properties));
    Files.writeString(table.resolve("query.sql"), query);
  }

  @AfterEach
  void revive() {
    DyingLogStore.revive();
  }

  Engine opened(String warehouse, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "warehouse.extra=[\"" + folder.resolve("extra") + "\"]";
    return engine(warehouse, all);
  }

  /** One new order, and every fourth night another amount of the one before. */
  void deliverNight(int night) throws IOException {
    LocalDate day = FIRST.plusDays(night);
    String before =
        night % 4 != 3
            ? ""
            : "O-%d,C-1,%s,%d.50,EUR,sale\n".formatted(night - 1, day.minusDays(1), night);
    deliver(
        "billing/orders/" + day + "/orders.csv",
        HEADER + before + "O-%d,C-1,%s,%d.00,EUR,sale\n".formatted(night, day, 10 + night));
  }

  void night(String warehouse, int night, List<String> only) {
    run(opened(warehouse), FIRST.plusDays(night), only);
  }

  void assertSame(String one, String other) {
    for (TableId table : List.of(ORDERS, VALUE, TURNOVER, BALANCE)) {
      assertThat(stored(one, table))
          .as("%s of %s", table, one)
          .isEqualTo(stored(other, table))
          .isNotEmpty();
    }
  }

  /** Published rows, of all dates. */
  List<String> stored(String warehouse, TableId table) {
    return opened(warehouse).query("SELECT * FROM " + table).collectAsList().stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }

  /** Data files of a table's current version. */
  List<Path> files(String warehouse, TableId table) {
    return Arrays.stream(rows(opened(warehouse), table).inputFiles())
        .map(file -> Path.of(URI.create(file)))
        .sorted()
        .toList();
  }

  Path tableFolder(String warehouse, TableId table) {
    return folder.resolve(warehouse).resolve(table.layer().folder()).resolve(table.name());
  }
}
