package io.cxwarehouse.generate;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/**
 * What to simulate and where to write it. Everything except {@code out}, {@code truth} and {@code
 * threads} decides the bytes written.
 *
 * @param start first delivered day; what happened before it comes with the first delivery
 * @param days number of delivered days
 * @param historyDays how long before {@code start} the company's life begins
 * @param sources names of the sources to write, a subset of {@code Generator.SOURCES}; empty: all
 * @param deliveryEveryDays one delivery per so many days, dated by its last day
 * @param dailyTailDays the last so many days are delivered daily all the same
 * @param customersPerFile customers whose rows share a file: the unit of parallel work and of
 *     memory
 * @param gzipFromBytes files of at least so many bytes are gzipped; {@code Long.MAX_VALUE}: none
 */
public record GeneratorOptions(
    long seed,
    int customers,
    LocalDate start,
    int days,
    int historyDays,
    ZoneId zone,
    List<String> sources,
    int deliveryEveryDays,
    int dailyTailDays,
    int customersPerFile,
    long gzipFromBytes,
    Disturbances disturbances,
    int threads,
    Path out,
    Path truth) {

  public GeneratorOptions {
    sources = sources.stream().distinct().sorted(Comparator.naturalOrder()).toList();
    positive("customers", customers);
    positive("days", days);
    positive("delivery-every-days", deliveryEveryDays);
    positive("customers-per-file", customersPerFile);
    positive("threads", threads);
    if (historyDays < 0 || dailyTailDays < 0) {
      throw usage("history-days and daily-tail-days", "they are negative", "Give 0 or more.");
    }
  }

  public static Builder builder(Path out) {
    return new Builder(out);
  }

  /** The last delivered day. */
  public LocalDate end() {
    return start.plusDays(days - 1L);
  }

  private static void positive(String option, int value) {
    if (value < 1) {
      throw usage(option + " = " + value, "it must be positive", "Give 1 or more.");
    }
  }

  static CxwException usage(String what, String cause, String remedy) {
    return new CxwException(
        ExitCode.USAGE, "Nothing can be generated: " + what + ".", cause, remedy);
  }

  /** Defaults: a year of history and 90 days of daily deliveries of 1,000 customers. */
  public static final class Builder {
    private final Path out;
    private long seed = 42;
    private int customers = 1_000;
    private LocalDate start = LocalDate.of(2026, 1, 1);
    private int days = 90;
    private int historyDays = 365;
    private ZoneId zone = ZoneId.of("Europe/Berlin");
    private List<String> sources = List.of();
    private int deliveryEveryDays = 1;
    private int dailyTailDays = 7;
    private int customersPerFile = 10_000;
    private long gzipFromBytes = 32 * 1024;
    private Disturbances disturbances = Disturbances.REALISTIC;
    private int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
    private Path truth;

    private Builder(Path out) {
      this.out = out;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder customers(int value) {
      customers = value;
      return this;
    }

    public Builder start(LocalDate value) {
      start = value;
      return this;
    }

    public Builder days(int value) {
      days = value;
      return this;
    }

    public Builder historyDays(int value) {
      historyDays = value;
      return this;
    }

    public Builder zone(ZoneId value) {
      zone = value;
      return this;
    }

    public Builder sources(List<String> value) {
      sources = value;
      return this;
    }

    public Builder deliveryEveryDays(int value) {
      deliveryEveryDays = value;
      return this;
    }

    public Builder dailyTailDays(int value) {
      dailyTailDays = value;
      return this;
    }

    public Builder customersPerFile(int value) {
      customersPerFile = value;
      return this;
    }

    public Builder gzipFromBytes(long value) {
      gzipFromBytes = value;
      return this;
    }

    public Builder disturbances(Disturbances value) {
      disturbances = value;
      return this;
    }

    public Builder threads(int value) {
      threads = value;
      return this;
    }

    /** Where the truth file goes; default {@code <out>/_truth.json}. */
    public Builder truth(Path value) {
      truth = value;
      return this;
    }

    public GeneratorOptions build() {
      return new GeneratorOptions(
          seed,
          customers,
          start,
          days,
          historyDays,
          zone,
          sources,
          deliveryEveryDays,
          dailyTailDays,
          customersPerFile,
          gzipFromBytes,
          disturbances,
          threads,
          out,
          truth == null ? out.resolve("_truth.json") : truth);
    }
  }
}
