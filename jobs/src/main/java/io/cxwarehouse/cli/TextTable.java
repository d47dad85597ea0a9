package io.cxwarehouse.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Rows in aligned columns; numbers stand to the right. */
final class TextTable {
  private final List<String> header;
  private final List<String[]> rows = new ArrayList<>();

  TextTable(String... header) {
    this.header = List.of(header);
  }

  void add(Object... cells) {
    rows.add(Arrays.stream(cells).map(TextTable::text).toArray(String[]::new));
  }

  int size() {
    return rows.size();
  }

  void print(PrintWriter out) {
    int[] widths = new int[header.size()];
    boolean[] isNumeric = new boolean[header.size()];
    for (int column = 0; column < widths.length; column++) {
      int index = column;
      widths[column] =
          Math.max(
              header.get(column).length(),
              rows.stream().mapToInt(row -> row[index].length()).max().orElse(0));
      isNumeric[column] =
          rows.stream()
              .map(row -> row[index])
              .allMatch(cell -> cell.matches("([-+\\d.,E%∞ ]|pp|NaN)*"));
    }
    line(out, header.toArray(String[]::new), widths, isNumeric);
    line(
        out, Arrays.stream(widths).mapToObj("-"::repeat).toArray(String[]::new), widths, isNumeric);
    rows.forEach(row -> line(out, row, widths, isNumeric));
  }

  private static void line(PrintWriter out, String[] cells, int[] widths, boolean[] isNumeric) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      String space = " ".repeat(widths[i] - cells[i].length());
      padded.add(isNumeric[i] ? space + cells[i] : cells[i] + space);
    }
    out.println(padded.stream().collect(Collectors.joining("  ")).stripTrailing());
  }

  /** One line per cell: control characters, which could drive a terminal, are made visible. */
  private static String text(Object value) {
    return value == null ? "" : value.toString().replaceAll("\\p{Cntrl}+", "␤");
  }
}
