package io.cxwarehouse.cli;

import io.cxwarehouse.engine.Publication;
import io.cxwarehouse.explain.Settling;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** A value of the scorecard with what it is made of: what an explanation begins with. */
final class ScoreHead {
  private final Row score;
  private final Publication publication;
  private final Optional<Settling> settling;
  private final boolean isRaw;

  /**
   * @param settling by how much such values still move; empty: not known
   * @param isRaw with all digits
   */
  ScoreHead(Row score, Publication publication, Optional<Settling> settling, boolean isRaw) {
    this.score = score;
    this.publication = publication;
    this.settling = settling;
    this.isRaw = isRaw;
  }

  void print(PrintWriter out) {
    String part =
        score.getAs("segment_name").equals("all")
            ? ""
            : ", " + score.getAs("segment_name") + " " + score.getAs("segment_value");
    out.printf(
        "%s as of %s, window %s: %s to %s%s%n",
        score.getAs("kpi"),
        score.getAs("as_of_date"),
        score.getAs("window_name"),
        score.getAs("window_start"),
        score.getAs("window_end"),
        part);
    out.println(publication.named());
    out.println(score.<String>getAs("definition"));
    out.println();
    out.println("value      " + value(score.getAs("value")));
    if (score.getAs("ci_low") != null) {
      out.println(
          "interval   "
              + value(score.getAs("ci_low"))
              + " to "
              + value(score.getAs("ci_high"))
              + " (95 %)");
    }
    out.println("parts      " + parts());
    out.println("           " + meaning());
    out.println("counted    " + NumberText.count(score.<Long>getAs("n")));
    settling.ifPresent(known -> out.println("settling   " + SettlingText.of(known)));
    out.println();
  }

  private String parts() {
    Object numerator = score.getAs("numerator");
    Object denominator = score.getAs("denominator");
    return decimal(numerator) + (denominator == null ? "" : " / " + decimal(denominator));
  }

  /** The parts as the KPI defines them. */
  private String meaning() {
    String denominator = score.getAs("denominator_sql");
    String filter = score.getAs("row_filter");
    return score.<String>getAs("numerator_sql")
        + (denominator == null ? "" : " / " + denominator)
        + " of "
        + score.getAs("source_table")
        + (filter == null ? "" : " where " + filter);
  }

  /** A value of its KPI. */
  String value(Double value) {
    return isRaw ? String.valueOf(value) : NumberText.ofUnit(value, score.getAs("unit"));
  }

  private String decimal(Object value) {
    if (!(value instanceof BigDecimal number)) {
      return NumberText.NONE;
    }
    return isRaw ? number.stripTrailingZeros().toPlainString() : NumberText.number(number);
  }
}
