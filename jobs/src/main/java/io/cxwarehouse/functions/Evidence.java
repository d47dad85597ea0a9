package io.cxwarehouse.functions;

/** Whether a KPI's numbers say enough to be judged. */
public final class Evidence {
  private Evidence() {}

  /**
   * Whether too little was counted; a total is never a sample.
   *
   * @param statistic of {@code gold.dim_kpi}
   * @param n what was counted; null: nothing
   * @param least {@code scorecard.min-n}
   */
  public static boolean isFew(String statistic, Long n, long least) {
    return !statistic.equals("total") && (n == null || n < least);
  }

  /**
   * Whether a difference may be chance. Totals and the money of a month are counted in full.
   *
   * @param statistic of {@code gold.dim_kpi}
   * @param period of {@code gold.dim_kpi}
   */
  public static boolean isSample(String statistic, String period) {
    boolean isMoney = statistic.equals("ratio") && !period.equals("day");
    return !statistic.equals("total") && !isMoney;
  }

  /**
   * Whether a value lies on one side of a bound for certain. What is counted in full, and a ratio
   * of amounts, is what it is; an end of an interval that is not known may lie anywhere.
   *
   * @param statistic of {@code gold.dim_kpi}
   * @param low lower end of the value's interval; null: not known
   * @param high upper end likewise
   */
  public static boolean isSure(String statistic, Double low, Double high, double bound) {
    return statistic.equals("total")
        || statistic.equals("ratio")
        || (low != null && low >= bound)
        || (high != null && high <= bound);
  }
}
