package io.cxwarehouse.report;

import java.util.List;
import java.util.Map;

/** What the templates show. Texts are plain: templates and script put them in as text. */
public record Page(
    String title,
    String asOf,
    String publication,
    String summary,
    List<Choice> segments,
    List<Tile> tiles,
    List<Pillar> pillars,
    List<Movement> movements,
    String movementsNote,
    List<Section> sections) {

  /** What stands inside the file, and what its policy lets run. */
  public record Assets(String policy, String style, String charts, String script, String data) {}

  /** Values of one column by which the report can be cut. */
  public record Choice(String label, List<Option> options) {}

  public record Option(String key, String label, boolean isChosen) {}

  /** One of the few numbers at the top. */
  public record Tile(String kpi, String label, Cell cell) {}

  public record Pillar(String id, String label, String about, List<Line> lines, List<Line> more) {}

  /** A KPI on the scorecard. */
  public record Line(String kpi, String label, String definition, String window, Cell cell) {}

  /**
   * A KPI's numbers for all customers or a part of them, ready to be shown.
   *
   * @param tone of the change: good, bad, unsure (within chance) or none
   * @param few so few were counted that nothing is judged
   * @param spark points of the months, as an SVG path in a box of 96 × 24
   * @param dot where the path ends, x and y
   * @param gauge places from 0 to 100 of: interval (2), value, benchmark (2), target; null: none
   */
  public record Cell(
      String value,
      String n,
      String interval,
      String change,
      String changeNote,
      String tone,
      String standing,
      String standingTone,
      String alert,
      String alertTone,
      boolean few,
      String spark,
      List<Double> dot,
      List<Double> gauge) {}

  /** A KPI that changed, and where the change comes from. */
  public record Movement(
      String label,
      String from,
      String to,
      String change,
      String note,
      String tone,
      List<Split> splits) {}

  /**
   * A change by the values of one column.
   *
   * @param mix what came of parts growing or shrinking
   * @param rate what came of changes inside them
   */
  public record Split(String column, String mix, String rate, List<Part> parts) {}

  /**
   * What one value of a column added to a change.
   *
   * @param width of its bar, from -50 to 50
   */
  public record Part(String value, String effect, String detail, double width, String tone) {}

  public record Section(String id, String title, String lede, List<Card> cards) {}

  /**
   * A chart with its numbers, a table, or what to deliver in order to have it.
   *
   * @param size half or full
   */
  public record Card(
      String id, String title, String note, String size, Chart chart, Table table, String missing) {
    static Card chart(String id, String title, String note, String size, Chart chart) {
      return new Card(id, title, note, size, chart, null, null);
    }

    static Card table(String id, String title, String note, String size, Table table) {
      return new Card(id, title, note, size, null, table, null);
    }

    static Card missing(String id, String title, String what) {
      return new Card(id, title, "Nothing to show yet.", "half", null, null, what);
    }

    /** Nothing is there, and that is well. */
    static Card none(String id, String title, String what) {
      return new Card(id, title, "", "half", null, null, what);
    }
  }

  /**
   * Rows of texts.
   *
   * @param numeric which columns hold numbers
   */
  public record Table(List<String> columns, List<Boolean> numeric, List<List<Text>> rows) {}

  /**
   * A cell of a table.
   *
   * @param tone good, bad, unsure or nothing
   */
  public record Text(String text, String tone) {}

  /**
   * What a chart draws.
   *
   * @param kind line, steps, bars, stack, rows (horizontal bars), waterfall, points or heat
   * @param unit of its values
   * @param cuts series by {@link Segment#key}; "" are all customers
   */
  public record Chart(
      String kind, String unit, String axis, List<String> x, Map<String, List<Series>> cuts) {}

  /**
   * Values of one name.
   *
   * @param role decides the colour: good, bad, neutral, a, b, c, d
   * @param low lower ends of intervals; null: none
   * @param n how many each value was counted from; null: not known
   */
  public record Series(
      String name,
      String role,
      List<Double> v,
      List<Double> low,
      List<Double> high,
      List<Long> n) {}
}
