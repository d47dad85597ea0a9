package io.cxwarehouse.functions.clv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Customers counted by their purchase history. Cells are held in one order (frequency first), so
 * that sums over them are the same whatever order the rows came in, and what depends on the
 * frequency alone is computed once per frequency.
 */
public final class PurchaseHistogram {
  private static final double DAYS_PER_WEEK = 7.0;

  /** How many customers have this history: repeat purchase days, and two spans in days. */
  public record Cell(int frequency, int recencyDays, int ageDays, long customers) {
    public Cell of(long n) {
      return new Cell(frequency, recencyDays, ageDays, n);
    }
  }

  private final int[] frequency;
  private final double[] recency;
  private final double[] age;
  private final long[] customers;

  public PurchaseHistogram(List<Cell> cells) {
    List<Cell> sorted =
        cells.stream()
            .sorted(
                Comparator.comparingInt(Cell::frequency)
                    .thenComparingInt(Cell::recencyDays)
                    .thenComparingInt(Cell::ageDays))
            .toList();
    frequency = sorted.stream().mapToInt(Cell::frequency).toArray();
    recency = sorted.stream().mapToDouble(cell -> cell.recencyDays() / DAYS_PER_WEEK).toArray();
    age = sorted.stream().mapToDouble(cell -> cell.ageDays() / DAYS_PER_WEEK).toArray();
    customers = sorted.stream().mapToLong(Cell::customers).toArray();
  }

  /**
   * The same customers with their spans rounded to weeks: a small part of the cells, and a fit
   * close to that of all.
   */
  public PurchaseHistogram coarse() {
    Map<Cell, Long> counts = new HashMap<>();
    for (int cell = 0; cell < size(); cell++) {
      Cell rounded = new Cell(frequency[cell], rounded(recency[cell]), rounded(age[cell]), 0);
      counts.merge(rounded, customers[cell], Long::sum);
    }
    List<Cell> cells = new ArrayList<>();
    counts.forEach((cell, n) -> cells.add(cell.of(n)));
    return new PurchaseHistogram(cells);
  }

  private static int rounded(double weeks) {
    return (int) (Math.round(weeks) * DAYS_PER_WEEK);
  }

  public int size() {
    return frequency.length;
  }

  int frequency(int cell) {
    return frequency[cell];
  }

  double recency(int cell) {
    return recency[cell];
  }

  double age(int cell) {
    return age[cell];
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

  public long repeaters() {
    long sum = 0;
    for (int cell = 0; cell < size(); cell++) {
      sum += frequency[cell] > 0 ? customers[cell] : 0;
    }
    return sum;
  }

  /** Repeat purchases per week of observation: the scale on which a fit starts. */
  double rate() {
    double purchases = 0;
    double weeks = 0;
    for (int cell = 0; cell < size(); cell++) {
      purchases += (double) frequency[cell] * customers[cell];
      weeks += age[cell] * customers[cell];
    }
    return weeks > 0 && purchases > 0 ? purchases / weeks : 1;
  }
}
