package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.delta.DamagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Damaged tables are written anew from what they are made of. */
class RepairTest extends UpkeepCase {
  private static final int NIGHTS = 3;

  @Override
  void prepare() throws IOException {
    for (int night = 0; night < NIGHTS; night++) {
      deliverNight(night);
      night(PLAIN, night, ONLY);
    }
  }

  @BeforeEach
  void copyWarehouse() throws IOException {
    copy(PLAIN, "w");
  }

  private RepairReport repair(TableId table) {
    return opened("w").repair(table, false, RunListener.NONE);
  }

  private List<DamagedFile> examined() {
    DeltaLog.clearCache();
    return opened("w").examine();
  }

  private void assertMended(RepairReport report) {
    assertThat(report.run().orElseThrow().exitCode()).isEqualTo(ExitCode.OK);
    assertThat(examined()).isEmpty();
    assertSame("w", PLAIN);
  }

  @Test
  void lostFilesOfSilverAndGoldAreComputedAgain() throws IOException {
    assertThat(repair(ORDERS).damaged()).as("sound").isEmpty();
    String before = opened("w").publications().current().orElseThrow().id();

    Path lost = files("w", ORDERS).get(0);
    Files.delete(lost);
    long version = opened("w").warehouse().tables().state(spark(), ORDERS).version();
    assertThat(examined())
        .singleElement()
        .satisfies(
            damage -> {
              assertThat(damage.table()).isEqualTo(ORDERS);
              assertThat(damage.version()).isEqualTo(version);
              assertThat(damage.file()).endsWith(lost.getFileName().toString());
              assertThat(damage.fault()).isEqualTo("is missing");
            });
    assertThat(opened("w").checkup(examined()))
        .noneMatch(c -> c.subject().equals("clock") && c.state() != Condition.State.OK);

    // Made of it: it cannot be told anew before.
    Files.delete(files("w", VALUE).get(0));
    assertThatThrownBy(() -> repair(VALUE))
        .isInstanceOfSatisfying(
            CxwException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContaining("its input silver.orders is damaged")
        .hasMessageContaining("cxw repair silver.orders");

    RepairReport trial = opened("w").repair(ORDERS, true, RunListener.NONE);
    assertThat(trial.run()).isEmpty();
    assertThat(trial.damaged()).hasSize(1);

    RunReport run = repair(ORDERS).run().orElseThrow();
    assertThat(run.steps().stream().filter(step -> step.changed() > 0).map(StepResult::table))
        .as("the rows are those of before, so that nothing follows")
        .containsExactly(ORDERS);
    assertMended(repair(VALUE));
    assertThat(opened("w").publications().current().orElseThrow().id()).isNotEqualTo(before);
    assertThat(
            opened("w")
                .query("SELECT command, only_tables FROM ops.run ORDER BY run_number")
                .collectAsList()
                .toString())
        .endsWith("[repair,silver.orders], [repair,silver.order_value]]");

    Files.delete(files("w", TURNOVER).get(0));
    assertMended(repair(TURNOVER));
  }

  @Test
  void lostDatesOfAnAsOfTableAreComputedAsKnownToday() throws IOException {
    for (Path file : files("w", BALANCE)) {
      Files.delete(file);
    }
    RepairReport report = repair(BALANCE);
    assertThat(report.lostDates()).containsExactly(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));
    assertMended(report);
  }

  /**
   * Rows of the month's end before the run: on 2 to 4 March of 28 February, on 1 April of 31 March.
   */
  @Test
  void lostMonthEndsAreComputedByTheLastRunThatComputesThem() throws IOException {
    TableId ends = TableId.of("gold.kpi_month_end");
    define(
        "kpi_month_end",
        "(as_of_date DATE COMMENT 'd', orders BIGINT COMMENT 'n')",
        "'cxw.key' = 'as_of_date', 'cxw.as_of_column' = 'as_of_date', 'cxw.as_of_part' = 'ended'",
        "SELECT e.ended_on AS as_of_date, count(v.order_id) AS orders FROM ended e"
            + " LEFT JOIN silver.order_value v ON v.order_date <= e.ended_on GROUP BY e.ended_on");
    Files.writeString(
        folder.resolve("extra/gold/kpi_month_end/with_ended.sql"),
        "SELECT date_sub(trunc(date_add(:as_of, 1), 'MM'), 1) AS ended_on");
    List<String> all = Stream.concat(ONLY.stream(), Stream.of(ends.toString())).toList();
    for (LocalDate day : List.of(FIRST, FIRST.plusDays(2), LocalDate.of(2026, 4, 1))) {
      run(opened("w"), day, all);
    }
    List<String> before = stored("w", ends);
    assertThat(before).containsExactly("[2026-02-28,0]", "[2026-03-31,3]");
    for (Path file : files("w", ends)) {
      Files.delete(file);
    }
    List<LocalDate> lost = List.of(LocalDate.of(2026, 2, 28), LocalDate.of(2026, 3, 31));
    assertThat(opened("w").repair(ends, true, RunListener.NONE).lostDates()).isEqualTo(lost);
    assertThat(repair(ends).lostDates()).isEqualTo(lost);
    assertThat(examined()).isEmpty();
    assertThat(stored("w", ends)).isEqualTo(before);
  }

  /** Which commits are cut short, and whether the ledger had seen the newest. */
  @Test
  void aTornLogGoesBackAndTheTableIsComputedAgain() throws IOException {
    Path log = tableFolder("w", ORDERS).resolve("_delta_log");
    List<Path> commits;
    try (Stream<Path> all = Files.list(log)) {
      commits = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    Path newest = commits.get(commits.size() - 1);
    Files.writeString(newest, Files.readString(newest).substring(0, 40));
    assertThat(examined()).extracting(DamagedFile::table).contains(ORDERS);

    RepairReport report = repair(ORDERS);
    assertThat(
            Path.of(report.aside().orElseThrow().replace("file:", ""))
                .resolve(newest.getFileName()))
        .as("nothing is deleted")
        .exists();
    assertMended(report);

    // All of it: the table is made anew, and nights go on.
    for (Path commit : commits) {
      Files.writeString(commit, "");
    }
    DeltaLog.clearCache();
    assertMended(repair(ORDERS));
    deliverNight(NIGHTS);
    night("w", NIGHTS, ONLY);
    night(PLAIN, NIGHTS, ONLY);
    assertSame("w", PLAIN);
  }

  @Test
  void bronzeIsTakenInAgainWhereItsFilesAreStillDelivered() throws IOException {
    Path lost =
        files("w", BRONZE).stream()
            .filter(file -> file.toString().contains("2026-03-03"))
            .findFirst()
            .orElseThrow();
    Files.delete(lost);
    assertThat(repair(ORDERS).damaged()).as("it is sound itself").isEmpty();
    Path delivered = folder.resolve("landing/billing/orders/2026-03-03/orders.csv");
    Path away = folder.resolve("away.csv");
    Files.move(delivered, away);
    long runs = opened("w").warehouse().state().nextRunNumber();
    assertThatThrownBy(() -> repair(BRONZE))
        .hasMessageContaining("billing/orders/2026-03-03/orders.csv")
        .hasMessageContaining("Put them back");
    assertThat(opened("w").warehouse().state().nextRunNumber())
        .as("nothing is begun")
        .isEqualTo(runs);

    Files.move(away, delivered);
    RepairReport report = repair(BRONZE);
    assertThat(report.landingFiles()).containsExactly("billing/orders/2026-03-03/orders.csv");
    assertThat(report.run().orElseThrow().steps())
        .as("the same rows, so that nothing follows")
        .allMatch(step -> step.changed() == 0);
    assertMended(report);
    assertThat(stored("w", BRONZE)).hasSize(stored(PLAIN, BRONZE).size());

    // A log that cannot be read: what came with the lost commits comes again.
    Path log = tableFolder("w", BRONZE).resolve("_delta_log");
    Files.writeString(log.resolve("00000000000000000001.json"), "{\"add\"");
    DeltaLog.clearCache();
    report = repair(BRONZE);
    assertThat(report.landingFiles()).hasSize(2);
    assertMended(report);
    assertThat(stored("w", BRONZE)).hasSize(stored(PLAIN, BRONZE).size());
  }

  @Test
  void recordsAndUnknownTablesAreRefused() throws IOException {
    assertThatThrownBy(() -> repair(TableId.of("gold.nothing")))
        .isInstanceOfSatisfying(
            CxwException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    assertThatThrownBy(() -> repair(TableId.of("bronze.nothing")))
        .hasMessageContaining("There is no table bronze.nothing");
    Path ledger =
        files("w", OpsTables.LEDGER).stream()
            .max(Comparator.comparing(Path::toString))
            .orElseThrow();
    Files.delete(ledger);
    assertThatThrownBy(() -> repair(ORDERS))
        .hasMessageContaining("ops.ledger is damaged, and is made of no other table");
  }
}
