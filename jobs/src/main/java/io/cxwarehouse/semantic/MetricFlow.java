package io.cxwarehouse.semantic;

import static io.cxwarehouse.semantic.Yaml.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The dbt semantic layer: semantic models and metrics of MetricFlow, over models of dbt that select
 * the published tables.
 */
final class MetricFlow {

  /** What MetricFlow calls granularities may not be the name of a dimension. */
  private static final Set<String> RESERVED = Set.of("day", "week", "month", "quarter", "year");

  private MetricFlow() {}

  private static String time(String date) {
    return RESERVED.contains(date) ? date + "_start" : date;
  }

  static Map<String, Object> files(List<Model> models, String schema) {
    Map<String, Object> files = new LinkedHashMap<>();
    files.put(
        "models/cx_sources.yml",
        map(
            "version",
            2,
            "sources",
            List.of(
                map(
                    "name",
                    "cx",
                    "schema",
                    schema,
                    "tables",
                    models.stream()
                        .map(
                            model ->
                                map("name", model.name(), "description", model.table().comment()))
                        .toList()))));
    for (Model model : models) {
      files.put(
          "models/" + model.name() + ".sql",
          "SELECT * FROM {{ source('cx', '" + model.name() + "') }}\n");
      files.put(
          "models/cx_" + model.name() + ".yml",
          map(
              "semantic_models",
              List.of(semanticModel(model)),
              "metrics",
              model.metrics().stream().map(MetricFlow::metric).toList()));
    }
    return files;
  }

  private static Map<String, Object> semanticModel(Model model) {
    List<Object> dimensions = new ArrayList<>();
    for (String date : model.dates()) {
      dimensions.add(
          map(
              "name",
              time(date),
              "type",
              "time",
              "expr",
              date,
              "type_params",
              map("time_granularity", "day")));
    }
    Columns.dimensions(model.table().schema())
        .forEach(
            field ->
                dimensions.add(
                    map(
                        "name",
                        field.name(),
                        "type",
                        "categorical",
                        "description",
                        Columns.comment(field))));
    List<Object> measures = new ArrayList<>();
    for (Metric metric : model.metrics()) {
      measures.add(measure(metric, metric.over(), metric.scaledNumerator()));
      metric.denominator().ifPresent(under -> measures.add(measure(metric, metric.under(), under)));
    }
    return map(
        "name",
        model.name(),
        "description",
        model.table().comment(),
        "model",
        "ref('" + model.name() + "')",
        "defaults",
        map("agg_time_dimension", time(model.date())),
        "primary_entity",
        model.name() + "_row",
        "dimensions",
        dimensions,
        "measures",
        measures);
  }

  private static Map<String, Object> measure(Metric metric, String name, String expression) {
    Map<String, Object> measure =
        map(
            "name",
            name,
            "agg",
            "sum",
            "agg_time_dimension",
            time(metric.date()),
            "expr",
            expression,
            // A ratio is made of metrics, not of measures.
            "create_metric",
            metric.denominator().isPresent());
    if (metric.isStock()) {
      measure.put(
          "non_additive_dimension", map("name", time(metric.date()), "window_choice", "max"));
    }
    return measure;
  }

  private static Map<String, Object> metric(Metric metric) {
    return map(
        "name",
        metric.name(),
        "label",
        metric.label(),
        "description",
        metric.description(),
        "type",
        metric.denominator().isPresent() ? "ratio" : "simple",
        "type_params",
        metric.denominator().isPresent()
            ? map("numerator", metric.over(), "denominator", metric.under())
            : map("measure", metric.over()),
        "meta",
        metric.meta());
  }
}
