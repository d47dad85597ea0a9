package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.IntakeResult;
import io.cxwarehouse.catalog.TableId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Files of before, of which rows left bronze or were blanked: as the log is to have them now. */
final class TouchedFiles {
  private final RunContext run;
  private final long runNumber;
  private final String runId;
  private final Set<String> delivered = new HashSet<>();
  private final Map<String, IngestedFile> files = new TreeMap<>();

  TouchedFiles(RunContext run, IntakeResult result, long runNumber, String runId) {
    this.run = run;
    this.runNumber = runNumber;
    this.runId = runId;
    result.files().forEach(outcome -> delivered.add(outcome.file().path()));
  }

  List<IngestedFile> all() {
    return List.copyOf(files.values());
  }

  /**
   * Adds files of a table.
   *
   * @param gone how many of their rows are, by id of the file
   * @param version of the table since then
   */
  void add(TableId table, Map<String, Long> gone, long version) {
    Map<String, Long> rows = new HashMap<>(gone);
    run.intakeLog().needCopies(gone.keySet());
    run.intakeLog().standing(table).stream()
        .filter(file -> rows.containsKey(file.fileId()))
        .filter(file -> !delivered.contains(file.path()))
        .sorted(Comparator.comparing(IngestedFile::isDuplicate))
        .forEach(
            file -> {
              Long lost = rows.remove(file.fileId()); // copies say the same
              if (lost != null) {
                IngestedFile last = files.getOrDefault(file.path(), file);
                files.put(file.path(), last.without(lost, version, runNumber, runId));
              }
            });
  }

  /** Adds files of which a run that died deleted rows before it could write that down. */
  void addLost(StoredBronze stored, Collection<String> entities) {
    for (String entity : entities) {
      TableId table = TableId.bronze(entity);
      long version = stored.version(table);
      if (version >= 0 && version != run.intakeLog().lastVersion(table)) {
        addLost(table, stored.table(table).orElseThrow(), version);
      }
    }
  }

  private void addLost(TableId table, Dataset<Row> bronze, long version) {
    Map<String, Long> left = new HashMap<>();
    for (Row row : bronze.groupBy("_file_id").count().collectAsList()) {
      left.put(row.getString(0), row.getLong(1));
    }
    Map<String, Long> gone = new HashMap<>();
    for (IngestedFile file : run.intakeLog().allStanding(table)) {
      long lost = file.rows() - left.getOrDefault(file.fileId(), 0L);
      if (lost > 0 && file.fileId() != null && !files.containsKey(file.path())) {
        gone.put(file.fileId(), lost);
      }
    }
    add(table, gone, version);
  }
}
