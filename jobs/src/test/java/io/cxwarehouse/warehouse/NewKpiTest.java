package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.cli.Main;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The KPI that docs/add-a-kpi.md walks through, in a folder of its own, reaches the scorecard. */
class NewKpiTest extends SparkCase {
  private static final List<String> TABLES =
      List.of(
          "+gold.fct_order",
          "gold.dim_kpi",
          "gold.dim_target",
          "gold.kpi_window",
          "gold.kpi_parts_daily",
          "gold.kpi_window_part",
          "gold.kpi_scorecard");

  @TempDir Path folder;

  /** Twelve orders in 28 days, four of them on Saturday the 14th and Sunday the 15th of March. */
  @Test
  void aKpiOfThreeFilesReachesTheScorecard() throws IOException {
    String page = Files.readString(Path.of("../docs/add-a-kpi.md"));
    Path kpi = folder.resolve("tables/kpi/weekend_order_share");
    write(kpi.resolve("kpi.conf"), block(page, "hocon", 0));
    write(kpi.resolve("kpi_parts_daily.sql"), block(page, "sql", 0));
    write(kpi.resolve("recompute.sql"), block(page, "sql", 1));
    List<String> orders = new ArrayList<>();
    orders.add("order_id,customer_id,ordered_at,quantity,amount,currency,type");
    for (int order = 0; order < 12; order++) {
      int day = order < 2 ? 14 : order < 4 ? 15 : 2 + order % 4;
      orders.add("o%d,C-%d,2026-03-%02d 12:00:00,1,10,EUR,sale".formatted(order, order, day));
    }
    write(
        folder.resolve("landing/billing/orders/2026-03-20/orders.csv"),
        String.join("\n", orders) + "\n");
    Engine engine =
        new Engine(
            spark(),
            SettingsLoader.load(Optional.of(Path.of("../conf/env/local.conf")), overrides()));

    RunReport report =
        engine.run(new RunOptions(LocalDate.of(2026, 3, 20), TABLES, false), RunListener.NONE);

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    Row shown =
        engine
            .query(
                "SELECT value, ci_low, ci_high, n, target, pillar FROM gold.kpi_scorecard"
                    + " WHERE kpi = 'weekend_order_share' AND window_name = '28d'"
                    + " AND segment_name = 'all'")
            .collectAsList()
            .get(0);
    assertThat(shown.getDouble(0)).isCloseTo(4 / 12D, within(1e-9));
    // Wilson's interval of 4 in 12 at 1.96
    assertThat(shown.getDouble(1)).isCloseTo(0.1381, within(1e-4));
    assertThat(shown.getDouble(2)).isCloseTo(0.6094, within(1e-4));
    assertThat(shown.getLong(3)).isEqualTo(12);
    assertThat(shown.getDouble(4)).isEqualTo(0.5);
    assertThat(shown.getString(5)).isEqualTo("personalisation");
    String recompute =
        engine
            .query("SELECT recompute_sql FROM gold.dim_kpi WHERE kpi = 'weekend_order_share'")
            .first()
            .getString(0);
    assertThat(recompute).startsWith("SELECT CAST(");
    Row again =
        engine
            .query(
                recompute
                    .replace(":window_start", "DATE'2026-02-21'")
                    .replace(":window_end", "DATE'2026-03-20'"))
            .first();
    assertThat(again.getDouble(0)).isCloseTo(4 / 12D, within(1e-9));

    assertThat(cxw("scorecard"))
        .contains("as of 2026-03-20", "publication 2026-03-20_1")
        .containsPattern("weekend_order_share +33.3 % +– +12\n +95 % interval 13.8 % to 60.9 %; ")
        .contains("target 50.0 % not certain");
    assertThat(cxw("scorecard", "--format", "json")).contains("\"value\":0.333333333333");
    assertThat(cxw("scorecard", "--date", "2026-03-19"))
        .contains("no scorecard as of 2026-03-19", "published as of 2026-03-20");
    String query =
        "SELECT kpi, value, n FROM gold.kpi_scorecard WHERE kpi = 'weekend_order_share'"
            + " AND window_name = '28d' AND segment_name = 'all'";
    assertThat(cxw("sql", query)).containsPattern("weekend_order_share +33.3 % +12");
    assertThat(cxw("sql", "--raw", query)).contains("  0.333333333333");
  }

  /** What a command writes, results and errors. */
  private String cxw(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--conf", "../conf/env/local.conf"));
    overrides().forEach(override -> arguments.addAll(List.of("--set", override)));
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text, true);
    Main.execute(writer, writer, arguments.toArray(String[]::new));
    return text.toString();
  }

  private List<String> overrides() {
    return List.of(
        "landing.root=\"" + folder.resolve("landing") + "\"",
        "warehouse.root=\"" + folder.resolve("warehouse") + "\"",
        "warehouse.extra=[\"" + folder.resolve("tables") + "\"]",
        "targets.weekend_order_share=0.5");
  }

  private static String block(String page, String language, int number) {
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    for (int i = 0; i <= number; i++) {
      assertThat(block.find()).as(language + " " + i + " in docs/add-a-kpi.md").isTrue();
    }
    return block.group(1);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
