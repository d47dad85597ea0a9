package io.cxwarehouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.Check;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.config.Kpis;
import io.cxwarehouse.engine.CheckResult;
import io.cxwarehouse.engine.Checks;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.StepInputs;
import io.cxwarehouse.graph.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every folder {@code golden/<layer>/<table>/<case>}: the table's step on the case's {@code
 * <relation>.jsonl} inputs gives the rows of {@code expect.jsonl} (only the columns named there are
 * compared), and agrees with them by the table's own checks. {@code -Dcxw.golden=gold/fct_ticket}
 * runs one table's cases, a list with commas those of several.
 */
class GoldenCasesTest extends SparkCase {
  private static final Path ROOT = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final Definitions definitions = Definitions.load(List.of());
  private final Map<String, Boolean> noticesLoss = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    List<DynamicTest> cases = new ArrayList<>();
    for (String some : System.getProperty("cxw.golden", "").split(",")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(some))) {
        files
            .filter(file -> file.endsWith("expect.jsonl"))
            .sorted()
            .map(Path::getParent)
            .map(folder -> dynamicTest(ROOT.relativize(folder).toString(), () -> run(folder)))
            .forEach(cases::add);
      }
    }
    cases.add(dynamicTest("a lost table is noticed", this::lossIsNoticed));
    return cases.stream();
  }

  /** A check that compares a table with its inputs and that nothing could fail is none. */
  private void lossIsNoticed() {
    assertThat(noticesLoss).allSatisfy((check, notices) -> assertThat(notices).as(check).isTrue());
  }

  private void run(Path folder) throws IOException {
    Path table = folder.getParent();
    TableId id = TableId.of(table.getParent().getFileName() + "." + table.getFileName());
    TableDefinition definition = definitions.table(id);
    Path given = folder.resolve("params.json");
    Map<String, Object> parameters =
        Files.exists(given) ? JSON.readValue(given.toFile(), MAP) : Map.of();
    StepInputs inputs = inputs(folder, new Parameters(TestRelations.parameters(parameters)));
    Dataset<Row> computed = Steps.of(definition).compute(inputs);
    Dataset<Row> result = spark().createDataFrame(computed.collectAsList(), computed.schema());
    List<Map<String, Object>> actual = new ArrayList<>();
    for (String row : result.toJSON().collectAsList()) {
      actual.add(JSON.readValue(row, MAP));
    }
    List<Map<String, Object>> expected = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("expect.jsonl"))) {
      if (!line.isBlank()) {
        expected.add(JSON.readValue(line, MAP));
      }
    }
    assertThat(normalised(actual, expected))
        .as("%s", folder)
        .containsExactlyInAnyOrderElementsOf(normalised(expected, expected));
    reconcile(definition, inputs, result);
  }

  /** What a case computes agrees with its inputs; whether its loss would be noticed is kept. */
  private void reconcile(TableDefinition definition, StepInputs inputs, Dataset<Row> result) {
    Checks checks = new Checks(definition, inputs);
    assertThat(checks.reconcile(result)).noneMatch(CheckResult::isFailure);
    for (CheckResult lost : checks.reconcile(result.limit(0))) {
      if (lost.check().severity() == Check.Severity.FAIL) {
        String name = definition.id() + " " + lost.check().name();
        noticesLoss.merge(name, lost.isFailure(), Boolean::logicalOr);
      }
    }
  }

  private StepInputs inputs(Path folder, Parameters parameters) {
    return new StepInputs() {
      @Override
      public SparkSession spark() {
        return GoldenCasesTest.this.spark();
      }

      @Override
      public Dataset<Row> relation(String name) {
        if (name.equals(Kpis.RELATION)) {
          return TestRelations.kpis(spark(), definitions, parameters.values());
        }
        if (isGiven(folder, name) || !isShapedFromGiven(folder, name)) {
          return input(folder, name);
        }
        return Steps.of(definitions.table(TableId.of(name))).compute(this);
      }

      /** What a case does not name was never delivered. */
      @Override
      public Filled filled(String name) {
        return name.startsWith("config.")
                || isGiven(folder, name)
                || isShapedFromGiven(folder, name)
            ? Filled.ROWS
            : Filled.NO_TABLE;
      }

      @Override
      public Parameters parameters() {
        return parameters;
      }
    };
  }

  private static boolean isGiven(Path folder, String relation) {
    return Files.exists(folder.resolve(relation + ".jsonl"));
  }

  /** Whether the table only brings into shape what is delivered, and the case has deliveries. */
  private boolean isShapedFromGiven(Path folder, String relation) {
    if (!relation.startsWith("silver.")) {
      return false;
    }
    Set<String> inputs = Steps.of(definitions.table(TableId.of(relation))).inputs();
    return inputs.stream().noneMatch(name -> name.matches("(silver|gold)[.].*"))
        && inputs.stream().anyMatch(name -> name.startsWith("bronze.") && isGiven(folder, name));
  }

  private Dataset<Row> input(Path folder, String relation) {
    StructType schema = TestRelations.schema(definitions, relation);
    Path file = folder.resolve(relation + ".jsonl");
    if (!isGiven(folder, relation)) {
      return spark().createDataFrame(List.of(), schema);
    }
    try {
      return spark()
          .read()
          .schema(schema)
          .option("mode", "FAILFAST")
          .json(
              spark()
                  .createDataset(
                      Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList(),
                      Encoders.STRING()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Only the columns that the expectations name; numbers to nine significant decimals. */
  private static List<Map<String, Object>> normalised(
      List<Map<String, Object>> rows, List<Map<String, Object>> expected) {
    List<String> columns =
        expected.stream().flatMap(row -> row.keySet().stream()).distinct().sorted().toList();
    List<Map<String, Object>> result = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> kept = new TreeMap<>();
      for (String column : columns) {
        kept.put(column, value(row.get(column)));
      }
      result.add(kept);
    }
    return result;
  }

  private static Object value(Object value) {
    if (value instanceof Number number) {
      return String.format("%.9g", number.doubleValue());
    }
    return value instanceof List<?> list
        ? list.stream().map(GoldenCasesTest::value).toList()
        : value;
  }
}
