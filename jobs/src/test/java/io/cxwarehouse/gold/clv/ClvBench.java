package io.cxwarehouse.gold.clv;

import io.cxwarehouse.functions.SqlFunctions;
import io.cxwarehouse.functions.clv.Model;
import io.cxwarehouse.functions.clv.Models;
import io.cxwarehouse.functions.clv.PurchaseHistogram;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How long fits and scores of many simulated customers take, and how much memory of the driver:
 * {@code ClvBench customers file}. {@code bench/clv.sh} runs it, and the Python package lifetimes
 * on the same file. No test: it asserts nothing.
 */
final class ClvBench {
  private static final String SCORES =
      "SELECT sum(score.p_alive), sum(score.expected_orders), sum(score.discounted_orders) FROM"
          + " (SELECT clv_scores('%s', %s, frequency, recency_days, age_days, 12, 0.1D) AS score"
          + " FROM history)";

  private final SparkSession spark;

  private ClvBench(SparkSession spark) {
    this.spark = spark;
  }

  public static void main(String[] arguments) throws IOException {
    int customers = Integer.parseInt(arguments[0]);
    Path file = Path.of(arguments[1]);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.extensions", SqlFunctions.class.getName())
            .getOrCreate()) {
      new ClvBench(spark).run(customers, file);
    }
  }

  private void run(int customers, Path file) throws IOException {
    if (!Files.exists(file)) {
      simulate(customers, file);
    }
    Dataset<Row> histories =
        spark
            .read()
            .schema("frequency INT, recency_days INT, age_days INT")
            .csv(file.toString())
            .cache();
    System.out.printf("customers %,d%n", histories.count());
    histories.createOrReplaceTempView("history");
    Timer timer = new Timer();
    PurchaseHistogram data = new PurchaseHistogram(PurchaseHistories.purchases(histories));
    timer.say("grouped into %,d histories".formatted(data.size()));
    for (Model model : Models.ALL) {
      timer = new Timer();
      Fit fit = PurchaseFits.fit(model, data, 100);
      timer.say(
          "%s: fit %s %s, log-likelihood %.3f, gradient %.1e, %d steps"
              .formatted(
                  model.name(),
                  fit.status(),
                  Arrays.toString(fit.values()),
                  fit.logLikelihood(),
                  fit.gradientNorm(),
                  fit.iterations()));
      timer = new Timer();
      String theta =
          Arrays.stream(fit.values())
              .mapToObj(value -> value + "D")
              .collect(Collectors.joining(", ", "array(", ")"));
      Row sums = spark.sql(SCORES.formatted(model.name(), theta)).first();
      timer.say(
          "%s: P(alive), orders and discounted orders of 12 months, scored: %s"
              .formatted(model.name(), sums));
    }
    System.out.printf(
        "peak of the heap %,d MB, most of it garbage not yet collected%n", peak() / (1 << 20));
  }

  private static void simulate(int customers, Path file) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      List<PurchaseHistogram.Cell> cells = SimulatedCustomers.cells(customers, 1);
      for (PurchaseHistogram.Cell cell : cells) {
        for (long i = 0; i < cell.customers(); i++) {
          out.println(cell.frequency() + "," + cell.recencyDays() + "," + cell.ageDays());
        }
      }
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }

  /** Wall time, and what all threads of the machine worked for us. */
  private static final class Timer {
    private final long start = System.nanoTime();
    private final long cpu = cpuTime();

    void say(String what) {
      System.out.printf(
          "%6.2f s wall, %6.2f s CPU: %s%n",
          (System.nanoTime() - start) / 1e9, (cpuTime() - cpu) / 1e9, what);
    }

    private static long cpuTime() {
      return ((com.sun.management.OperatingSystemMXBean)
              ManagementFactory.getOperatingSystemMXBean())
          .getProcessCpuTime();
    }
  }
}
