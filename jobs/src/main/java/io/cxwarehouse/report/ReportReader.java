package io.cxwarehouse.report;

import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.Parallel;
import io.cxwarehouse.engine.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Row;

/** Reads {@link ReportData} of one publication: one query a list, a few at a time. */
public final class ReportReader {
  /** As many months as the report can show. */
  private static final int MONTHS = 36;

  private final Engine engine;
  private final Publication publication;

  public ReportReader(Engine engine, Publication publication) {
    this.engine = engine;
    this.publication = publication;
  }

  /** Everything of a date. */
  public ReportData read(LocalDate asOf) {
    Map<String, Object> parameters =
        Map.of("as_of", asOf, "since", asOf.withDayOfMonth(1).minusMonths(MONTHS - 1L));
    List<RecordComponent> parts = Arrays.asList(ReportData.class.getRecordComponents());
    Map<String, List<?>> lists = new ConcurrentHashMap<>();
    Parallel.forEach(
        parts,
        engine.warehouse().atOnce(),
        part -> lists.put(part.getName(), rows(part, parameters)));
    return Rows.record(ReportData.class, part -> lists.get(part.getName()));
  }

  /** Dates of which there is a scorecard, the latest first. */
  public List<LocalDate> dates() {
    return engine.query(publication, text("dates"), Map.of()).collectAsList().stream()
        .map(row -> row.getDate(0).toLocalDate())
        .toList();
  }

  private List<?> rows(RecordComponent part, Map<String, Object> parameters) {
    Class<?> type =
        (Class<?>) ((ParameterizedType) part.getGenericType()).getActualTypeArguments()[0];
    List<Row> rows = engine.query(publication, text(part.getName()), parameters).collectAsList();
    return Rows.of(type, rows);
  }

  private static String text(String name) {
    String path = "/report/" + name + ".sql";
    try (InputStream file = ReportReader.class.getResourceAsStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
