package io.cxwarehouse.gold.health;

import java.util.Arrays;

/**
 * How values lay when a model was learnt.
 *
 * @param edges upper ends of the tenths but the last; fewer where values repeat
 * @param shares of the unknown, then of each bin
 */
record DriftBins(String feature, double[] edges, double[] shares) {
  private static final int BINS = 10;

  /**
   * @param values NaN: unknown
   */
  static DriftBins of(String feature, double[] values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] edges = new double[0];
    if (known.length > 0) {
      edges = new double[BINS - 1];
      for (int i = 1; i < BINS; i++) {
        edges[i - 1] = known[(int) ((long) i * (known.length - 1) / BINS)];
      }
      edges = Arrays.stream(edges).distinct().toArray();
    }
    double[] shares = new double[edges.length + 2];
    for (double value : values) {
      int bin = 0;
      if (!Double.isNaN(value)) {
        bin = 1;
        for (double edge : edges) {
          bin += edge < value ? 1 : 0;
        }
      }
      shares[bin]++;
    }
    for (int bin = 0; bin < shares.length; bin++) {
      shares[bin] /= values.length;
    }
    return new DriftBins(feature, edges, shares);
  }
}
