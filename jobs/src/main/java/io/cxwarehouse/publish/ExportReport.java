package io.cxwarehouse.publish;

import io.cxwarehouse.engine.Publication;
import java.util.List;

/**
 * What was exported; {@code manifest.json} says the same.
 *
 * @param files by table and period
 */
public record ExportReport(Publication publication, String folder, List<File> files) {
  /**
   * One file.
   *
   * @param path below the folder
   * @param period month or date of its rows; {@code all} where it holds the whole table
   */
  public record File(
      String table, String period, String path, long rows, long bytes, String sha256) {}
}
