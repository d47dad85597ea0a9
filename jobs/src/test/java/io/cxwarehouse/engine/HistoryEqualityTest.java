package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.generate.Generator;
import io.cxwarehouse.generate.GeneratorOptions;
import io.cxwarehouse.generate.GeneratorProgress;
import io.cxwarehouse.graph.Graph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise behind every number: a history loaded night by night, of files that come late and
 * twice, gives the tables of one rebuild. The deliveries are a generated company's, with random
 * corrections, merges and splits of customers, refunds, deletions and references that move. It
 * spans two turns of the year, and ends on a leap day; a day or more than a year lies between the
 * nights. Another seed draws other deliveries and another first night: -Dcxw.seed=N.
 */
class HistoryEqualityTest extends SparkCase {
  private static final long SEED = Long.getLong("cxw.seed", 20280229);
  private static final LocalDate START = LocalDate.of(2026, 9, 1);
  private static final LocalDate END = LocalDate.of(2028, 2, 29);
  private static final int DAYS_PER_DELIVERY = 110;

  /** Nights of which one is drawn, the last one's predecessor: of years, months and days before. */
  private static final List<String> NIGHTS =
      List.of("2026-12-31", "2027-01-31", "2027-03-01", "2027-09-30", "2027-12-31", "2028-02-28");

  /** How a fit differs from the one of the night before is not known to who has one night. */
  private static final List<String> OF_FORMER_NIGHTS =
      List.of("previous_fit_date", "previous_value", "relative_change", "change_in_errors");

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final List<LocalDate> nights = new ArrayList<>();

  @Test
  void nightsGiveTheTablesOfOneRebuild() throws IOException {
    nights.add(LocalDate.parse(NIGHTS.get(random.nextInt(NIGHTS.size()))));
    nights.add(END);
    Path landing = folder.resolve("landing");
    Generator.generate(
        GeneratorOptions.builder(landing)
            .seed(SEED)
            .customers(30)
            .start(START)
            .days((int) (END.toEpochDay() - START.toEpochDay()) + 1)
            .historyDays(120)
            .deliveryEveryDays(DAYS_PER_DELIVERY)
            .dailyTailDays(0)
            .build(),
        GeneratorProgress.SILENT);
    Mutations.write(landing, random);

    Path arriving = folder.resolve("arriving");
    List<List<Runnable>> arrivals = arrivals(landing, arriving);
    Engine nightly = engine(arriving, "nightly");
    for (int night = 0; night < nights.size(); night++) {
      arrivals.get(night).forEach(Runnable::run);
      run(nightly, nights.get(night));
    }
    Engine rebuilt = engine(landing, "rebuilt");
    run(rebuilt, END);
    assertSameTables(nightly, rebuilt);
    RunReport again = nightly.run(RunOptions.of(END), RunListener.NONE);
    assertThat(again.isNothingNew()).as("the same command again").isTrue();

    for (Path file : files(folder.resolve("nightly/gold/kpi_cohort_retention"))) {
      if (!file.toString().contains("_delta_log")) {
        Files.delete(file);
      }
    }
    DeltaLog.clearCache();
    nightly.repair(TableId.of("gold.kpi_cohort_retention"), false, RunListener.NONE);
    again = nightly.run(RunOptions.of(END), RunListener.NONE);
    assertThat(again.isNothingNew()).as("and after a repair").isTrue();
  }

  /** What arrives before each night: a quarter of the files late, and a quarter twice. */
  private List<List<Runnable>> arrivals(Path landing, Path arriving) throws IOException {
    List<List<Runnable>> arrivals = new ArrayList<>();
    nights.forEach(night -> arrivals.add(new ArrayList<>()));
    for (Path file : files(landing)) {
      int night = random.nextInt(4) == 0 ? random.nextInt(nights.size()) : 0;
      arrivals.get(night).add(() -> copy(file, landing, arriving, ""));
      if (random.nextInt(4) == 0) {
        // Right behind the original: behind a later file it would take that one's changes back.
        arrivals
            .get(random.nextInt(nights.size()))
            .add(() -> copy(file, landing, arriving, "_again"));
      }
    }
    return arrivals;
  }

  private static List<String> settings(Path landing, Path warehouse) {
    return List.of(
        "landing.root=\"" + landing + "\"",
        "warehouse.root=\"" + warehouse + "\"",
        "warehouse.timezone=UTC",
        "clv.min-repeaters=5");
  }

  private Engine engine(Path deliveries, String name) {
    return new Engine(
        spark(),
        SettingsLoader.load(
            Optional.of(Path.of("../conf/env/local.conf")),
            settings(deliveries, folder.resolve(name))));
  }

  private void run(Engine engine, LocalDate day) {
    RunReport report = engine.run(RunOptions.of(day), RunListener.NONE);
    assertThat(report.steps().stream().filter(step -> !step.isGood()).toList())
        .as("steps of %s that did not end well; %s", day, history())
        .isEmpty();
    assertThat(report.exitCode()).as("exit code of %s; %s", day, history()).isEqualTo(ExitCode.OK);
  }

  /** What to run again with where the test fails. */
  private String history() {
    return "-Dcxw.seed=" + SEED + ", nights " + nights;
  }

  private void assertSameTables(Engine nightly, Engine rebuilt) {
    List<String> differences = new ArrayList<>();
    for (Graph.Node node : nightly.warehouse().graph().nodes()) {
      TableSpec spec = node.definition().spec();
      String difference = difference(spec, rows(nightly, spec), rows(rebuilt, spec));
      if (!difference.isEmpty()) {
        differences.add(node.id() + ": " + difference);
      }
    }
    assertThat(differences).as("tables that differ from one rebuild's; %s", history()).isEmpty();
  }

  private Dataset<Row> rows(Engine engine, TableSpec spec) {
    TableId id = spec.id();
    Dataset<Row> rows =
        engine
            .warehouse()
            .tables()
            .read(spark(), id, engine.warehouse().tables().state(spark(), id).version());
    if (spec.asOfColumn().isEmpty()) {
      return rows;
    }
    // An as-of table keeps what earlier nights knew; a rebuild has one night only.
    Dataset<Row> last = rows.where(col(spec.asOfColumn().get()).equalTo(Date.valueOf(END)));
    for (String column : OF_FORMER_NIGHTS) {
      if (Arrays.asList(last.columns()).contains(column)) {
        last = last.withColumn(column, lit(null).cast(last.schema().apply(column).dataType()));
      }
    }
    return last;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return new ArrayList<>(
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("_"))
              .sorted(Comparator.naturalOrder())
              .toList());
    }
  }

  private static void copy(Path file, Path from, Path to, String suffix) {
    try {
      Path target = to.resolve(from.relativize(file).toString());
      target =
          target.resolveSibling(
              target.getFileName().toString().replaceFirst("\\.|$", suffix + "$0"));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
