package io.cxwarehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Who may know whom: what keeps the packages apart. */
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
