package io.cxwarehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.functions.Pseudonym;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dates of the past, run once each whatever happens; and the doctor, who looks at the same. */
class BackfillTest extends SparkCase {
  @TempDir Path folder;
  private String out;
  private String err;

  @AfterAll
  void restoreKey() {
    Pseudonym.useKey(PII_KEY);
  }

  @Test
  void datesThatAreDoneAreLeftOutAndTheSameCommandGoesOn() throws IOException {
    defineBalance();
    deliver("2026-03-01", "1");
    assertThat(cxw("doctor")).as(out).isZero();
    assertThat(out).contains("java", "memory", "disk", "lock", "free", "are sound");
    assertThat(backfill("--preview")).isZero();
    assertThat(out)
        .contains("4 dates from 2026-03-01 to 2026-03-04: 0 done, 4 left")
        .contains("gold.kpi_balance")
        .contains("nothing tells how long");

    // The third date fails: a file that is broken in so many rows is refused.
    deliver("2026-03-03", "no number", "none", "nor this");
    Path broken = folder.resolve("landing/billing/orders/2026-03-03/a.csv");
    Files.write(broken, new byte[] {0, 1, 2, (byte) 0xff});
    assertThat(backfill()).as(out + err).isEqualTo(3);
    assertThat(err).contains("(1 of 4)", "(2 of 4, about", "the same command");
    Files.delete(broken);
    deliver("2026-03-03", "3");

    assertThat(backfill("--preview", "--format", "json")).isZero();
    assertThat(out)
        .contains("\"done\":[\"2026-03-01\",\"2026-03-02\"]")
        .contains("\"left\":[\"2026-03-03\",\"2026-03-04\"]")
        .contains("\"as_of_tables\":[\"gold.kpi_balance\"]")
        .doesNotContain("\"seconds\":null");
    assertThat(backfill("--order", "newest")).as(out + err).isZero();
    assertThat(err).contains("2 dates are done", "as of 2026-03-04 (1 of 2)");
    assertThat(balance()).contains("2026-03-01,1", "2026-03-02,1", "2026-03-03,2", "2026-03-04,2");

    assertThat(backfill()).isZero();
    assertThat(out).contains("nothing to do: 4 dates are done");
    assertThat(backfill("--again", "--preview")).isZero();
    assertThat(out).contains("0 done, 4 left", "a date, as earlier runs took");

    // Another definition: what was done with the former one is done no more.
    Path query = folder.resolve("extra/gold/kpi_balance/query.sql");
    Files.writeString(query, Files.readString(query).replace("count(*)", "2 * count(*)"));
    assertThat(backfill("--preview")).isZero();
    assertThat(out).contains("0 done, 4 left");

    assertThat(cxw("backfill", "--from", "2026-03-04", "--to", "2026-03-01")).isEqualTo(2);
    assertThat(cxw("backfill", "--from", "2026-03-04", "--to", "2999-01-01")).isEqualTo(2);
    assertThat(err).contains("2999-01-01 has not come yet");
  }

  @Test
  void theDoctorNamesWhatIsAtFault() throws IOException {
    defineBalance();
    deliver("2026-03-01", "1");
    assertThat(cxw("run", "--date", "2026-03-01", "--only", "silver.orders")).as(err).isZero();
    try (var files = Files.walk(folder.resolve("warehouse/silver/orders"))) {
      Files.delete(files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow());
    }
    assertThat(cxw("doctor", "--format", "json")).isEqualTo(1);
    assertThat(out)
        .contains(
            "\"table\":\"silver.orders\",\"version\":0,\"file\":\"order_month=2026-03-01/part-")
        .contains("\"fault\":\"is missing\"");
    assertThat(cxw("doctor")).isEqualTo(1);
    assertThat(out).contains("cxw repair silver.orders --dry-run");
    assertThat(cxw("repair", "silver.orders", "--dry-run")).isZero();
    assertThat(out).contains("is missing", "nothing was changed");
    assertThat(cxw("repair", "silver.orders")).as(out + err).isZero();
    assertThat(out).contains("silver.orders is mended");
    assertThat(cxw("repair", "orders")).isEqualTo(2);
    Files.delete(folder.resolve("landing/billing/orders/2026-03-01/a.csv"));
    try (var files = Files.walk(folder.resolve("landing"))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    assertThat(cxw("doctor")).isEqualTo(1);
    assertThat(out).contains("landing", "does not exist", "Check landing.root");
    assertThat(cxw("maintain", "--dry-run")).as(err).isZero();
    assertThat(out).contains("nothing was changed");
    assertThat(cxw("maintain", "--format", "json")).isZero();
    assertThat(out).contains("\"is_dry_run\":false", "\"table\":\"ops.run\"");
  }

  private String balance() {
    assertThat(cxw("sql", "select as_of_date, orders from gold.kpi_balance", "--output", "csv"))
        .as(err)
        .isZero();
    return out;
  }

  private int backfill(String... more) {
    List<String> command =
        new ArrayList<>(List.of("backfill", "--from", "2026-03-01", "--to", "2026-03-04"));
    command.addAll(List.of("--only", "silver.orders,gold.kpi_balance"));
    command.addAll(List.of(more));
    return cxw(command.toArray(String[]::new));
  }

  private void deliver(String date, String... amounts) throws IOException {
    Path file = folder.resolve("landing/billing/orders/" + date + "/a.csv");
    Files.createDirectories(file.getParent());
    StringBuilder text =
        new StringBuilder("order_id,customer_id,ordered_at,amount,currency,type\n");
    for (String amount : amounts) {
      text.append("O-%s-%s,C-1,%s,%s,EUR,sale\n".formatted(date, text.length(), date, amount));
    }
    Files.writeString(file, text);
  }

  private void defineBalance() throws IOException {
    Path table = folder.resolve("extra/gold/kpi_balance");
    Files.createDirectories(table);
    Files.writeString(
        table.resolve("table.sql"),
        "CREATE TABLE gold.kpi_balance (as_of_date DATE COMMENT 'd', orders BIGINT COMMENT 'n')"
            + " USING delta COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'as_of_date',"
            + " 'cxw.as_of_column' = 'as_of_date')");
    Files.writeString(
        table.resolve("query.sql"),
        "SELECT CAST(:as_of AS DATE) AS as_of_date, count(*) AS orders FROM silver.orders"
            + " WHERE order_date <= :as_of");
  }

  private int cxw(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(
        List.of(
            "--conf",
            "../conf/env/local.conf",
            "--set",
            "landing.root=\"" + folder.resolve("landing") + "\"",
            "--set",
            "warehouse.root=\"" + folder.resolve("warehouse") + "\"",
            "--set",
            "warehouse.extra=[\"" + folder.resolve("extra") + "\"]"));
    StringWriter written = new StringWriter();
    StringWriter told = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(written, true),
            new PrintWriter(told, true),
            arguments.toArray(String[]::new));
    out = written.toString();
    err = told.toString();
    assertThat(err).doesNotContain("\tat ");
    return code;
  }
}
