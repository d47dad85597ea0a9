package io.cxwarehouse.report;

import io.cxwarehouse.catalog.Resource;
import io.cxwarehouse.engine.Parallel;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Row;

/** Reads {@link ReportData}: one query a list, a few at a time. */
final class ReportReader {
  /** As many months as the report can show. */
  private static final int MONTHS = 36;

  /** Up to how many days more numbers are followed as they settle. */
  private static final int LATEST = 28;

  /** Rows of a text of SQL. */
  interface Query {
    List<Row> rows(String text, Map<String, Object> parameters);
  }

  private final Query query;
  private final int atOnce;

  /**
   * @param atOnce queries that run at the same time
   */
  ReportReader(Query query, int atOnce) {
    this.query = query;
    this.atOnce = atOnce;
  }

  /**
   * Everything of a date.
   *
   * @param conversionWindowDays after which what users of experiments did is decided
   */
  ReportData read(LocalDate asOf, int conversionWindowDays) {
    Map<String, Object> parameters =
        Map.of(
            "as_of",
            asOf,
            "since",
            asOf.withDayOfMonth(1).minusMonths(MONTHS - 1L),
            "conversion_window_days",
            conversionWindowDays,
            "window_name",
            "28d",
            "later",
            LATEST);
    List<RecordComponent> parts = Arrays.asList(ReportData.class.getRecordComponents());
    Map<String, List<?>> lists = new ConcurrentHashMap<>();
    Parallel.forEach(parts, atOnce, part -> lists.put(part.getName(), rows(part, parameters)));
    return Rows.record(ReportData.class, part -> lists.get(part.getName()));
  }

  /** Dates of which there is a scorecard, the latest first. */
  List<LocalDate> dates() {
    return query.rows(text("dates"), Map.of()).stream()
        .map(row -> row.getDate(0).toLocalDate())
        .toList();
  }

  private List<?> rows(RecordComponent part, Map<String, Object> parameters) {
    Class<?> type =
        (Class<?>) ((ParameterizedType) part.getGenericType()).getActualTypeArguments()[0];
    return Rows.of(type, query.rows(text(part.getName()), parameters));
  }

  private static String text(String name) {
    return Resource.text("report/" + name + ".sql");
  }
}
