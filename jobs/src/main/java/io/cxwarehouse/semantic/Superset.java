package io.cxwarehouse.semantic;

import static io.cxwarehouse.semantic.Yaml.map;

import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.functions.Labels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * What {@code superset import-dashboards} takes: the PostgreSQL of the publication, a dataset with
 * KPIs for each table, one of the scorecard as it is now, and a dashboard on them.
 */
final class Superset {
  private static final String ROOT = "cx/";
  private static final String VERSION = "1.0.0";
  private static final String DATABASE = "cx-warehouse";
  private static final String SCORECARD = "kpi_scorecard_current";

  /** The KPIs that stand at the top, as the scorecard has them. */
  private static final List<String> HEADLINES = List.of("nps", "csat", "fcr_rate", "churn_rate");

  private final String schema;

  Superset(String schema) {
    this.schema = schema;
  }

  Map<String, Object> files(List<Model> models, TableSpec scorecard) {
    Map<String, Object> files = new LinkedHashMap<>();
    files.put(
        ROOT + "metadata.yaml",
        map("version", VERSION, "type", "Dashboard", "timestamp", "1970-01-01T00:00:00+00:00"));
    files.put(ROOT + "databases/cx_warehouse.yaml", database());
    for (Model model : models) {
      files.put(
          dataset(model.name()),
          dataset(
              model.name(),
              model.table(),
              model.date(),
              model.metrics().stream().map(Superset::metric).toList()));
    }
    files.put(dataset(SCORECARD), dataset(SCORECARD, scorecard, "as_of_date", List.of(value())));
    SupersetDashboard dashboard = new SupersetDashboard();
    for (String kpi : HEADLINES) {
      dashboard.headline(kpi, label(models, kpi), SupersetDashboard.id("dataset", SCORECARD));
    }
    dashboard.scorecard(SupersetDashboard.id("dataset", SCORECARD));
    for (String kpi : HEADLINES) {
      for (Model model : models) {
        model.metrics().stream()
            .filter(metric -> metric.name().equals(kpi) && !metric.isStock())
            .forEach(
                metric -> dashboard.course(metric, SupersetDashboard.id("dataset", model.name())));
      }
    }
    dashboard.files().forEach((path, content) -> files.put(ROOT + path, content));
    return files;
  }

  private static String label(List<Model> models, String kpi) {
    return models.stream()
        .flatMap(model -> model.metrics().stream())
        .filter(metric -> metric.name().equals(kpi))
        .map(Metric::label)
        .findFirst()
        .orElseGet(() -> Labels.words(kpi));
  }

  private static String dataset(String table) {
    return ROOT + "datasets/cx_warehouse/" + table + ".yaml";
  }

  private static Map<String, Object> database() {
    return map(
        "database_name",
        DATABASE,
        // Its owner changes host and login after the import; secrets are in no file.
        "sqlalchemy_uri",
        "postgresql+psycopg2://cxw_reader@localhost:5432/cx",
        "cache_timeout",
        null,
        "expose_in_sqllab",
        true,
        "allow_run_async",
        false,
        "allow_ctas",
        false,
        "allow_cvas",
        false,
        "allow_dml",
        false,
        "extra",
        map("allows_virtual_table_explore", true),
        "uuid",
        SupersetDashboard.id("database", DATABASE),
        "version",
        VERSION);
  }

  private Map<String, Object> dataset(
      String name, TableSpec table, String date, List<Map<String, Object>> metrics) {
    return map(
        "table_name",
        name,
        "main_dttm_col",
        date,
        "description",
        table.comment(),
        "offset",
        0,
        "schema",
        schema,
        "sql",
        null,
        "params",
        null,
        "filter_select_enabled",
        true,
        "uuid",
        SupersetDashboard.id("dataset", name),
        "metrics",
        metrics,
        "columns",
        Arrays.stream(table.schema().fields()).map(Superset::column).toList(),
        "version",
        VERSION,
        "database_uuid",
        SupersetDashboard.id("database", DATABASE));
  }

  private static Map<String, Object> column(StructField field) {
    return map(
        "column_name",
        field.name(),
        "verbose_name",
        Labels.words(field.name()),
        "is_dttm",
        Columns.isTime(field),
        "is_active",
        true,
        "type",
        type(field),
        "groupby",
        !(field.dataType() instanceof NumericType),
        "filterable",
        true,
        "expression",
        null,
        "description",
        Columns.comment(field));
  }

  private static String type(StructField field) {
    if (Columns.isTime(field)) {
      return field.dataType().sql();
    }
    if (field.dataType() instanceof BooleanType) {
      return "BOOLEAN";
    }
    return field.dataType() instanceof NumericType
        ? "NUMERIC"
        : field.dataType() instanceof StringType ? "TEXT" : "JSONB";
  }

  private static Map<String, Object> metric(Metric metric) {
    return map(
        "metric_name",
        metric.name(),
        "verbose_name",
        metric.label(),
        "metric_type",
        "expression",
        "expression",
        metric.expression(),
        "description",
        metric.description(),
        "d3format",
        SupersetDashboard.format(metric.unit()),
        "warning_text",
        metric.isStock() ? Metric.STOCK : null);
  }

  /** Of one row of the scorecard: what it shows. */
  private static Map<String, Object> value() {
    return map(
        "metric_name",
        "kpi_value",
        "verbose_name",
        "Value",
        "metric_type",
        "expression",
        "expression",
        "MAX(value)",
        "description",
        "The value of one row: choose KPI, window and segment",
        "d3format",
        null,
        "warning_text",
        null);
  }
}
