package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkTest;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.delta.Diff;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise behind every number: a history loaded day by day, and the same files in another order
 * and delivered twice, give the tables of one rebuild. The deliveries are a generated company's,
 * with random corrections, merges and splits of customers, refunds and deletions.
 */
class HistoryEqualityTest extends SparkTest {
  /** Across a month end, so that months close and CLV models are fitted anew. */
  private static final LocalDate START = LocalDate.of(2026, 1, 31);

  private static final int DAYS = 3;
  private static final long SEED = 20260130;

  private static final LocalDate END = START.plusDays(DAYS - 1L);

  @TempDir static Path folder;

  private Path landing;
  private Engine rebuilt;

  @BeforeAll
  void rebuildOnce() throws IOException {
    landing = folder.resolve("landing");
    Generator.generate(
        GeneratorOptions.builder(landing)
            .seed(SEED)
            .customers(60)
            .start(START)
            .days(DAYS)
            .historyDays(150)
            .deliveryEveryDays(1)
            .build(),
        GeneratorProgress.SILENT);
    Mutations.write(landing, START, DAYS, new Random(SEED));
    rebuilt = engine(landing, "rebuilt");
    run(rebuilt, END);
  }

  @Test
  void dayByDay() {
    Engine daily = engine(landing, "daily");
    for (LocalDate day = START; !day.isAfter(END); day = day.plusDays(1)) {
      run(daily, day);
    }
    assertSameTables(daily);
    RunReport again = daily.run(RunOptions.of(END), RunListener.NONE);
    assertThat(again.isNothingNew()).as("the same command again").isTrue();
  }

  @Test
  void shuffledAndRepeated() throws IOException {
    Path other = folder.resolve("other");
    List<Path> files = files(landing);
    Collections.shuffle(files, new Random(SEED));
    copy(files.subList(0, files.size() / 2), landing, other, "");
    run(engine(other, "shuffled"), END);
    copy(files.subList(files.size() / 2, files.size()), landing, other, "");
    // Right behind the original: behind a later file it would take that one's changes back.
    copy(files.subList(0, files.size() / 4), landing, other, "_again");
    Engine shuffled = engine(other, "shuffled");
    run(shuffled, END);
    assertSameTables(shuffled);
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

  private static void run(Engine engine, LocalDate day) {
    RunReport report = engine.run(RunOptions.of(day), RunListener.NONE);
    assertThat(report.steps().stream().filter(step -> !step.isGood()).toList())
        .as("steps of %s that did not end well", day)
        .isEmpty();
    assertThat(report.exitCode()).as("exit code of %s", day).isEqualTo(ExitCode.OK);
  }

  private void assertSameTables(Engine engine) {
    List<String> differences = new ArrayList<>();
    for (Graph.Node node : engine.warehouse().graph().nodes()) {
      TableSpec spec = node.definition().spec();
      List<Row> rows =
          Diff.between(spec, rows(engine, spec).withColumn(Diff.FILE, lit("")), rows(rebuilt, spec))
              .limit(3)
              .collectAsList();
      if (!rows.isEmpty()) {
        differences.add(node.id() + ": " + rows);
      }
    }
    assertThat(differences).as("tables that differ from one rebuild's").isEmpty();
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
    boolean isFit = spec.asOfColumn().get().equals("fit_date");
    LocalDate kept = isFit ? END.withDayOfMonth(1).minusDays(1) : END;
    return rows.where(col(spec.asOfColumn().get()).equalTo(Date.valueOf(kept)));
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

  private static void copy(List<Path> files, Path from, Path to, String suffix) {
    for (Path file : files) {
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
}
