package io.cxwarehouse.engine;

import io.cxwarehouse.NightCase;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A warehouse of one delivered order, what its runs say, and what they leave. */
abstract class FaultCase extends NightCase {
  static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  static final String GOOD =
      "order_id,customer_id,ordered_at,quantity,amount,currency,type\n"
          + "O-1,C-1,2026-03-01,1,10.00,EUR,sale\n";

  final List<String> notices = new ArrayList<>();

  @BeforeEach
  void deliverOrders() throws IOException {
    deliver("billing/orders/2026-03-02/good.csv", GOOD);
  }

  final RunReport run(Engine engine) {
    return engine.run(new RunOptions(DAY, List.of("silver.orders"), false), listener());
  }

  final RunListener listener() {
    return new RunListener() {
      @Override
      public void notice(String text) {
        notices.add(text);
      }
    };
  }

  static long orders(Engine engine) {
    return engine.query("SELECT * FROM silver.orders").count();
  }
}
