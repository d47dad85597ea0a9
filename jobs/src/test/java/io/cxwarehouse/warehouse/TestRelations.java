package io.cxwarehouse.warehouse;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.config.Kpis;
import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.graph.Relations;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Schemas of every relation that a query may name, and the shipped settings' values, for tests. */
public final class TestRelations {
  private static final Settings SETTINGS =
      SettingsLoader.load(
          Optional.empty(),
          List.of("warehouse.timezone=Europe/Berlin"),
          Map.of("CXW_PII_KEY", "test-key"));

  private static final Map<Definitions, Relations> RELATIONS = new ConcurrentHashMap<>();

  private TestRelations() {}

  public static StructType schema(Definitions definitions, String relation) {
    return RELATIONS
        .computeIfAbsent(definitions, known -> new Relations(known, SETTINGS))
        .schema(relation);
  }

  /** {@code config.kpi} under the given parameters. */
  public static Dataset<Row> kpis(
      SparkSession spark, Definitions definitions, Map<String, Object> parameters) {
    List<Row> rows =
        Kpis.relation(definitions.kpis().values(), parameters).rows().stream()
            .map(RowFactory::create)
            .toList();
    return spark.createDataFrame(rows, schema(definitions, Kpis.RELATION));
  }

  /** The rows with all columns of the schema; those that they do not have are null. */
  static Dataset<Row> complete(Dataset<Row> rows, StructType schema) {
    return rows.sparkSession()
        .createDataFrame(List.<Row>of(), schema)
        .unionByName(rows, true)
        .selectExpr(schema.fieldNames());
  }

  /** The shipped values, with those that are given; {@code as_of} as text. */
  public static Map<String, Object> parameters(Map<String, Object> given) {
    LocalDate asOf = LocalDate.parse(given.getOrDefault("as_of", "2026-03-31").toString());
    Map<String, Object> values = new TreeMap<>(QueryInputs.parameters(SETTINGS, asOf));
    values.putAll(given);
    values.put("as_of", Date.valueOf(asOf));
    ZoneId zone = ZoneId.of((String) values.get("timezone"));
    values.put("as_of_end", Timestamp.from(asOf.plusDays(1).atStartOfDay(zone).toInstant()));
    return values;
  }
}
