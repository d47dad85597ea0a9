package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.erasure.Erasure;
import io.cxwarehouse.erasure.ErasureOptions;
import io.cxwarehouse.erasure.ErasureRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A run dies while it takes in other bytes of a file that an earlier night has taken in, and then
 * the landing folder is as before, or has the file no more: what the earlier night took in stands.
 */
class DyingReplacementTest extends NightCase {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final List<String> ONLY = List.of("silver.orders");
  private static final String FILE = "billing/orders/" + DAY + "/orders.csv";
  private static final TableId BRONZE = TableId.of("bronze.billing_orders");
  private static final TableId REJECTED = OpsTables.REJECTED_RECORD;

  private FileTime time;

  @BeforeEach
  void deliverOnce() throws IOException {
    deliverOrders("10.00", "no number");
    time = Files.getLastModifiedTime(landed());
    run(engine("w"), DAY, ONLY);
    assertStands();
  }

  @AfterEach
  void revive() {
    DyingLogStore.revive();
  }

  @Test
  void theEarlierBytesComeBack() throws IOException {
    for (int commits : List.of(2, 3)) {
      dieOver("99.00", commits);
      deliverOrders("10.00", "no number");
      Files.setLastModifiedTime(landed(), time);
      run(engine("w"), DAY, ONLY);
      assertStands();
    }
  }

  @Test
  void theFileIsArchived() throws IOException {
    dieOver("99.00", 3);
    Files.delete(landed());
    run(engine("w"), DAY, ONLY);
    assertStands();
    run(engine("w"), DAY.plusDays(1), ONLY);
    assertStands();
  }

  /** Her rows are deleted; the older versions that still have them are not removed yet. */
  @Test
  void rowsOfAnErasedPersonDoNotComeBack() throws IOException {
    dieOver("99.00", 3);
    Files.delete(landed());
    RunListener dying =
        new RunListener() {
          @Override
          public void phase(String text) {
            if (text.startsWith("removing older versions")) {
              throw new IllegalStateException("killed");
            }
          }
        };
    Erasure erasure = new Erasure(engine("w").warehouse(), ErasureOptions.WAREHOUSE, dying);
    List<ErasureRequest> asked =
        List.of(new ErasureRequest(1, ErasureRequest.Kind.SOURCE_ID, "billing:C-1", null));
    assertThatThrownBy(() -> erasure.run(asked)).hasMessageContaining("killed");
    run(engine("w"), DAY, ONLY);
    assertThat(told(BRONZE, "order_id", "true")).isEmpty();
    assertThat(told(REJECTED, "raw_text", "true")).isEmpty();
  }

  @Test
  void theOtherBytesStay() throws IOException {
    dieOver("99.00", 3);
    run(engine("w"), DAY, ONLY);
    assertThat(told(BRONZE, "amount", "order_id = 'O-1'")).containsExactly("99.00");
    assertThat(told(REJECTED, "raw_text", "true")).singleElement().asString().contains("99.00 x");
  }

  /** The run's own row, rejected rows and bronze are committed; the log of files is not. */
  private void dieOver(String amount, int commits) throws IOException {
    deliverOrders(amount, amount + " x");
    DyingLogStore.dieAfter(commits, false);
    try {
      engine("w").run(new RunOptions(DAY, ONLY, false), RunListener.NONE);
      throw new AssertionError("the run did not die");
    } catch (Exception e) { // Delta lets checked ones through
      assertThat(e).hasStackTraceContaining("this run is dead");
    } finally {
      DyingLogStore.revive();
    }
    if (commits == 3) {
      assertThat(told(BRONZE, "amount", "order_id = 'O-1'")).containsExactly(amount);
    }
  }

  private void deliverOrders(String amount, String other) throws IOException {
    deliver(
        FILE,
        """
        order_id,customer_id,ordered_at,quantity,amount,currency,type
        O-1,C-1,2026-03-01,1,%s,EUR,sale
        O-2,C-1,2026-03-01,1,2.00,EUR,sale
        O-8,C-1,2026-03-01,1,%s,EUR,sale,one more
        """
            .formatted(amount, other));
  }

  private Path landed() {
    return folder.resolve("landing").resolve(FILE);
  }

  private void assertStands() {
    assertThat(told(BRONZE, "order_id || ' ' || amount", "true"))
        .containsExactlyInAnyOrder("O-1 10.00", "O-2 2.00");
    assertThat(told(TableId.of("silver.orders"), "CAST(amount AS STRING)", "true")).hasSize(2);
    assertThat(told(REJECTED, "raw_text", "true")).singleElement().asString().contains("no number");
    RunReport again = engine("w").run(new RunOptions(DAY, ONLY, true), RunListener.NONE);
    assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(told(TableId.of("silver.orders"), "CAST(amount AS DOUBLE)", "true")).hasSize(2);
  }

  private List<Object> told(TableId table, String expression, String condition) {
    return rows(engine("w"), table).where(condition).selectExpr(expression).collectAsList().stream()
        .map((Row row) -> row.get(0))
        .toList();
  }
}
