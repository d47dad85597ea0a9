package io.cxwarehouse.cli;

import io.cxwarehouse.functions.Evidence;
import java.sql.Date;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * A KPI on the scorecard, with what its definition says of it.
 *
 * @param isMature false: of a month or quarter that is not over
 * @param changeLow lower end of the interval of the change; null: it has none
 * @param minN of fewer things counted nothing is judged
 */
record ScorecardRow(
    String pillar,
    String kpi,
    String window,
    boolean isMature,
    String unit,
    String statistic,
    String period,
    boolean isUpGood,
    Double value,
    long n,
    Double low,
    Double high,
    Double change,
    Double changeLow,
    Double changeHigh,
    Double target,
    Double benchmarkLow,
    Double benchmarkHigh,
    String benchmarkStatus,
    Optional<String> alert,
    boolean isBadNews,
    long minN) {

  /** Whether something is good news, bad news, or cannot be told. */
  enum Verdict {
    GOOD,
    BAD,
    NEUTRAL,
    UNCERTAIN
  }

  static ScorecardRow of(Row row, long minN) {
    return new ScorecardRow(
        row.getAs("pillar"),
        row.getAs("kpi"),
        row.getAs("window_name"),
        row.<Boolean>getAs("is_mature"),
        row.getAs("unit"),
        row.getAs("statistic"),
        row.getAs("period"),
        "up".equals(row.getAs("direction")),
        row.getAs("value"),
        row.<Long>getAs("n"),
        row.getAs("ci_low"),
        row.getAs("ci_high"),
        row.getAs("change"),
        row.getAs("change_ci_low"),
        row.getAs("change_ci_high"),
        row.getAs("target"),
        row.getAs("benchmark_low"),
        row.getAs("benchmark_high"),
        row.getAs("benchmark_status"),
        row.<Boolean>getAs("is_alert")
            ? Optional.of(row.<String>getAs("alert_reason") + since(row.getAs("alert_since")))
            : Optional.empty(),
        "bad".equals(row.getAs("alert_direction")),
        minN);
  }

  private static String since(Date date) {
    return date == null ? "" : ", since " + date;
  }

  /** Something was counted, and too little of it to judge; totals are never a sample. */
  boolean isFew() {
    return value != null && Evidence.isFew(statistic, n, minN);
  }

  /**
   * The change as news. A sample's is uncertain where its interval holds 0 or is not known; totals
   * and the money of a month are counted in full.
   */
  Verdict ofChange() {
    if (change == null || change == 0) {
      return Verdict.NEUTRAL;
    }
    boolean mayBeNone =
        changeLow == null || changeHigh == null || changeLow <= 0 && changeHigh >= 0;
    if (isFew() || Evidence.isSample(statistic, period) && mayBeNone) {
      return Verdict.UNCERTAIN;
    }
    return news(change > 0);
  }

  Verdict ofTarget() {
    if (target == null || value == null) {
      return Verdict.NEUTRAL;
    }
    if (isFew() || !Evidence.isSure(statistic, low, high, target)) {
      return Verdict.UNCERTAIN;
    }
    return value.equals(target) ? Verdict.GOOD : news(value > target);
  }

  Verdict ofBenchmark() {
    if (benchmarkStatus == null) {
      return Verdict.NEUTRAL;
    }
    return switch (benchmarkStatus) {
      case "above" -> news(true);
      case "below" -> news(false);
      case "within" -> Verdict.GOOD;
      default -> Verdict.UNCERTAIN;
    };
  }

  private Verdict news(boolean isMore) {
    return isMore == isUpGood ? Verdict.GOOD : Verdict.BAD;
  }
}
