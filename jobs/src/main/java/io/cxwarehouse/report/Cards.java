package io.cxwarehouse.report;

import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Chart;
import io.cxwarehouse.report.Page.Table;
import io.cxwarehouse.report.Page.Text;
import java.util.Arrays;
import java.util.List;

/** Cards: what there is, or what to deliver. */
final class Cards {
  private Cards() {}

  /** A chart; without one the card says what is missing. */
  static Card chart(
      String id, String title, String note, String size, Chart chart, String missing) {
    return chart == null || chart.cuts().isEmpty()
        ? Card.missing(id, title, missing)
        : Card.chart(id, title, note, size, chart);
  }

  static Card table(
      String id, String title, String note, String size, Table table, String missing) {
    return table.rows().isEmpty()
        ? Card.missing(id, title, missing)
        : Card.table(id, title, note, size, table);
  }

  /** Columns whose names end with # hold numbers. */
  static Table rows(List<List<Text>> rows, String... columns) {
    return new Table(
        Arrays.stream(columns).map(c -> c.replace("#", "")).toList(),
        Arrays.stream(columns).map(c -> c.endsWith("#")).toList(),
        rows);
  }

  static Text text(String text) {
    return new Text(text == null ? Formats.NONE : text, "");
  }

  static Text text(String text, String tone) {
    return new Text(text == null ? Formats.NONE : text, tone);
  }
}
