package io.cxwarehouse.functions.clv;

import java.util.Comparator;
import java.util.List;

/** Repeat buyers counted by repeat purchase days and their mean value; values are positive. */
public final class SpendHistogram {
  /** How many customers have this number of repeat purchase days at this mean value. */
  public record Cell(int frequency, double meanValue, long customers) {
    public Cell of(long n) {
      return new Cell(frequency, meanValue, n);
    }
  }

  private final int[] frequency;
  private final double[] meanValue;
  private final long[] customers;

  public SpendHistogram(List<Cell> cells) {
    List<Cell> sorted =
        cells.stream()
            .sorted(Comparator.comparingInt(Cell::frequency).thenComparingDouble(Cell::meanValue))
            .toList();
    frequency = sorted.stream().mapToInt(Cell::frequency).toArray();
    meanValue = sorted.stream().mapToDouble(Cell::meanValue).toArray();
    customers = sorted.stream().mapToLong(Cell::customers).toArray();
  }

  int size() {
    return frequency.length;
  }

  int frequency(int cell) {
    return frequency[cell];
  }

  double meanValue(int cell) {
    return meanValue[cell];
  }

  long customers(int cell) {
    return customers[cell];
  }

  public long customers() {
    long sum = 0;
    for (long n : customers) {
      sum += n;
    }
    return sum;
  }

  /** Mean of the customers' mean values. */
  double mean() {
    double sum = 0;
    for (int cell = 0; cell < size(); cell++) {
      sum += meanValue[cell] * customers[cell];
    }
    return sum / customers();
  }

  /**
   * Pearson correlation of frequency and mean value. The spend model assumes that there is none.
   * Not a number where either does not vary.
   */
  public double correlation() {
    double n = customers();
    double meanX = 0;
    for (int cell = 0; cell < size(); cell++) {
      meanX += (double) frequency[cell] * customers[cell] / n;
    }
    double meanM = mean();
    double xx = 0;
    double mm = 0;
    double xm = 0;
    for (int cell = 0; cell < size(); cell++) {
      double dx = frequency[cell] - meanX;
      double dm = meanValue[cell] - meanM;
      xx += customers[cell] * dx * dx;
      mm += customers[cell] * dm * dm;
      xm += customers[cell] * dx * dm;
    }
    return xm / Math.sqrt(xx * mm);
  }
}
