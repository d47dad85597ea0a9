package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.generate.Generator;
import io.cxwarehouse.generate.GeneratorOptions;
import io.cxwarehouse.generate.GeneratorProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** A small company's nights in a store that a real server keeps, and on the local disk. */
abstract class StoreCase extends NightCase {
  static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
  static final LocalDate SECOND = LocalDate.of(2026, 3, 31);
  private static final List<String> SOURCES = List.of("billing");

  /** Of bronze, of rows that a second night changes, and of as-of rows. */
  static final List<String> ONLY =
      List.of("silver.orders", "silver.fx_rate", "silver.order_value", "silver.subscription");

  final Map<String, String> environment = new TreeMap<>(Map.of("CXW_PII_KEY", "test-key"));

  /** A folder of the store, without a slash at its end. */
  abstract String store();

  final Configuration hadoop() {
    return spark().sessionState().newHadoopConf();
  }

  final FileSystem files() throws IOException {
    return new org.apache.hadoop.fs.Path(store()).getFileSystem(hadoop());
  }

  final Engine onStore(String name, String... settings) {
    List<String> all = new ArrayList<>();
    all.add("landing.root=\"" + store() + "/landing\"");
    all.add("warehouse.root=\"" + store() + "/" + name + "\"");
    all.addAll(List.of(settings));
    return new Engine(
        spark(),
        SettingsLoader.load(Optional.of(Path.of("../conf/env/local.conf")), all, environment));
  }

  /** Two nights, of which each brings what was delivered until then, in both places. */
  final void assertTwoNightsAreThoseOfALocalDisk(Engine onStore) throws IOException {
    Path company = folder.resolve("company");
    Generator.generate(
        GeneratorOptions.builder(company)
            .customers(30)
            .start(FIRST)
            .days(2)
            .historyDays(60)
            .build(),
        GeneratorProgress.SILENT);
    Engine local = engine("local");
    for (LocalDate night : List.of(FIRST, SECOND)) {
      arrive(company, night);
      run(local, night, ONLY);
      run(onStore, night, ONLY);
    }
    assertThat(rows(local, TableId.of("silver.orders")).count()).isGreaterThan(10);
    assertSameTables(local, onStore, ONLY, SECOND);
  }

  private void arrive(Path company, LocalDate night) throws IOException {
    for (Path file : deliveries(company, night)) {
      String path = company.relativize(file).toString();
      deliver(path, Files.readAllBytes(file));
      files()
          .copyFromLocalFile(
              new org.apache.hadoop.fs.Path(file.toUri()),
              new org.apache.hadoop.fs.Path(store() + "/landing/" + path));
    }
  }

  private static List<Path> deliveries(Path company, LocalDate night) throws IOException {
    try (Stream<Path> files = Files.walk(company)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> SOURCES.contains(company.relativize(file).getName(0).toString()))
          .filter(file -> isOf(night, company.relativize(file).getName(2).toString()))
          .toList();
    }
  }

  /** The first night has all history. */
  private static boolean isOf(LocalDate night, String folder) {
    LocalDate date = LocalDate.parse(folder);
    return night.equals(FIRST) ? !date.isAfter(FIRST) : date.equals(night);
  }
}
