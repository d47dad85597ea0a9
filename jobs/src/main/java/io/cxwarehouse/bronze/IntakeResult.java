package io.cxwarehouse.bronze;

import io.cxwarehouse.raw.FileOutcome;
import io.cxwarehouse.raw.Finding;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What an intake found, ready to be written: rejected rows, then tables, then files. The parsed
 * rows are held until it is closed.
 *
 * @param rejected see {@link BronzeSchema#REJECTED}; replaces those recorded for the paths in
 *     {@code files}
 * @param good rows that came in, erased persons' among them: entity ({@code source.name}), _file,
 *     _key, _cursor, fields, _row_hash
 * @param files replaces what is recorded for their paths
 * @param suppressed hashes of keys by which later rows belong to rows that were left out
 * @param contested hashes of such keys of before, of whose records a version came that names no
 *     erased person
 * @param contesting entities of those versions
 */
public record IntakeResult(
    List<EntityRows> tables,
    Dataset<Row> rejected,
    Dataset<Row> good,
    List<FileOutcome> files,
    List<Finding> findings,
    Set<String> suppressed,
    Set<String> contested,
    Set<String> contesting,
    Runnable release)
    implements AutoCloseable {

  /** Whether the run that took these files in must say that something was refused. */
  public boolean hasFailures() {
    return files.stream().anyMatch(FileOutcome::isFailure);
  }

  @Override
  public void close() {
    release.run();
  }
}
