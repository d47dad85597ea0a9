package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.ExitCode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A source changes its columns: what docs/add-a-source.md says comes of it. */
class SchemaDriftTest extends NightCase {
  private static final RunOptions ORDERS =
      new RunOptions(LocalDate.of(2026, 3, 2), List.of("silver.orders"), false);
  private static final String HEADER =
      "order_id,customer_id,ordered_at,quantity,amount,currency,type,channel\n";

  @Test
  void anAddedColumnIsKeptAndUsableOnceItIsNamed() throws IOException {
    deliverOrders(
        "a", HEADER.strip() + ",coupon\nO-1,C-1,2026-03-01,1,10.00,EUR,sale,web,SPRING\n");
    assertThat(run(engine("warehouse")).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(rows(engine("warehouse"), "SELECT _rescued FROM bronze.billing_orders"))
        .isEqualTo("[[{\"coupon\":\"SPRING\"}]]");

    deliverOrders(
        "b", HEADER.strip() + ",coupon\nO-2,C-1,2026-03-01,1,10.00,EUR,sale,web,AUTUMN\n");
    Engine named = engine("warehouse", "sources.billing.entities.orders.columns.coupon=string");
    assertThat(run(named).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(
            rows(named, "SELECT order_id, coupon, _rescued FROM bronze.billing_orders ORDER BY 1"))
        .as("history is read again")
        .isEqualTo("[[O-1,SPRING,null], [O-2,AUTUMN,null]]");
  }

  @Test
  void aLostOptionalColumnIsNull() throws IOException {
    deliverOrders(
        "a", "order_id,customer_id,ordered_at,amount,type\nO-1,C-1,2026-03-01,10.00,sale\n");
    assertThat(run(engine("warehouse")).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(
            rows(
                engine("warehouse"),
                "SELECT order_id, channel, quantity, currency FROM silver.orders"))
        .isEqualTo("[[billing:O-1,null,null,EUR]]");
  }

  @Test
  void anotherOrderAnotherCaseAndAnAliasAreTheSameColumns() throws IOException {
    deliverOrders(
        "a", "TYPE,total,Ordered_At,CUSTOMER_ID,Order_Id\nsale,7.50,2026-03-01,C-1,O-1\n");
    Engine engine =
        engine("warehouse", "sources.billing.entities.orders.columns.amount.aliases=[total]");
    assertThat(run(engine).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(
            rows(engine, "SELECT order_id, cast(amount AS DOUBLE), is_refund FROM silver.orders"))
        .isEqualTo("[[billing:O-1,7.5,false]]");
  }

  @Test
  void valuesOfAnotherTypeAreRejectedOneByOne() throws IOException {
    deliverOrders(
        "a",
        HEADER
            + "O-1,C-1,2026-03-01,1,ten,EUR,sale,web\n"
            + "O-2,C-1,first of March,1,10.00,EUR,sale,web\n"
            + "O-3,C-1,2026-03-01,1,10.00,EUR,sale,web\n");
    assertThat(run(engine("warehouse")).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(rows(engine("warehouse"), "SELECT order_id FROM silver.orders"))
        .isEqualTo("[[billing:O-3]]");
    assertThat(
            rows(engine("warehouse"), "SELECT row, reason FROM ops.rejected_record ORDER BY row"))
        .isEqualTo("[[1,bad_type], [2,bad_type]]");
  }

  private void deliverOrders(String name, String text) throws IOException {
    deliver("billing/orders/2026-03-02/" + name + ".csv", text);
  }

  private static RunReport run(Engine engine) {
    return engine.run(ORDERS, RunListener.NONE);
  }

  private static String rows(Engine engine, String query) {
    return engine.query(query).collectAsList().toString();
  }
}
