package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.CxwProcess;
import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A run dies at one commit after the other, of bronze, ops, silver and gold alike, and the same
 * command is given again each time, in the first night with other files, manifests, markers or
 * settings than before: in the end the tables are those of an undisturbed run.
 */
class DyingRunTest extends NightCase {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final int MOST_COMMITS = 100;
  private static final int CHANGES = 5;
  private static final List<String> ONLY =
      List.of(
          "silver.fx_rate",
          "silver.orders",
          "silver.order_value",
          "gold.fct_order",
          "gold.kpi_turnover");

  /** What was said of the runs, whichever of them said it. */
  private static final String RESTATED =
      "SELECT `table`, row_key, column_name, old_value, new_value FROM ops.restatement";

  private static final String CHECKED =
      "SELECT DISTINCT `table`, check_name, offences FROM ops.check_result WHERE offences > 0";

  private static final String PUBLISHED = "SELECT total FROM gold.kpi_turnover";

  private final Random random = new Random(1);
  private final List<String> changed = new ArrayList<>();
  private String orders = "orders.csv";

  @BeforeEach
  void defineAKpi() throws IOException {
    Path table = folder.resolve("extra/gold/kpi_turnover");
    Files.createDirectories(table);
    Files.writeString(
        table.resolve("table.sql"),
        "CREATE TABLE gold.kpi_turnover (currency STRING COMMENT 'c', total DOUBLE COMMENT 't')"
            + " USING delta COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'currency')");
    Files.writeString(
        table.resolve("query.sql"),
        "SELECT currency, CAST(sum(amount) AS DOUBLE) AS total FROM silver.orders GROUP BY 1");
    Files.writeString(
        table.resolve("checks.sql"), "-- warn small: shown\nSELECT total FROM after;\n");
  }

  @AfterEach
  void revive() {
    DyingLogStore.revive();
  }

  @Test
  void theSameCommandAfterEachDeathGivesTheTablesOfAnUndisturbedRun() throws IOException {
    deliverNight(FIRST, 0);
    // The run's own row and two bronze tables are there.
    assertThat(isDone(FIRST, 3, false)).isFalse();
    assertThat(isThere("bronze/billing_orders") && !isThere("ops/ingested_file"))
        .as("bronze holds rows of a file that is in no log")
        .isTrue();
    correct();
    int changes = 0;
    int commits = random.nextInt(3);
    for (boolean isDone = false; !isDone || changes < CHANGES; commits += 2 + random.nextInt(2)) {
      assertThat(commits).as("commits until %s is done", FIRST).isLessThan(MOST_COMMITS);
      isDone = isDone(FIRST, commits);
      if (changes < CHANGES) {
        change(changes++);
        isDone = false;
      }
    }
    assertThat(run("undisturbed", FIRST)).isEqualTo(ExitCode.OK);
    assertSame(FIRST);

    LocalDate second = FIRST.plusDays(1);
    deliverNight(second, 1);
    int deaths = 0;
    assertThat(run("undisturbed", second)).isEqualTo(ExitCode.OK);
    for (commits = random.nextInt(3); !isDone(second, commits); deaths++) {
      commits += 2 + random.nextInt(3);
      assertThat(commits).as("commits until %s is done", second).isLessThan(MOST_COMMITS);
    }
    assertThat(deaths).isGreaterThanOrEqualTo(3);
    assertSame(second);
    assertThat(told("killed", RESTATED)).isEqualTo(told("undisturbed", RESTATED)).hasSize(1);
  }

  private void assertSame(LocalDate day) throws IOException {
    assertThat(rows("killed")).as("after " + day).isEqualTo(rows("undisturbed"));
    assertThat(told("killed", CHECKED)).isEqualTo(told("undisturbed", CHECKED)).isNotEmpty();
    assertThat(engine("killed", settings()).query(PUBLISHED).collectAsList()).hasSize(1);
  }

  private boolean isThere(String table) {
    return Files.exists(
        folder.resolve("killed").resolve(table).resolve("_delta_log/00000000000000000000.json"));
  }

  /** The correction has another name than the file of which half was taken in. */
  private void correct() throws IOException {
    Files.delete(landed("orders.csv"));
    orders = "corrected.csv";
    deliverOrders(12.5);
  }

  /** What was taken in half is replaced, contradicted, marked or read otherwise by the rerun. */
  private void change(int number) throws IOException {
    switch (number) {
      case 0 -> deliverOrders(20.5);
      case 1 -> manifest("\"bytes\":1");
      case 2 -> manifest("\"rows\":2");
      case 3 -> {
        for (String list : List.of("orders", "customers")) {
          deliver("billing/" + list + "/" + FIRST + "/_SUCCESS", "");
        }
        changed.add("sources.billing.require-marker=true");
      }
      default -> changed.add("sources.billing.max-rejected-rate=0.9");
    }
  }

  private void deliverOrders(double amount) throws IOException {
    deliver(
        "billing/orders/" + FIRST + "/" + orders,
        """
        order_id,customer_id,ordered_at,quantity,amount,currency,type
        O-7,C-0,2026-02-01,1,%s,EUR,sale
        O-8,C-0,2026-02-01,1,still no number,EUR,sale
        """
            .formatted(amount));
  }

  private void manifest(String told) throws IOException {
    deliver(
        "billing/orders/" + FIRST + "/_manifest.json",
        "{\"files\":[{\"name\":\"%s\",%s}]}".formatted(orders, told));
  }

  private Path landed(String file) {
    return folder.resolve("landing/billing/orders/" + FIRST).resolve(file);
  }

  /** A process that is killed leaves its lock behind, too, and half-written files. */
  @Test
  void aKilledProcessIsMendedByTheSameCommand() throws Exception {
    deliverNight(FIRST, 0);
    Path appears = folder.resolve("killed/silver/orders");
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile())
            .start();
    while (process.isAlive() && !Files.exists(appears)) {
      Thread.sleep(20);
    }
    assertThat(process.isAlive()).as("still running when %s appears", appears).isTrue();
    process.destroyForcibly().waitFor();
    assertThat(folder.resolve("killed/_cxw_lock/0000000001")).exists();

    assertThat(run("undisturbed", FIRST)).isEqualTo(ExitCode.OK);
    assertThat(run("killed", FIRST)).isEqualTo(ExitCode.OK);
    assertThat(rows("killed")).isEqualTo(rows("undisturbed"));
  }

  private List<String> command() {
    return CxwProcess.command(
        "run",
        "--date",
        FIRST.toString(),
        "--conf",
        "../conf/env/local.conf",
        "--only",
        String.join(",", ONLY),
        "--set",
        extra(),
        "--set",
        "landing.root=\"" + folder.resolve("landing") + "\"",
        "--set",
        "warehouse.root=\"" + folder.resolve("killed") + "\"");
  }

  /** One run that dies after so many commits, unless it has fewer left. */
  private boolean isDone(LocalDate day, int commits) {
    return isDone(day, commits, random.nextBoolean());
  }

  private boolean isDone(LocalDate day, int commits, boolean isNextWritten) {
    DyingLogStore.dieAfter(commits, isNextWritten);
    try {
      return run("killed", day) == ExitCode.OK;
    } catch (Exception e) { // Delta lets checked ones through
      assertThat(e).hasStackTraceContaining("this run is dead");
      return false;
    } finally {
      DyingLogStore.revive();
    }
  }

  private void deliverNight(LocalDate day, int night) throws IOException {
    if (!changed.isEmpty()) {
      deliver("billing/customers/" + day + "/_SUCCESS", "");
      deliver("billing/orders/" + day + "/_SUCCESS", "");
    }
    deliver(
        "billing/customers/" + day + "/customers.csv",
        """
        customer_id,email,phone,name,created_at,country,region,industry,plan,acquisition_channel,external_ids
        C-%d,a@example.com,,,2026-01-01,DE,,,pro,ads,
        C-9,b%d@example.com,,,2026-01-02,AT,,,basic,referral,
        """
            .formatted(night, night));
    deliver(
        "billing/orders/" + day + "/orders.csv",
        """
        order_id,customer_id,ordered_at,quantity,amount,currency,type
        O-%d,C-9,%s,1,10.00,EUR,sale
        O-7,C-0,2026-02-01,1,1%d.00,EUR,sale
        O-8,C-0,2026-02-01,1,not a number,EUR,sale
        """
            .formatted(night, day, night));
  }

  private String extra() {
    return "warehouse.extra=[\"" + folder.resolve("extra") + "\"]";
  }

  private String[] settings() {
    List<String> settings = new ArrayList<>(changed);
    settings.add(extra());
    return settings.toArray(String[]::new);
  }

  private List<String> told(String name, String query) {
    return engine(name, settings()).query(query).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private ExitCode run(String name, LocalDate day) {
    return engine(name, settings())
        .run(new RunOptions(day, ONLY, false), RunListener.NONE)
        .exitCode();
  }

  /** All tables with their rows; which run took a row in is the one thing that may differ. */
  private TreeMap<String, List<String>> rows(String name) throws IOException {
    TreeMap<String, List<String>> tables = new TreeMap<>();
    Path root = folder.resolve(name);
    try (Stream<Path> logs = Files.find(root, 3, (path, a) -> path.endsWith("_delta_log"))) {
      for (Path log : logs.toList()) {
        String table = root.relativize(log.getParent()).toString();
        if (!table.startsWith("ops/") || table.equals("ops/rejected_record")) {
          Dataset<Row> rows =
              spark()
                  .read()
                  .format("delta")
                  .load(log.getParent().toString())
                  .drop("_ingested_run", "run_id");
          tables.put(table, rows.collectAsList().stream().map(Row::toString).sorted().toList());
        }
      }
    }
    assertThat(tables)
        .containsKeys("gold/fct_order", "bronze/billing_orders", "ops/rejected_record");
    return tables;
  }
}
