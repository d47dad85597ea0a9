package io.cxwarehouse.functions.clv;

import java.util.Comparator;
import java.util.List;

/** Contract customers counted by how many periods they stayed, and whether they have left. */
public final class TenureHistogram {
  /**
   * Customers who left at the end of period {@code periods}, or who were still there after so many.
   */
  public record Cell(int periods, boolean hasLeft, long customers) {}

  private final List<Cell> cells;

  public TenureHistogram(List<Cell> cells) {
    this.cells =
        cells.stream()
            .sorted(Comparator.comparingInt(Cell::periods).thenComparing(Cell::hasLeft))
            .toList();
  }

  List<Cell> cells() {
    return cells;
  }

  public long customers() {
    return cells.stream().mapToLong(Cell::customers).sum();
  }

  /** Periods at whose end a customer could have left, over all customers. */
  public double exposure() {
    return cells.stream().mapToDouble(cell -> (double) cell.periods() * cell.customers()).sum();
  }

  /** Customers who left: without them there is nothing to estimate. */
  public long left() {
    return cells.stream().filter(Cell::hasLeft).mapToLong(Cell::customers).sum();
  }
}
