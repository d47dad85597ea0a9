package io.cxwarehouse.engine;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.cxwarehouse.SparkTest;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every shipped table's queries give the columns of its {@code table.sql}, on empty inputs. */
class WarehouseDefinitionsTest extends SparkTest {
  private final Definitions definitions = Definitions.load(List.of());

  @TestFactory
  Stream<DynamicTest> tables() {
    return definitions.tables().values().stream()
        .map(definition -> dynamicTest(definition.id().toString(), () -> analyse(definition)));
  }

  private void analyse(TableDefinition definition) {
    Step step = Steps.of(definition, spark());
    Dataset<Row> rows =
        step.compute(
            new StepInputs() {
              @Override
              public SparkSession spark() {
                return WarehouseDefinitionsTest.this.spark();
              }

              @Override
              public Dataset<Row> relation(String name) {
                return spark().createDataFrame(List.of(), TestRelations.schema(definitions, name));
              }

              @Override
              public Parameters parameters() {
                return new Parameters(TestRelations.parameters(Map.of()));
              }
            });
    DefinitionErrors.requireColumns(
        definition, step instanceof SqlStep ? "from_" : "the Java step", rows.schema());
  }
}
