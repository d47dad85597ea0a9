package io.cxwarehouse.semantic;

import static io.cxwarehouse.semantic.Yaml.map;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A dashboard of Superset and its charts, four or two in a row. */
final class SupersetDashboard {
  private static final String TITLE = "Customer experience";
  private static final int COLUMNS = 12;

  private final Map<String, Object> files = new LinkedHashMap<>();
  private final List<Tile> tiles = new ArrayList<>();

  /**
   * @param width of the 12 columns
   * @param height in steps of the grid
   */
  private record Tile(String name, String id, int width, int height) {}

  /** A KPI of the last 28 days, or of the last month, as the scorecard has it. */
  void headline(String kpi, String label, String dataset) {
    Map<String, Object> params =
        map("metric", "kpi_value", "y_axis_format", format(kpi.equals("nps") ? "score" : "share"));
    params.put(
        "adhoc_filters",
        List.of(is("kpi", kpi), is("segment_name", "all"), is("window_name", window(kpi))));
    chart(label + ", now", "big_number_total", params, dataset, 3, 24);
  }

  private static String window(String kpi) {
    return kpi.equals("churn_rate") ? "month" : "28d";
  }

  /** All KPIs of the last 28 days. */
  void scorecard(String dataset) {
    Map<String, Object> params = map("query_mode", "raw", "row_limit", 1000);
    params.put(
        "all_columns",
        List.of(
            "pillar",
            "kpi",
            "value",
            "ci_low",
            "ci_high",
            "n",
            "previous_value",
            "change",
            "target",
            "benchmark_status",
            "window_start",
            "window_end"));
    Map<String, Object> formats = new LinkedHashMap<>();
    for (String number : List.of("value", "ci_low", "ci_high", "previous_value", "change")) {
      formats.put(number, map("d3NumberFormat", ",.3~r"));
    }
    params.put("column_config", formats);
    params.put("show_cell_bars", false);
    params.put("color_pn", false);
    params.put("order_by_cols", List.of("[\"pillar\", true]", "[\"kpi\", true]"));
    params.put("adhoc_filters", List.of(is("segment_name", "all"), is("window_name", "28d")));
    chart("Scorecard, 28 days", "table", params, dataset, COLUMNS, 60);
  }

  /** A KPI by month, from its parts. */
  void course(Metric metric, String dataset) {
    Map<String, Object> params =
        map(
            "x_axis",
            metric.date(),
            "time_grain_sqla",
            "P1M",
            "metrics",
            List.of(metric.name()),
            "groupby",
            List.of(),
            "y_axis_format",
            format(metric.unit()),
            "truncate_metric",
            true,
            "show_legend",
            false,
            "rich_tooltip",
            true,
            "row_limit",
            1000);
    params.put("adhoc_filters", List.of());
    chart(metric.label() + " by month", "echarts_timeseries_line", params, dataset, 4, 40);
  }

  private static Map<String, Object> is(String column, String value) {
    return map(
        "expressionType",
        "SIMPLE",
        "clause",
        "WHERE",
        "subject",
        column,
        "operator",
        "==",
        "operatorId",
        "EQUALS",
        "comparator",
        value);
  }

  private void chart(
      String name, String type, Map<String, Object> params, String dataset, int width, int height) {
    Map<String, Object> all = map("viz_type", type);
    all.putAll(params);
    String id = id("chart", name);
    files.put(
        "charts/" + name.replaceAll("\\W+", "_") + ".yaml",
        map(
            "slice_name",
            name,
            "viz_type",
            type,
            "params",
            all,
            "query_context",
            null,
            "cache_timeout",
            null,
            "uuid",
            id,
            "version",
            "1.0.0",
            "dataset_uuid",
            dataset));
    tiles.add(new Tile(name, id, width, height));
  }

  /** Charts and the dashboard, by path. */
  Map<String, Object> files() {
    Map<String, Object> all = new LinkedHashMap<>(files);
    all.put(
        "dashboards/customer_experience.yaml",
        map(
            "dashboard_title",
            TITLE,
            "description",
            "The scorecard as published, and KPIs from their parts",
            "css",
            "",
            "slug",
            "customer-experience",
            "published",
            true,
            "uuid",
            id("dashboard", TITLE),
            "position",
            position(),
            "metadata",
            map("color_scheme", "supersetColors", "refresh_frequency", 0),
            "version",
            "1.0.0"));
    return all;
  }

  private Map<String, Object> position() {
    Map<String, Object> position = map("DASHBOARD_VERSION_KEY", "v2");
    List<String> rows = new ArrayList<>();
    position.put("ROOT_ID", node("ROOT", "ROOT_ID", List.of("GRID_ID"), map()));
    position.put("HEADER_ID", node("HEADER", "HEADER_ID", List.of(), map("text", TITLE)));
    int next = 0;
    while (next < tiles.size()) {
      List<String> row = new ArrayList<>();
      String rowId = "ROW-" + (rows.size() + 1);
      int free = COLUMNS;
      while (next < tiles.size() && tiles.get(next).width() <= free) {
        Tile tile = tiles.get(next++);
        free -= tile.width();
        String id = "CHART-" + next;
        row.add(id);
        Map<String, Object> meta =
            map(
                "chartId",
                next,
                "uuid",
                tile.id(),
                "sliceName",
                tile.name(),
                "width",
                tile.width(),
                "height",
                tile.height());
        Map<String, Object> chart = node("CHART", id, List.of(), meta);
        chart.put("parents", List.of("ROOT_ID", "GRID_ID", rowId));
        position.put(id, chart);
      }
      rows.add(rowId);
      Map<String, Object> node =
          node("ROW", rowId, row, map("background", "BACKGROUND_TRANSPARENT"));
      node.put("parents", List.of("ROOT_ID", "GRID_ID"));
      position.put(rowId, node);
    }
    Map<String, Object> grid = node("GRID", "GRID_ID", rows, map());
    grid.put("parents", List.of("ROOT_ID"));
    position.put("GRID_ID", grid);
    return position;
  }

  private static Map<String, Object> node(
      String type, String id, List<String> children, Map<String, Object> meta) {
    return map("type", type, "id", id, "children", children, "meta", meta);
  }

  /** The same content has the same id in each import, so that a new one replaces it. */
  static String id(String kind, String name) {
    return UUID.nameUUIDFromBytes(
            ("cx-warehouse/" + kind + "/" + name).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /** How Superset writes numbers of a unit. */
  static String format(String unit) {
    return switch (unit) {
      case "share" -> ",.1%";
      case "score" -> ",.1f";
      default -> ",.0f";
    };
  }
}
