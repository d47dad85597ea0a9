package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
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
class NewSourceTest extends SparkCase {
  @TempDir Path folder;

  @Test
  void aSourceOfThreeFilesIsConformed() throws IOException {
    String page = Files.readString(Path.of("../docs/add-a-source.md"));
    Path tables = folder.resolve("tables");
    Matcher files =
        Pattern.compile("`/etc/cxw/tables/(\\S+[.]sql)`.*?```sql\n(.*?)```", Pattern.DOTALL)
            .matcher(page);
    while (files.find()) {
      write(tables.resolve(files.group(1)), files.group(2));
    }
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
    write(
        folder.resolve("landing/shop/customers/2026-03-02/customers.csv"),
        "number;mail;since;land;tier\n"
            + "S-9;Ann@shop.example;2026-01-01 08:00;France;gold\n"
            + "S-10;bob@shop.example;2026-02-01 08:00;Austria;silver\n");
    write(
        folder.resolve("landing/shop/reviews/2026-03-02/reviews.csv"),
        "number;buyer;stars;given\n5;S-9;4;2026-03-01 18:00\n6;S-10;6;2026-03-01 19:00\n");
    Engine engine = new Engine(spark(), SettingsLoader.load(Optional.of(conf), List.of()));
    assertThat(engine.validate()).isEmpty();

    RunReport report =
        engine.run(
            new RunOptions(
                LocalDate.of(2026, 3, 2),
                List.of("+gold.fct_order", "+gold.dim_customer", "+silver.survey_response"),
                false),
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
    // Ann is billing's C-1 by her address: billing's country goes before the shop's, which adds the
    // plan.
    assertThat(
            engine
                .query(
                    "SELECT country, plan, valid_from FROM gold.dim_customer WHERE is_current AND country IS NOT NULL"
                        + " ORDER BY country")
                .collectAsList()
                .toString())
        .isEqualTo("[[AT,silver,2026-02-01], [DE,gold,2026-01-01]]");
    // 18:00 in Berlin is 17:00 UTC; six stars are more than there are.
    assertThat(
            engine
                .query(
                    "SELECT response_id, metric, score, customer_source_key, is_counted,"
                        + " cast(responded_at AS STRING) FROM silver.survey_response")
                .collectAsList()
                .toString())
        .isEqualTo("[[shop:5,csat,4.0,shop:S-9,true,2026-03-01 17:00:00]]");
    assertThat(
            engine
                .query(
                    "SELECT source, entity, row, reason FROM ops.rejected_record ORDER BY reason")
                .collectAsList()
                .toString())
        .isEqualTo("[[shop,orders,2,bad_type], [shop,reviews,2,out_of_scale]]");
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
