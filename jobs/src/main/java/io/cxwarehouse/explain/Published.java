package io.cxwarehouse.explain;

import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.QueryInputs;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import java.sql.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The published tables, asked about one value of the scorecard. */
record Published(Engine engine, Settings settings, Publication publication) {
  private static final List<String> NAMES =
      List.of(
          "kpi",
          "window_start",
          "window_end",
          "segment_name",
          "segment_value",
          "source_table",
          "additivity");

  private static final List<String> TEXTS =
      List.of("numerator_sql", "denominator_sql", "row_filter");

  /** A query with the settings, and what names the value, as parameters. */
  Dataset<Row> query(String text, Row score) {
    Map<String, Object> parameters =
        new HashMap<>(
            QueryInputs.parameters(settings, score.<Date>getAs("as_of_date").toLocalDate()));
    parameters.putAll(names(score));
    return engine.query(publication, text, Published::part, parameters);
  }

  /** The query that others read by this name. */
  static Optional<String> part(String name) {
    return Resource.find("explain/parts/" + name + ".sql");
  }

  /** What names a value, and {@code parts}: the texts in which its KPI names parts. */
  static Map<String, Object> names(Row score) {
    Map<String, Object> names = new HashMap<>();
    NAMES.forEach(name -> names.put(name, score.getAs(name)));
    names.put(
        "parts",
        TEXTS.stream()
            .map(name -> String.valueOf(score.<Object>getAs(name)))
            .collect(Collectors.joining(" ")));
    return names;
  }

  TableSpec spec(String table) {
    return engine.warehouse().definitions().table(TableId.of(table)).spec();
  }
}
