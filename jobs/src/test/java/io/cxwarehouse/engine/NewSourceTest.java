package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkTest;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source that docs/add-a-source.md walks through: its own configuration, SQL and delivery. */
class NewSourceTest extends SparkTest {
  @TempDir Path folder;

  @Test
  void aSourceOfTwoFilesReachesGold() throws IOException {
    String page = Files.readString(Path.of("../docs/add-a-source.md"));
    Path tables = folder.resolve("tables");
    write(tables.resolve("silver/orders/from_shop.sql"), block(page, "sql"));
    Path conf = folder.resolve("my.conf");
    write(
        conf,
        "include \""
            + Path.of("../conf/env/local.conf").toRealPath()
            + "\"\n"
            + block(page, "hocon").replace("/etc/cxw/tables", tables.toString())
            + "landing.root = \"%s\"\nwarehouse.root = \"%s\"\n"
                .formatted(folder.resolve("landing"), folder.resolve("warehouse")));
    write(
        folder.resolve("landing/shop/orders/2026-03-02/orders.csv"),
        "number;buyer;placed;total\n77;C-1;2026-03-01 10:15;19,90\n78;C-1;soon;5\n");
    write(
        folder.resolve("landing/billing/customers/2026-03-02/customers.csv"),
        "customer_id,email,phone,name,created_at,country,region,industry,plan,"
            + "acquisition_channel,external_ids\n"
            + "C-1,ann@shop.example,,Ann,2026-01-01,DE,,,,,\n");
    Engine engine = new Engine(spark(), SettingsLoader.load(Optional.of(conf), List.of()));
    assertThat(engine.validate()).isEmpty();

    RunReport report =
        engine.run(
            new RunOptions(LocalDate.of(2026, 3, 2), List.of("+gold.fct_order"), false),
            RunListener.NONE);

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(
            engine
                .query(
                    "SELECT order_id, source, cast(ordered_at AS STRING) AS at, order_date,"
                        + " cast(amount_reporting AS DOUBLE), country FROM gold.fct_order")
                .collectAsList()
                .toString())
        .isEqualTo("[[shop:77,shop,2026-03-01 09:15:00,2026-03-01,19.9,DE]]");
    assertThat(
            engine
                .query("SELECT source, entity, row, reason FROM ops.rejected_record")
                .collectAsList()
                .toString())
        .isEqualTo("[[shop,orders,2,bad_type]]");
  }

  private static String block(String page, String language) {
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).as(language + " in docs/add-a-source.md").isTrue();
    return block.group(1);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
