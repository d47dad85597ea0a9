package io.cxwarehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom: what keeps the packages apart, and their files short. */
class BordersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cxwarehouse");

  @Test
  void layersDoNotImportEachOther() {
    none("..bronze..", "..silver..", "..gold..");
    none("..silver..", "..bronze..", "..gold..", "..raw..", "..engine..", "..delta..");
    none("..gold..", "..bronze..", "..silver..", "..raw..", "..engine..", "..delta..");
  }

  @Test
  void onlyDeltaKnowsHowTablesLieOnDisk() {
    none("..cxwarehouse.delta..", "..bronze..", "..config..", "..raw..", "..graph..", "..engine..");
    noClasses()
        .that()
        .resideOutsideOfPackage("..cxwarehouse.delta..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark.sql.delta..", "io.delta..")
        .check(CLASSES);
  }

  @Test
  void theGraphKnowsNoRun() {
    none("..graph..", "..raw..", "..silver..", "..gold..", "..engine..", "..cli..");
  }

  @Test
  void theEngineServesCommandsAndNotTheOtherWayRound() {
    none(
        "..engine..",
        "..silver..",
        "..gold..",
        "..erasure..",
        "..publish..",
        "..observe..",
        "..cxwarehouse.report..",
        "..cxwarehouse.docs..",
        "..explain..",
        "..generate..",
        "..cli..");
    none(
        "..explain..",
        "..raw..",
        "..silver..",
        "..gold..",
        "..erasure..",
        "..publish..",
        "..cli..");
    none(
        "..publish..", "..bronze..", "..raw..", "..silver..", "..gold..", "..erasure..", "..cli..");
    none(
        "..cxwarehouse.report..",
        "..bronze..",
        "..raw..",
        "..cxwarehouse.delta..",
        "..graph..",
        "..silver..",
        "..gold..",
        "..erasure..",
        "..publish..",
        "..cli..");
    none(
        "..cxwarehouse.docs..",
        "..raw..",
        "..silver..",
        "..gold..",
        "..erasure..",
        "..publish..",
        "..cli..");
    none(
        "..observe..", "..bronze..", "..raw..", "..silver..", "..gold..", "..erasure..", "..cli..");
    none("..erasure..", "..generate..", "..cli..");
    none("..generate..", "..engine..", "..graph..", "..cxwarehouse.delta..", "..cli..");
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("io.cxwarehouse.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void functionsKnowNoSession() {
    noClasses()
        .that()
        .resideInAPackage("..functions..")
        .and()
        .doNotHaveSimpleName("SqlFunctions")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("SparkSession")
        .check(CLASSES);
    none("..functions..", "..engine..", "..config..", "..cli..");
  }

  @Test
  void onlyConfigReadsHocon() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..config..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.typesafe.config..")
        .check(CLASSES);
  }

  @Test
  void nothingThatComputesReadsTheClock() {
    for (Class<?> clock : new Class<?>[] {Instant.class, LocalDate.class}) {
      noClasses()
          .that()
          .resideInAnyPackage(
              "..functions..", "..bronze..", "..silver..", "..gold..", "..catalog..")
          .should()
          .callMethod(clock, "now")
          .check(CLASSES);
    }
  }

  /** Nested classes belong to the one that they stand in. */
  @Test
  void classesFormNoCircleEither() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getName().split("[$]", 2)[0]);
              }

              @Override
              public String getDescription() {
                return "top-level classes";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /** What fits on a few screens is read; what does not does more than one thing. */
  @Test
  void filesAreShortEnoughToRead() throws IOException {
    SortedMap<String, Integer> java = lines(Path.of("src/main/java"), ".java");
    List<Integer> sizes = java.values().stream().sorted().toList();
    assertThat(sizes).hasSizeGreaterThan(400);
    assertThat(sizes.get(sizes.size() / 2)).as("median").isLessThanOrEqualTo(80);
    assertThat(sizes.get(sizes.size() * 9 / 10)).as("nine of ten").isLessThanOrEqualTo(200);
    assertThat(java).allSatisfy((file, count) -> assertThat(count).isLessThanOrEqualTo(300));
    assertThat(lines(Path.of("src/main/resources/warehouse"), "query.sql"))
        .isNotEmpty()
        .allSatisfy((file, count) -> assertThat(count).isLessThanOrEqualTo(120));
  }

  /** How many lines each of these files has. */
  private static SortedMap<String, Integer> lines(Path folder, String ending) throws IOException {
    SortedMap<String, Integer> lines = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(ending)).toList()) {
        lines.put(folder.relativize(file).toString(), Files.readAllLines(file).size());
      }
    }
    return lines;
  }

  private static void none(String from, String... to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .check(CLASSES);
  }
}
