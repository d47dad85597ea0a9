package io.cxwarehouse.gold.health;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How values lay when a model was learnt.
 *
 * @param edges upper ends of the tenths but the last; of a value that ends several of them also the
 *     number just below it, so that what is below it, it alone, and what is above it lie apart
 * @param shares of the unknown, then of each bin
 */
record DriftBins(String feature, double[] edges, double[] shares) {
  private static final int BINS = 10;

  /**
   * @param values NaN: unknown
   */
  static DriftBins of(String feature, double[] values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] tenths =
        IntStream.range(1, known.length == 0 ? 1 : BINS)
            .mapToDouble(i -> known[(int) ((long) i * (known.length - 1) / BINS)])
            .toArray();
    double[] edges = tenths.clone();
    for (int i = 1; i < tenths.length; i++) {
      if (tenths[i] == tenths[i - 1]) {
        edges[i - 1] = Math.nextDown(tenths[i]);
      }
    }
    edges = Arrays.stream(edges).distinct().toArray();
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
