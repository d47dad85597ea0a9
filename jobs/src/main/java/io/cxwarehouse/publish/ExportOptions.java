package io.cxwarehouse.publish;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is exported, and how.
 *
 * @param folder any path that Hadoop can write
 * @param tables names such as {@code gold.fct_ticket}; empty: all of gold
 * @param from first period, of tables that have periods
 * @param until last period
 * @param isSingleFile one file a table, not one a period
 * @param hasBom CSV begins with a byte order mark, which spreadsheets want
 */
public record ExportOptions(
    String folder,
    List<String> tables,
    Format format,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    boolean isSingleFile,
    boolean hasBom) {

  /** Of files. */
  public enum Format {
    CSV,
    PARQUET
  }

  /** All periods of some tables, a file each. */
  public static ExportOptions of(String folder, List<String> tables, Format format) {
    return new ExportOptions(
        folder, tables, format, Optional.empty(), Optional.empty(), false, false);
  }
}
