package io.cxwarehouse.gold.clv;

import io.cxwarehouse.functions.clv.PurchaseHistogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.random.RandomDataGenerator;

/**
 * Customers of one to two years who buy and stop as BG/NBD says (r 0.8, alpha 6 weeks, a 1.2, b 3),
 * at most once a day.
 */
final class SimulatedCustomers {
  private static final int MIN_AGE = 364;
  private static final int MORE_AGE = 364;

  private final RandomDataGenerator random;

  private SimulatedCustomers(long seed) {
    random = new RandomDataGenerator(seed);
  }

  /** Counted by history, in no particular order. */
  static List<PurchaseHistogram.Cell> cells(int customers, long seed) {
    SimulatedCustomers simulated = new SimulatedCustomers(seed);
    Map<PurchaseHistogram.Cell, Long> counts = new HashMap<>();
    for (int i = 0; i < customers; i++) {
      counts.merge(simulated.next(), 1L, Long::sum);
    }
    List<PurchaseHistogram.Cell> cells = new ArrayList<>();
    counts.forEach((cell, n) -> cells.add(cell.of(n)));
    return cells;
  }

  private PurchaseHistogram.Cell next() {
    double perWeek = random.nextGamma(0.8, 1 / 6.0);
    double stops = random.nextGamma(1.2, 1);
    double stopping = stops / (stops + random.nextGamma(3, 1));
    int age = MIN_AGE + random.nextInt(MORE_AGE);
    int frequency = 0;
    int last = 0;
    double day = 0;
    do {
      day -= 7 * Math.log(1 - random.nextDouble()) / perWeek;
      if (day > age) {
        break;
      }
      if ((int) day > last) {
        frequency++;
        last = (int) day;
      }
    } while (random.nextDouble() >= stopping);
    return new PurchaseHistogram.Cell(frequency, last, age, 0);
  }
}
