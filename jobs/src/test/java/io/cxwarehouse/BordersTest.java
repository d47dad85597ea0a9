package io.cxwarehouse;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
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
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;

/** Who may know whom: what keeps the packages apart, and their files short. */
class BordersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cxwarehouse");

  /**
   * Which packages of ours each may use, and no other. The same stands in docs/architecture.md and
   * in each package's package-info.java.
   */
  static final Map<String, String> MAY_USE = new TreeMap<>();

  static {
    MAY_USE.put("catalog", "");
    MAY_USE.put("functions", "catalog");
    MAY_USE.put("config", "catalog functions");
    MAY_USE.put("raw", "catalog functions");
    MAY_USE.put("bronze", "catalog config functions raw");
    MAY_USE.put("delta", "catalog");
    MAY_USE.put("plans", "");
    MAY_USE.put("graph", "bronze catalog config");
    MAY_USE.put("silver", "catalog graph");
    MAY_USE.put("gold", "functions graph");
    MAY_USE.put("engine", "bronze catalog config delta functions graph plans raw");
    MAY_USE.put("erasure", "bronze catalog config delta engine functions graph raw");
    MAY_USE.put("explain", "catalog config engine graph");
    MAY_USE.put("publish", "catalog config delta engine graph");
    MAY_USE.put("observe", "catalog config delta engine graph publish");
    MAY_USE.put("html", "");
    MAY_USE.put("report", "catalog config engine functions html");
    MAY_USE.put("semantic", "catalog config engine functions graph");
    MAY_USE.put("docs", "catalog config delta engine graph html");
    MAY_USE.put("serve", "catalog delta engine graph publish");
    MAY_USE.put("generate", "catalog functions");
    MAY_USE.put(
        "cli",
        "catalog config delta docs engine erasure explain functions generate graph observe publish"
            + " raw report semantic serve");
  }

  /** By import, or by a call on what another gave. */
  @Test
  void packagesUseWhatTheyMay() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      List<String> rooms = List.of((MAY_USE.get(room(type)) + " " + room(type)).split(" "));
      for (Dependency one : type.getDirectDependenciesFromSelf()) {
        String room = room(one.getTargetClass());
        if (!room.isEmpty() && !rooms.contains(room)) {
          wrong.add(type.getName() + " uses " + one.getTargetClass().getName());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** The package of ours that a class belongs to; empty: it is none of ours. */
  private static String room(JavaClass type) {
    String[] parts = type.getPackageName().split("[.]");
    return type.getPackageName().startsWith("io.cxwarehouse.") ? parts[2] : "";
  }

  @Test
  void packagesSayWhatTheyMayUse() throws IOException {
    Pattern sentence = Pattern.compile("May use (.*?)[,;]? and nothing else of ours[.]");
    Pattern code = Pattern.compile("\\{@code (\\w+)}");
    Map<String, String> said = new TreeMap<>();
    for (String room : MAY_USE.keySet()) {
      Path file = Path.of("src/main/java/io/cxwarehouse", room, "package-info.java");
      String text = Files.readString(file).replaceAll("\\s+(\\* )?", " ");
      if (text.contains("Uses nothing else of ours.")) {
        said.put(room, "");
      }
      for (MatchResult match : sentence.matcher(text).results().toList()) {
        SortedSet<String> names = new TreeSet<>();
        code.matcher(match.group(1)).results().forEach(name -> names.add(name.group(1)));
        said.put(room, String.join(" ", names));
      }
    }
    assertThat(said).isEqualTo(MAY_USE);
  }

  @Test
  void onlyDeltaKnowsHowTablesLieOnDisk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..cxwarehouse.delta..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark.sql.delta..", "io.delta..")
        .check(CLASSES);
  }

  /**
   * Hadoop's file systems are named by their general classes, so that each of them will do. The
   * lock knows what HDFS says when two create one file, and the landing folder has local files
   * without Hadoop's checksums.
   */
  @Test
  void onlyDeltaKnowsWhatHadoopIsMadeOf() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..cxwarehouse.delta..")
        .and()
        .doNotHaveFullyQualifiedName("io.cxwarehouse.engine.LockFiles")
        .and()
        .doNotHaveFullyQualifiedName("io.cxwarehouse.raw.LandingStore")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "org.apache.hadoop.hdfs..",
                    "org.apache.hadoop.ipc..",
                    "org.apache.hadoop.mapred..",
                    "org.apache.hadoop.mapreduce..")
                .or(type(RawLocalFileSystem.class))
                .or(type(ChecksumFileSystem.class))
                .or(type(LocalFileSystem.class))
                .or(type(DelegateToFileSystem.class)))
        .check(CLASSES);
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
}
