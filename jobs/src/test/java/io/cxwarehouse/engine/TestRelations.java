package io.cxwarehouse.engine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Schemas of every relation that a query may name, and parameters' defaults, for tests. */
final class TestRelations {
  private static final Map<String, String> CONFIG =
      Map.of(
          "config.survey_question",
          "source STRING, survey_id STRING, question_id STRING, metric STRING, scale_min DOUBLE,"
              + " scale_max DOUBLE, high_is STRING, favorable_from DOUBLE, kind STRING,"
              + " touchpoint STRING, channel STRING, audience STRING",
          "config.status_map",
          "source STRING, native_status STRING, status STRING",
          "config.identity_reference",
          "source STRING, field STRING, target_source STRING",
          "config.benchmark",
          "kpi STRING, low DOUBLE, high DOUBLE",
          "config.target",
          "kpi STRING, target DOUBLE",
          "config.alert",
          "kpi STRING, below DOUBLE, above DOUBLE",
          "config.source_timezone",
          "source STRING, timezone STRING",
          "config.digital_channel",
          "channel STRING",
          "config.clv_exclude",
          "customer_id STRING");
  private static final String TECHNICAL =
      "_rescued STRING, _record_id STRING, _key STRING, _cursor STRING, _file_id STRING,"
          + " _file STRING, _row_number BIGINT, _delivery_date DATE, _ingested_run STRING,"
          + " _row_hash STRING";

  private TestRelations() {}

  static StructType schema(Definitions definitions, String relation) {
    if (CONFIG.containsKey(relation)) {
      return StructType.fromDDL(CONFIG.get(relation));
    }
    if (relation.startsWith("bronze.")) {
      return bronze(relation.substring("bronze.".length()).replaceFirst("_versions$", ""));
    }
    return definitions.table(TableId.of(relation)).spec().schema();
  }

  private static StructType bronze(String name) {
    int split = name.indexOf('_');
    StructType schema = new StructType();
    for (int i = split; i > 0; i = name.indexOf('_', i + 1)) {
      String source = name.substring(0, i);
      Path conf = Path.of("..", "conf", "sources", source + ".conf");
      if (!conf.toFile().exists()) {
        continue;
      }
      Config entity =
          ConfigFactory.parseFile(conf.toFile())
              .getConfig("sources." + source + ".entities." + name.substring(i + 1));
      for (String column : entity.getConfig("columns").root().keySet()) {
        schema = schema.add(column, "string");
      }
    }
    for (var field : StructType.fromDDL(TECHNICAL).fields()) {
      schema = schema.add(field);
    }
    return schema;
  }

  /** The rows with all columns of the schema; those that they do not have are null. */
  static Dataset<Row> complete(Dataset<Row> rows, StructType schema) {
    return rows.sparkSession()
        .createDataFrame(List.<Row>of(), schema)
        .unionByName(rows, true)
        .selectExpr(schema.fieldNames());
  }

  static Map<String, Object> parameters(Map<String, Object> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("timezone", "Europe/Berlin");
    values.put("reporting_currency", "EUR");
    values.put("fiscal_year_start", 1);
    values.put("week_start", "monday");
    values.put("min_group_size", 5);
    values.put("max_records_per_key", 20);
    values.put("inactive_after_days", 90);
    values.put("nrr_includes_reactivation", false);
    values.put("churn_first_month", null);
    values.put("churn_on_orders", true);
    values.put("churn_on_subscriptions", true);
    values.put("clv_refit", "month-end");
    values.put("clv_models", "bgnbd,mbgnbd,pareto_nbd");
    values.put("clv_publish", "best");
    values.put("clv_horizon_months", 12);
    values.put("clv_annual_discount", 0.10);
    values.put("clv_margin", 1.0);
    values.put("clv_min_repeaters", 100);
    values.put("clv_holdout_weeks", 26);
    values.put("fcr_window_days", 7);
    values.put("default_first_reply_target_minutes", 1440);
    values.put("response_maturity_days", 14);
    values.put("survey_counting", "answer");
    values.putAll(given);
    LocalDate asOf = LocalDate.parse(given.getOrDefault("as_of", "2026-03-31").toString());
    values.put("as_of", Date.valueOf(asOf));
    values.put(
        "as_of_end",
        Timestamp.from(
            asOf.plusDays(1).atStartOfDay(ZoneId.of((String) values.get("timezone"))).toInstant()));
    return new TreeMap<>(values);
  }
}
