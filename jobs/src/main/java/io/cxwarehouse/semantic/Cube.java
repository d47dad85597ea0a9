package io.cxwarehouse.semantic;

import static io.cxwarehouse.semantic.Yaml.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Cubes of Cube, one a table. Parts are hidden measures; a KPI is their quotient. */
final class Cube {
  private Cube() {}

  static Map<String, Object> files(List<Model> models, String schema) {
    Map<String, Object> files = new LinkedHashMap<>();
    for (Model model : models) {
      files.put(
          "model/cubes/" + model.name() + ".yml",
          map(
              "cubes",
              List.of(
                  map(
                      "name",
                      model.name(),
                      "sql_table",
                      schema + "." + model.name(),
                      "description",
                      model.table().comment(),
                      "dimensions",
                      dimensions(model),
                      "measures",
                      measures(model)))));
    }
    return files;
  }

  private static List<Object> dimensions(Model model) {
    List<Object> dimensions = new ArrayList<>();
    Arrays.stream(model.table().schema().fields())
        .filter(field -> model.dates().contains(field.name()))
        .forEach(field -> dimensions.add(dimension(field, "time")));
    for (StructField field : Columns.dimensions(model.table().schema())) {
      boolean isText = field.dataType().equals(DataTypes.StringType);
      dimensions.add(dimension(field, isText ? "string" : "boolean"));
    }
    return dimensions;
  }

  private static Map<String, Object> dimension(StructField field, String type) {
    return map(
        "name",
        field.name(),
        "sql",
        // Cube takes dates for times.
        type.equals("time") ? "CAST(" + field.name() + " AS TIMESTAMP)" : field.name(),
        "type",
        type,
        "description",
        Columns.comment(field));
  }

  private static List<Object> measures(Model model) {
    List<Object> measures = new ArrayList<>();
    for (Metric metric : model.metrics()) {
      String over = "{" + metric.over() + "}";
      measures.add(part(metric.over(), metric.numerator()));
      metric.denominator().ifPresent(sql -> measures.add(part(metric.under(), sql)));
      measures.add(
          map(
              "name",
              metric.name(),
              "title",
              metric.label(),
              "description",
              metric.description(),
              "type",
              "number",
              "sql",
              metric.denominator().isPresent()
                  ? metric.ratio(over, "{" + metric.under() + "}")
                  : over,
              "meta",
              metric.meta()));
    }
    return measures;
  }

  private static Map<String, Object> part(String name, String sql) {
    return map("name", name, "sql", sql, "type", "sum", "public", false);
  }
}
