package io.cxwarehouse.generate;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was delivered of one entity; the numbers of the truth file.
 *
 * @param files files written, repeated ones included
 * @param repeatedFiles files whose bytes were delivered before under another name
 * @param bytes size on disk
 * @param rows rows in all files
 * @param repeatedFileRows rows that lie in repeated files
 * @param repeatedRows rows delivered a second time in another file
 * @param lateRows rows delivered later than their day's delivery (late files not counted)
 * @param records distinct good records: one however often and in however many versions delivered
 * @param rejected bad rows by reason, repeated files not counted
 */
public record EntityCounts(
    long files,
    long repeatedFiles,
    long bytes,
    long rows,
    long repeatedFileRows,
    long repeatedRows,
    long lateRows,
    long records,
    SortedMap<String, Long> rejected) {

  static final EntityCounts ZERO = new EntityCounts(0, 0, 0, 0, 0, 0, 0, 0, new TreeMap<>());

  EntityCounts plus(EntityCounts other) {
    SortedMap<String, Long> reasons = new TreeMap<>(rejected);
    other.rejected.forEach((reason, n) -> reasons.merge(reason, n, Long::sum));
    return new EntityCounts(
        files + other.files,
        repeatedFiles + other.repeatedFiles,
        bytes + other.bytes,
        rows + other.rows,
        repeatedFileRows + other.repeatedFileRows,
        repeatedRows + other.repeatedRows,
        lateRows + other.lateRows,
        records + other.records,
        reasons);
  }
}
