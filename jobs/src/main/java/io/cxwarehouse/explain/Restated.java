package io.cxwarehouse.explain;

/**
 * A published part of a value that changed afterwards.
 *
 * @param date the date or month of the part; null: more rows changed than were listed
 * @param part the column; * where the row is gone, null where there is no date
 * @param cause what moved in the run before it
 */
public record Restated(
    String run,
    String table,
    String date,
    String part,
    String oldValue,
    String newValue,
    String cause) {}
