package io.cxwarehouse.explain;

import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Publication;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * By how much numbers of the same age and window still moved after they had been told.
 *
 * @param nights on which such numbers were told
 * @param usual median of the movements since
 * @param most what nine of ten of them do not exceed
 */
public record Settling(String kpi, String unit, long nights, double usual, double most) {

  /** Of each KPI of the scorecard of a date that has daily parts; nothing where too few nights. */
  public static Map<String, Settling> of(
      Engine engine, Publication publication, LocalDate asOf, String window) {
    Map<String, Object> parameters = Map.of("as_of", asOf, "window_name", window, "later", 0);
    Map<String, Settling> found = new LinkedHashMap<>();
    for (Row row :
        engine
            .query(publication, Resource.text("report/settling.sql"), parameters)
            .collectAsList()) {
      Settling one =
          new Settling(
              row.getAs("kpi"),
              row.getAs("unit"),
              row.<Long>getAs("nights"),
              row.<Double>getAs("usual"),
              row.<Double>getAs("most"));
      found.put(one.kpi(), one);
    }
    return found;
  }
}
