package io.cxwarehouse.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.KpiDefinition;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.Kpis;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What never leaves the warehouse in a file, whoever asks: tables that say so of themselves ({@code
 * cxw.exported}), and of other tables the rows of KPIs that are made of them. The definitions of
 * these KPIs, and their targets, hold no number of theirs and stay.
 */
public record Withheld(SortedSet<TableId> tables, SortedSet<String> kpis) {
  private static final String KPI = "kpi";

  public static Withheld of(Definitions definitions) {
    SortedSet<TableId> tables = new TreeSet<>();
    for (TableDefinition definition : definitions.tables().values()) {
      if (!definition.spec().isExported()) {
        tables.add(definition.id());
      }
    }
    SortedSet<String> kpis = new TreeSet<>();
    for (KpiDefinition kpi : definitions.kpis().values()) {
      if (tables.contains(Kpis.sourceTable(kpi))) {
        kpis.add(kpi.name());
      }
    }
    return new Withheld(tables, kpis);
  }

  /** The rows of a table that may leave. */
  public Dataset<Row> leave(TableSpec spec, Dataset<Row> rows) {
    boolean isOfKpis =
        Arrays.asList(spec.schema().fieldNames()).contains(KPI)
            && !spec.id().name().startsWith("dim_");
    return isOfKpis
        ? rows.where(not(coalesce(rows.col(KPI).isin(kpis.toArray()), lit(false))))
        : rows;
  }

  /** In words of the manifest. */
  Map<String, Object> described() {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("tables", tables.stream().map(TableId::toString).toList());
    described.put("kpis", kpis);
    return described;
  }
}
