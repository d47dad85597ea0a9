package io.cxwarehouse.generate;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was written.
 *
 * @param rows data rows (or JSON records) in all files, repeated files included
 * @param entities counts by {@code source/entity}
 */
public record GeneratorSummary(
    long files, long bytes, long rows, SortedMap<String, EntityCounts> entities) {

  static GeneratorSummary of(Map<String, EntityCounts> entities) {
    long files = 0;
    long bytes = 0;
    long rows = 0;
    for (EntityCounts counts : entities.values()) {
      files += counts.files();
      bytes += counts.bytes();
      rows += counts.rows();
    }
    return new GeneratorSummary(files, bytes, rows, new TreeMap<>(entities));
  }
}
