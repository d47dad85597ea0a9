package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bad deliveries: which exit code, what is said, and that the rest is taken in. */
class BadDeliveriesTest extends FaultCase {
  @Test
  void aFileWithoutARequiredColumnIsRefusedAndNamed() throws IOException {
    deliver(
        "billing/orders/2026-03-02/bad.csv",
        "order_id,customer_id,ordered_at\nO-2,C-1,2026-03-01\n");
    RunReport report = run(engine("warehouse"));
    assertThat(report.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(report.refusedFiles())
        .singleElement()
        .asString()
        .contains("billing/orders/2026-03-02/bad.csv", "amount", "order_id");
    // It is no check of a table, and holds back nothing but itself.
    assertThat(engine("warehouse").publications().current()).isPresent();
    assertThat(
            engine("warehouse").query("SELECT * FROM ops.check_result WHERE offences > 0").count())
        .isZero();
    assertThat(
            engine("warehouse")
                .query(
                    "SELECT path, reason LIKE '%amount%' FROM ops.ingested_file WHERE status = 'refused'")
                .collectAsList()
                .toString())
        .isEqualTo("[[billing/orders/2026-03-02/bad.csv,true]]");
    assertThat(orders(engine("warehouse"))).isEqualTo(1);
  }

  @Test
  void aTruncatedArchiveIsRefusedAsAWhole() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(GOOD.replace("O-1", "O-9").repeat(50).getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = bytes.toByteArray();
    deliver("billing/orders/2026-03-02/cut.csv.gz", Arrays.copyOf(whole, whole.length - 12));
    RunReport report = run(engine("warehouse"));
    assertThat(report.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(orders(engine("warehouse"))).isEqualTo(1);
  }

  @Test
  void emptyHeaderOnlyAndUnknownFoldersDoNotFail() throws IOException {
    deliver("billing/orders/2026-03-02/empty.csv", new byte[0]);
    deliver("billing/orders/2026-03-02/header.csv", GOOD.substring(0, GOOD.indexOf('\n') + 1));
    deliver("legacy_crm/people/2026-03-02/x.csv", new byte[] {'a'});
    RunReport report = run(engine("warehouse"));
    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(notices).anyMatch(notice -> notice.contains("legacy_crm"));
    assertThat(
            engine("warehouse")
                .query("SELECT status FROM ops.ingested_file ORDER BY path")
                .collectAsList()
                .toString())
        .isEqualTo("[[empty], [ok], [header_only]]");
  }

  @Test
  void aManifestThatContradictsItsDeliveryCostsThatDeliveryAlone() throws IOException {
    assertThat(run(engine("warehouse")).exitCode()).isEqualTo(ExitCode.OK);
    deliver("billing/orders/2026-03-01/short.csv", GOOD.replace("O-1", "O-2"));
    deliver(
        "billing/orders/2026-03-01/_manifest.json",
        "{\"files\":[{\"name\":\"short.csv\",\"bytes\":7}]}");
    deliver(
        "billing/orders/2026-03-02/more.csv",
        GOOD.replace("O-1", "O-3") + "O-3,C-1,2026-03-01,1,12.00,EUR,sale\n");
    // Lines that the table tells apart are none that come several times.
    deliver(
        "billing/orders/2026-03-02/lines.csv",
        "order_id,customer_id,ordered_at,quantity,amount,currency,type,product\n"
            + "O-4,C-1,2026-03-01,1,10.00,EUR,sale,Tea\nO-4,C-1,2026-03-01,1,20.00,EUR,sale,Cup\n");
    RunReport report = run(engine("warehouse"));
    assertThat(report.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(report.refusedFiles()).singleElement().asString().contains("short.csv");
    assertThat(
            engine("warehouse")
                .query("SELECT DISTINCT order_id FROM silver.orders ORDER BY order_id")
                .collectAsList()
                .toString())
        .isEqualTo("[[billing:O-1], [billing:O-3], [billing:O-4|Cup], [billing:O-4|Tea]]");
    // A key that comes twice in one file with different contents is counted where it lies.
    assertThat(
            engine("warehouse")
                .query(
                    "SELECT path, repeated_keys FROM ops.ingested_file WHERE repeated_keys > 0"
                        + " UNION ALL SELECT `table`, offences FROM ops.check_result"
                        + " WHERE check_name = 'key_once_per_file'")
                .collectAsList()
                .toString())
        .isEqualTo("[[billing/orders/2026-03-02/more.csv,1], [bronze.billing_orders,1]]");
    assertThat(notices).anyMatch(notice -> notice.contains("more.csv: 1 keys"));
  }

  @Test
  void cursorsThatCannotBeReadAreCounted() throws IOException {
    deliver(
        "billing/orders/2026-03-02/more.csv",
        GOOD.replace("O-1", "O-2").replace("2026-03-01", "soon")
            + "O-3,C-1,,1,10.00,EUR,sale\nO-4,C-1,2026-03-01 10:00,1,10.00,EUR,sale\n");
    Engine engine = engine("warehouse", "sources.billing.entities.orders.cursor=ordered_at");
    run(engine);
    assertThat(
            engine
                .query(
                    "SELECT `table`, severity, offences FROM ops.check_result"
                        + " WHERE check_name = 'cursor_is_read'")
                .collectAsList())
        .hasToString("[[bronze.billing_orders,warn,1]]");
  }

  @Test
  void anotherWayOfReadingIsNews() {
    String before = engine("warehouse").warehouse().definitionDigest(DAY);
    String orders = "sources.billing.entities.orders.";
    for (String setting :
        List.of(
            orders + "options.encoding=ISO-8859-15",
            orders + "key=[order_id, customer_id]",
            orders + "cursor=ordered_at",
            orders + "options.max-field-bytes=1MiB",
            orders + "min-rows=1",
            "sources.billing.max-rejected-rate=0.9")) {
      assertThat(engine("warehouse", setting).warehouse().definitionDigest(DAY))
          .as(setting)
          .isNotEqualTo(before);
    }
  }

  @Test
  void aMissingRequiredDeliveryTakesNothingIn() {
    Engine engine = engine("warehouse", "sources.zendesk.required=true");
    assertThatThrownBy(() -> run(engine))
        .isInstanceOfSatisfying(
            CxwException.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.MISSING_DELIVERY);
              assertThat(error).hasMessageContaining("zendesk");
            });
    assertThat(folder.resolve("warehouse/bronze")).doesNotExist();
  }
}
