package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.Binding;
import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.bronze.Intake;
import io.cxwarehouse.bronze.IntakeResult;
import io.cxwarehouse.bronze.LeftOut;
import io.cxwarehouse.bronze.Shapes;
import io.cxwarehouse.raw.EntityShape;
import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.KnownFiles;
import io.cxwarehouse.raw.Landing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads deliveries. Where one has a version, which names no erased person, of a record that was
 * left out as a person's, it is read together with the files of which rows were left out: all
 * versions then say together whose the record is, and its history is there if it comes in.
 */
final class Reading {
  private final RunContext run;
  private final SparkSession session;
  private final Landing landing;
  private final List<KnownFile> heirs;
  private final String runId;
  private Optional<ErasedRows> erased = Optional.empty();
  private final Set<String> contested = new TreeSet<>();
  private final Set<String> contesting = new TreeSet<>();

  /**
   * Of a landing folder.
   *
   * @param heirs files of other folders that are to be seen, too
   */
  Reading(
      RunContext run, SparkSession session, Landing landing, List<KnownFile> heirs, String runId) {
    this.run = run;
    this.session = session;
    this.landing = landing;
    this.heirs = heirs;
    this.runId = runId;
  }

  /**
   * Reads what is new.
   *
   * @param persons whose rows are left out
   */
  IntakeResult read(Optional<ErasedRows> persons) {
    IntakeResult result = once(persons);
    boolean mayBeMore = true;
    while (mayBeMore && contested.addAll(result.contested())) {
      contesting.addAll(result.contesting());
      result.close();
      result = once(persons);
      // With an account its records are somebody else's, and what belongs to these.
      mayBeMore = persons.orElseThrow().belonging().tellAccounts(contesting);
    }
    return result;
  }

  /**
   * After a run that died. It may have written a key and not deleted the record, or taken a record
   * in and not lifted its key: whose those are that bronze has is told anew.
   */
  void distrust(ErasedRows persons) {
    if (contested.addAll(Binding.contested(persons, StoredBronze.of(run, session)))) {
      contesting.addAll(persons.mentioning());
    }
  }

  private IntakeResult once(Optional<ErasedRows> persons) {
    erased = persons.map(all -> all.without(contested));
    List<KnownFile> again =
        contesting.isEmpty()
            ? List.of()
            : leftOut(persons.orElseThrow().belonging().reached(contesting));
    List<KnownFile> seen = new ArrayList<>(heirs);
    seen.addAll(again);
    List<EntityShape> entities =
        Shapes.entities(Shapes.of(run.warehouse().settings().sources()).values());
    Optional<LeftOut.By> by = erased.map(all -> new LeftOut.By(all, StoredBronze.of(run, session)));
    KnownFiles known =
        again.isEmpty() ? run.intakeLog() : new UnreadFiles(run.intakeLog(), Set.copyOf(again));
    return Intake.read(session, with(seen), entities, known, runId, by);
  }

  private Landing with(List<KnownFile> files) {
    if (files.isEmpty()) {
      return landing;
    }
    Set<String> paths = files.stream().map(KnownFile::path).collect(Collectors.toSet());
    landing.files().forEach(file -> paths.remove(file.path()));
    Set<String> folders = files.stream().map(KnownFile::delivery).collect(Collectors.toSet());
    return landing.with(
        run.warehouse().landingOf(landing.asOf(), folders).files().stream()
            .filter(file -> paths.contains(file.path()))
            .toList());
  }

  /** Files of which rows were left out, or erased after they had come in. */
  private List<KnownFile> leftOut(Set<String> sources) {
    IntakeLog log = run.intakeLog();
    Set<String> holding = new HashSet<>();
    for (Row row : run.tables().rows(session, OpsTables.ERASURE)) {
      if ("found".equals(row.getAs("event"))) {
        holding.add(row.getAs("file"));
      }
    }
    log.needPaths(holding);
    log.needIncomplete();
    return log.files().stream()
        .filter(file -> file.suppressed() > 0 || holding.contains(file.path()))
        .map(IngestedFile::known)
        .filter(file -> file.status().isRead() && sources.contains(file.source()))
        .toList();
  }

  /** Whose rows were left out. */
  Optional<ErasedRows> erased() {
    return erased;
  }

  /** Of hashes of keys that bind rows those that the list does not have yet. */
  Set<String> fresh(Set<String> suppressed) {
    Set<String> fresh = new TreeSet<>(suppressed);
    fresh.removeAll(contested);
    return fresh;
  }

  /**
   * Hashes of keys of records that are somebody else's by now.
   *
   * @param suppressed of those that are not
   */
  Set<String> lifted(Set<String> suppressed) {
    Set<String> lifted = new TreeSet<>(contested);
    lifted.removeAll(suppressed);
    return lifted;
  }
}
