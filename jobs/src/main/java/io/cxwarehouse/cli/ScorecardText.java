package io.cxwarehouse.cli;

import io.cxwarehouse.cli.ScorecardRow.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The scorecard for a terminal: by pillar, a line per KPI, or two where the terminal is narrow.
 * Words and signs say all that colours say.
 */
final class ScorecardText {
  /** The order in which pillars are read; others come after them. */
  private static final List<String> PILLARS =
      List.of("reliability", "responsiveness", "personalisation", "innovation");

  private static final String GAP = "  ";
  private static final String INDENT = "    ";
  private static final String JOIN = "; ";
  private static final List<String> HEADER =
      List.of("kpi", "value", "change", "n", "95 % interval", "target", "benchmark");

  /** Columns of the first line where there are two: the rest stands below, with its name. */
  private static final int FIRST = 4;

  private final Map<String, List<List<Cell>>> pillars = new LinkedHashMap<>();
  private final List<ScorecardRow> rows;
  private final List<ScorecardRow> days;
  private final String window;
  private final int width;
  private final Ansi ansi;

  /** A text and how it looks; the style is not part of its width. */
  private record Cell(String text, Style style) {
    static Cell of(String text) {
      return new Cell(text, Style.reset);
    }
  }

  /**
   * @param days the same KPIs by day, for their alerts only
   * @param window what most rows are of; rows of another window say so
   * @param width columns of the terminal
   */
  ScorecardText(
      List<ScorecardRow> rows, List<ScorecardRow> days, String window, int width, Ansi ansi) {
    this.rows = rows;
    this.days = days;
    this.window = window;
    this.width = width;
    this.ansi = ansi;
    PILLARS.forEach(pillar -> pillars.put(pillar, new ArrayList<>()));
    rows.forEach(
        row -> pillars.computeIfAbsent(row.pillar(), p -> new ArrayList<>()).add(cells(row)));
  }

  void print(PrintWriter out) {
    List<List<Cell>> all = pillars.values().stream().flatMap(List::stream).toList();
    int[] widths = new int[HEADER.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              i == 0 ? 0 : HEADER.get(i).length(),
              all.stream().mapToInt(line -> line.get(column).text().length()).max().orElse(0));
    }
    boolean isWide = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) <= width;
    int shown = isWide ? HEADER.size() : FIRST;
    pillars.forEach(
        (pillar, lines) -> {
          if (!lines.isEmpty()) {
            out.println();
            out.println(heading(pillar, widths, shown));
            lines.forEach(line -> print(line, widths, shown, out));
          }
        });
    printAlerts(out);
    printLegend(out);
  }

  private String heading(String pillar, int[] widths, int shown) {
    List<Cell> cells = new ArrayList<>(HEADER.stream().map(Cell::of).toList());
    cells.set(0, Cell.of(pillar.toUpperCase(Locale.ROOT)));
    return styled(line(cells, widths, shown, false), Style.bold);
  }

  private void print(List<Cell> cells, int[] widths, int shown, PrintWriter out) {
    out.println(line(cells, widths, shown, true));
    List<Cell> rest = new ArrayList<>();
    for (int i = shown; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (!cell.text().equals(NumberText.NONE)) {
        rest.add(new Cell(HEADER.get(i) + " " + cell.text(), cell.style()));
      }
    }
    printBelow(rest, out);
  }

  /** As many on a line as fit. */
  private void printBelow(List<Cell> cells, PrintWriter out) {
    List<Cell> line = new ArrayList<>();
    int length = 0;
    for (Cell cell : cells) {
      if (!line.isEmpty() && length + cell.text().length() > width) {
        out.println(below(line));
        line.clear();
      }
      length = line.isEmpty() ? INDENT.length() : length;
      length += cell.text().length() + JOIN.length();
      line.add(cell);
    }
    if (!line.isEmpty()) {
      out.println(below(line));
    }
  }

  private String below(List<Cell> cells) {
    return cells.stream()
        .map(cell -> styled(cell.text(), cell.style()))
        .collect(Collectors.joining(JOIN, INDENT, ""));
  }

  /** Numbers stand to the right, names and the last two columns to the left. */
  private String line(List<Cell> cells, int[] widths, int shown, boolean isStyled) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      Cell cell = cells.get(i);
      String space = " ".repeat(Math.max(0, widths[i] - cell.text().length()));
      String text = isStyled ? styled(cell.text(), cell.style()) : cell.text();
      padded.add(i == 1 || i == 3 || i == 4 ? space + text : text + space);
    }
    return padded.stream().collect(Collectors.joining(GAP)).stripTrailing();
  }

  private List<Cell> cells(ScorecardRow row) {
    String other = row.window().equals(window) ? "" : " (" + row.window() + ")";
    String name = row.kpi() + other + (row.isMature() ? "" : " *");
    return List.of(
        Cell.of(name),
        new Cell(
            NumberText.ofUnit(row.value(), row.unit()), row.isFew() ? Style.faint : Style.bold),
        change(row),
        row.isFew()
            ? new Cell("few: " + NumberText.count(row.n()), style(Verdict.UNCERTAIN))
            : Cell.of(NumberText.count(row.n())),
        Cell.of(range(row.low(), row.high(), row)),
        row.target() == null ? Cell.of(NumberText.NONE) : target(row),
        row.benchmarkStatus() == null
            ? Cell.of(NumberText.NONE)
            : judged(
                row.benchmarkStatus() + " " + bounds(row),
                row.ofBenchmark(),
                row.ofBenchmark() == Verdict.GOOD ? "good" : "bad"));
  }

  private static Cell change(ScorecardRow row) {
    if (row.change() == null) {
      return Cell.of(NumberText.NONE);
    }
    String amount = NumberText.change(row.change(), row.unit());
    // What rounds to nothing is no news.
    Verdict verdict = amount.matches(".*[1-9].*") ? row.ofChange() : Verdict.NEUTRAL;
    boolean isUp = row.change() > 0;
    return switch (verdict) {
      case NEUTRAL -> Cell.of("= " + amount);
      case UNCERTAIN -> new Cell((isUp ? "△ " : "▽ ") + amount, Style.faint);
      default ->
          judged((isUp ? "▲ " : "▼ ") + amount, verdict, verdict == Verdict.GOOD ? "good" : "bad");
    };
  }

  private static Cell target(ScorecardRow row) {
    String text = NumberText.ofUnit(row.target(), row.unit());
    Verdict verdict = row.ofTarget();
    return verdict == Verdict.UNCERTAIN && !row.isFew()
        ? new Cell(text + " not certain", style(verdict))
        : judged(text, verdict, verdict == Verdict.GOOD ? "reached" : "missed");
  }

  private static Cell judged(String text, Verdict verdict, String word) {
    boolean isNews = verdict == Verdict.GOOD || verdict == Verdict.BAD;
    return new Cell(isNews ? text + " " + word : text, style(verdict));
  }

  private static Style style(Verdict verdict) {
    return switch (verdict) {
      case GOOD -> Style.fg_green;
      case BAD -> Style.fg_red;
      case UNCERTAIN -> Style.fg_yellow;
      case NEUTRAL -> Style.reset;
    };
  }

  private static String range(Double low, Double high, ScorecardRow row) {
    if (low == null && high == null) {
      return NumberText.NONE;
    }
    String unit = row.unit();
    return (low == null ? "?" : NumberText.ofUnit(low, unit))
        + " to "
        + (high == null ? "?" : NumberText.ofUnit(high, unit));
  }

  private static String bounds(ScorecardRow row) {
    if (row.benchmarkLow() == null) {
      return "(to " + NumberText.ofUnit(row.benchmarkHigh(), row.unit()) + ")";
    }
    if (row.benchmarkHigh() == null) {
      return "(from " + NumberText.ofUnit(row.benchmarkLow(), row.unit()) + ")";
    }
    return "(" + range(row.benchmarkLow(), row.benchmarkHigh(), row) + ")";
  }

  private void printAlerts(PrintWriter out) {
    List<ScorecardRow> alerts =
        Stream.concat(rows.stream(), days.stream()).filter(row -> row.alert().isPresent()).toList();
    if (!alerts.isEmpty()) {
      out.println();
      out.println(styled("ALERTS", Style.bold));
      alerts.forEach(
          row ->
              out.println(
                  styled(
                      (row.isBadNews() ? "bad news: " : "good news: ")
                          + row.kpi()
                          + (row.window().equals(window) ? "" : " (" + row.window() + ")")
                          + " is "
                          + row.alert().orElseThrow(),
                      row.isBadNews() ? Style.fg_red : Style.fg_green)));
    }
  }

  private void printLegend(PrintWriter out) {
    List<String> legend = new ArrayList<>();
    legend.add("▲▼ change against the window before; △▽ may be chance: its interval holds 0");
    legend.add("or is not known. good and bad: by the direction that is good for the KPI.");
    if (!rows.stream().allMatch(ScorecardRow::isMature)) {
      legend.add("* so far: dates of the month or quarter are still to come or not decided.");
    }
    if (rows.stream().anyMatch(ScorecardRow::isFew)) {
      legend.add("few: fewer than " + rows.get(0).minN() + " were counted; not judged.");
    }
    if (rows.stream().map(ScorecardRow::benchmarkStatus).anyMatch(Objects::nonNull)) {
      legend.add("uncertain: the interval crosses an end of the benchmark, or few were counted.");
    }
    out.println();
    legend.forEach(line -> out.println(styled(line, Style.faint)));
  }

  private String styled(String text, Style style) {
    return style == Style.reset || !ansi.enabled() ? text : style.on() + text + Style.reset.on();
  }
}
