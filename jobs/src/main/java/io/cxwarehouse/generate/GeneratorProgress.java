package io.cxwarehouse.generate;

/** Told after each part of the customers is written; calls come one at a time. */
@FunctionalInterface
public interface GeneratorProgress {
  GeneratorProgress SILENT = (customersDone, customers, rows) -> {};

  void advanced(long customersDone, long customers, long rows);
}
