package io.cxwarehouse.delta;

import java.time.LocalDate;

/** The least and the greatest date that a file holds in a column. */
public record DateRange(LocalDate least, LocalDate greatest) {
  public boolean holds(LocalDate date) {
    return !date.isBefore(least) && !date.isAfter(greatest);
  }
}
