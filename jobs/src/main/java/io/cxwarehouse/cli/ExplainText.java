package io.cxwarehouse.cli;

import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.explain.Explanation;
import io.cxwarehouse.explain.Restated;
import io.cxwarehouse.explain.Settling;
import java.io.PrintWriter;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How an explanation is written. */
final class ExplainText {
  private static final String[] FILE = {"source", "entity", "file", "rows"};
  private static final String[] COUNTED = {"kind", "id", "numerator", "denominator"};
  private static final String[] ROW = {
    "counted", "source", "entity", "record_id", "file", "row_number", "delivery_date"
  };
  private static final String[] RESTATED = {
    "run", "table", "date", "part", "old_value", "new_value", "cause"
  };

  private final Row score;
  private final Publication publication;
  private final boolean isRestated;
  private final Optional<Settling> settling;
  private final ScoreHead head;
  private final PrintWriter out;

  /**
   * @param isRestated whether changes of what the value is counted of are recorded
   * @param settling by how much such values still move; empty: not known
   */
  ExplainText(
      Row score,
      Publication publication,
      boolean isRestated,
      Optional<Settling> settling,
      boolean isRaw,
      PrintWriter out) {
    this.score = score;
    this.publication = publication;
    this.isRestated = isRestated;
    this.settling = settling;
    this.head = new ScoreHead(score, publication, settling, isRaw);
    this.out = out;
  }

  void print(Optional<Explanation> explanation, boolean isByRow, ExplainFormat format) {
    switch (format) {
      case JSON -> DocumentFormat.print(document(explanation, isByRow), out);
      case CSV -> {
        Explanation known = explanation.orElseThrow();
        if (isByRow) {
          ResultFormat.CSV.write(ordered(known.rows(), ROW), out);
        } else {
          csv(FILE, cells(known.files()));
        }
      }
      case TEXT -> {
        head.print(out);
        explanation.ifPresentOrElse(
            known -> sources(known, isByRow),
            () ->
                out.println(
                    "Its rows are not named: they are answers of employees, who must not be told"
                        + " apart."));
        out.flush();
      }
    }
  }

  void restated(List<Restated> restated, ExplainFormat format) {
    List<Object[]> rows =
        restated.stream()
            .map(
                one ->
                    new Object[] {
                      one.run(),
                      one.table(),
                      one.date(),
                      one.part(),
                      one.oldValue(),
                      one.newValue(),
                      one.cause()
                    })
            .toList();
    switch (format) {
      case CSV -> csv(RESTATED, rows);
      case JSON -> {
        Map<String, Object> document = value();
        document.put("restated", named(RESTATED, rows));
        DocumentFormat.print(document, out);
      }
      case TEXT -> {
        head.print(out);
        if (rows.isEmpty()) {
          out.println(
              "No recorded change: changed and removed rows are recorded, rows that came anew are"
                  + " not. Changes are recorded of tables kpi_* that are not made anew for each"
                  + " date.");
          out.flush();
          return;
        }
        table("Restated", RESTATED, rows);
      }
    }
  }

  private void sources(Explanation known, boolean isByRow) {
    Double value = known.counted().value();
    String again = head.value(value);
    out.println(
        known.counted().isSame(score.getAs("value"))
            ? "Counted again from "
                + NumberText.count(known.counted().n())
                + " rows of what is counted, it is the same."
            : "Counted again from "
                + NumberText.count(known.counted().n())
                + " rows of what is counted, as published now, it is "
                + again
                + ": rows of its dates changed or are no longer kept"
                + (isRestated ? ", see --why-changed." : "."));
    out.println();
    out.println("How they lead to delivered rows");
    known.rules().forEach(line -> out.println("  " + line));
    out.println();
    if (isByRow) {
      table("Counted", COUNTED, cells(counted(known)));
    }
    table("Delivered, by file", FILE, cells(known.files()));
    if (isByRow) {
      table("Delivered", ROW, cells(rows(known)));
    }
    if (known.unnamed() > 0) {
      out.println(
          NumberText.count(known.unnamed())
              + " of "
              + NumberText.count(known.things())
              + " things counted have no delivered row: it was erased, or no way leads to it.");
    }
    out.flush();
  }

  private void table(String title, String[] columns, List<Object[]> rows) {
    out.println(title);
    ResultFormat.print(columns, rows, out);
    out.println();
    out.flush();
  }

  private Map<String, Object> document(Optional<Explanation> explanation, boolean isByRow) {
    Map<String, Object> document = value();
    explanation.ifPresent(
        known -> {
          document.put("value_again", known.counted().value());
          document.put("is_same", known.counted().isSame(score.getAs("value")));
          document.put("counted_rows", known.counted().n());
          document.put("things", known.things());
          document.put("things_without_delivered_row", known.unnamed());
          document.put("rules", known.rules());
          document.put("files", named(FILE, cells(known.files())));
          if (isByRow) {
            document.put("counted", named(COUNTED, cells(counted(known))));
            document.put("rows", named(ROW, cells(rows(known))));
          }
        });
    return document;
  }

  private Map<String, Object> value() {
    Map<String, Object> document = new LinkedHashMap<>();
    for (String name :
        List.of(
            "kpi",
            "definition",
            "as_of_date",
            "window_name",
            "window_start",
            "window_end",
            "segment_name",
            "segment_value",
            "value",
            "numerator",
            "denominator",
            "n",
            "ci_low",
            "ci_high",
            "unit",
            "statistic",
            "source_table",
            "numerator_sql",
            "denominator_sql",
            "row_filter")) {
      Object value = score.getAs(name);
      document.put(name, value instanceof Date ? value.toString() : value);
    }
    document.put("publication", publication.id());
    settling.ifPresent(
        known ->
            document.put(
                "settling",
                Map.of("nights", known.nights(), "usual", known.usual(), "most", known.most())));
    return document;
  }

  private static List<Row> rows(Explanation known) {
    return ordered(known.rows(), ROW).collectAsList();
  }

  private static List<Row> counted(Explanation known) {
    return ordered(known.counted().rows(), COUNTED).collectAsList();
  }

  private static Dataset<Row> ordered(Dataset<Row> rows, String[] columns) {
    String[] rest = Arrays.copyOfRange(columns, 1, columns.length);
    return rows.orderBy(columns[0], rest).select(columns[0], rest);
  }

  private static List<Object[]> cells(List<Row> rows) {
    return rows.stream().map(Cells::of).toList();
  }

  private static List<Map<String, Object>> named(String[] columns, List<Object[]> rows) {
    List<Map<String, Object>> result = new ArrayList<>();
    for (Object[] row : rows) {
      Map<String, Object> named = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        named.put(columns[i], row[i] instanceof Date ? row[i].toString() : row[i]);
      }
      result.add(named);
    }
    return result;
  }

  private void csv(String[] columns, List<Object[]> rows) {
    out.print(Cells.csv(columns));
    rows.forEach(row -> out.print(Cells.csv(row)));
    out.flush();
  }
}
