package io.cxwarehouse.functions.clv;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sums over many cells on all cores. Cells are cut into blocks of one size whose sums are added in
 * order, so that the result is the same bits however many cores there are.
 */
final class Blocks {
  private static final int CELLS = 2048;

  /** Adds the terms of the cells {@code from} (inclusive) to {@code to} (exclusive). */
  interface Terms {
    void add(int from, int to, double[] sums);
  }

  private Blocks() {}

  /** Fills {@code gradient} with all sums but the first, which is returned. */
  static double sum(int cells, double[] gradient, Terms terms) {
    int blocks = (cells + CELLS - 1) / CELLS;
    IntStream numbers = IntStream.range(0, blocks);
    double[][] parts =
        (blocks > 1 ? numbers.parallel() : numbers)
            .mapToObj(
                block -> {
                  double[] sums = new double[gradient.length + 1];
                  terms.add(block * CELLS, Math.min(cells, (block + 1) * CELLS), sums);
                  return sums;
                })
            .toArray(double[][]::new);
    double value = 0;
    Arrays.fill(gradient, 0);
    for (double[] part : parts) {
      value += part[0];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += part[i + 1];
      }
    }
    return value;
  }
}
