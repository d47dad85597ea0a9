package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;

import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.Settings;
import io.cxwarehouse.delta.CommitLog;
import io.cxwarehouse.delta.Purge;
import io.cxwarehouse.functions.ErasedKeys;
import io.cxwarehouse.functions.LockedSecret;
import io.cxwarehouse.functions.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * The list of erased persons, {@code ops.suppression}. Its hashes are made with a secret of its
 * own, which lies beside them, encrypted with the key of pseudonyms: after a rotation it is
 * encrypted anew, and the old key is needed for that one time.
 */
public final class Suppression {
  private static final String SECRET = "secret";
  private static final String RECORD = "record";

  private final List<Row> rows;
  private final String locked;
  private final boolean isRelocked;

  private Suppression(List<Row> rows, String locked, boolean isRelocked) {
    this.rows = rows;
    this.locked = locked;
    this.isRelocked = isRelocked;
  }

  /**
   * The run that wrote the list last; 0: none. A warehouse that is built anew and keeps the list
   * counts on from there: Delta skips writes that have lower numbers than those before.
   */
  static long lastRun(Warehouse warehouse) {
    SparkSession session = warehouse.spark();
    long version = warehouse.tables().state(session, OpsTables.SUPPRESSION).version();
    return new CommitLog(warehouse.tables(), session.sessionState().newHadoopConf())
        .find(OpsTables.SUPPRESSION, version)
        .flatMap(CommitLog.Written::runNumber)
        .orElse(0L);
  }

  /** As it stands; a list that another key locks, which is not known here, fails. */
  public static Suppression load(Warehouse warehouse) {
    List<Row> rows = warehouse.tables().rows(warehouse.spark(), OpsTables.SUPPRESSION);
    Optional<Row> secret =
        rows.stream().filter(row -> SECRET.equals(row.getAs("kind"))).findFirst();
    if (secret.isEmpty()) {
      return new Suppression(rows, null, false);
    }
    String locked = secret.get().getAs("key_hash");
    String keyId = secret.get().getAs("key_id");
    if (keyId.equals(Pseudonym.keyId())) {
      return new Suppression(rows, locked, false);
    }
    Settings.Privacy privacy = warehouse.settings().privacy();
    byte[] old =
        privacy
            .oldKey()
            .map(key -> key.getBytes(StandardCharsets.UTF_8))
            .filter(key -> Pseudonym.keyId(key).equals(keyId))
            .orElseThrow(() -> rotated(privacy.keyEnv(), keyId));
    return new Suppression(rows, LockedSecret.lock(LockedSecret.openWith(locked, old)), true);
  }

  private static CxwException rotated(String keyEnv, String keyId) {
    return new CxwException(
        ExitCode.USAGE,
        "The list of erased persons cannot be read with this key.",
        "the key of pseudonyms has changed (the list's is "
            + keyId
            + "), and with another key"
            + " erased persons would come back",
        "Set " + keyEnv + "_OLD to the key before for one run; or set " + keyEnv + " back to it.");
  }

  /** Who is left out of deliveries; empty: nobody. */
  Optional<ErasedRows> rows(Settings settings) {
    return keys().filter(keys -> !keys.isEmpty()).map(k -> ErasedRows.of(settings, k));
  }

  public Optional<ErasedKeys> keys() {
    return Optional.ofNullable(locked).map(secret -> new ErasedKeys(secret, hashes()));
  }

  private List<String> hashes() {
    return rows.stream()
        .filter(row -> !SECRET.equals(row.getAs("kind")))
        .map(row -> row.<String>getAs("key_hash"))
        .toList();
  }

  /** Writes the list's secret under the new key, and leaves nothing under the old one. */
  void relocked(RunContext run, String runId) {
    if (!isRelocked) {
      return;
    }
    SparkSession session = run.newSession();
    List<Row> now = new ArrayList<>();
    rows.stream().filter(row -> !SECRET.equals(row.getAs("kind"))).forEach(now::add);
    now.add(secret(locked, runId));
    TableSpec spec = run.ops().spec(OpsTables.SUPPRESSION);
    run.writer().overwrite(session, spec, now);
    new Purge(run.tables(), run.writer()).purge(session, OpsTables.SUPPRESSION);
  }

  /** Keys of rows that were left out: what belongs to them is left out later, too. */
  static void add(RunContext run, SparkSession session, Collection<String> hashes, String runId) {
    Map<String, String> records = new TreeMap<>();
    hashes.forEach(hash -> records.put(hash, RECORD));
    append(run, session, records, List.of(), runId);
  }

  /** Takes keys of records from the list, which are somebody else's by now. */
  static void lift(RunContext run, SparkSession session, Collection<String> hashes) {
    if (!hashes.isEmpty()) {
      run.writer()
          .delete(
              session,
              OpsTables.SUPPRESSION,
              col("kind").equalTo(RECORD).and(col("key_hash").isin(hashes.toArray())));
    }
  }

  /**
   * Adds to the list.
   *
   * @param hashes with their kinds
   * @param lock makes the list where there is none yet: the keys' secret
   */
  void add(RunContext run, Map<String, String> hashes, String lock, String runId) {
    Map<String, String> fresh = new TreeMap<>(hashes);
    fresh.keySet().removeAll(hashes());
    List<Row> first = locked == null ? List.of(secret(lock, runId)) : List.of();
    append(run, run.newSession(), fresh, first, runId);
  }

  private static void append(
      RunContext run,
      SparkSession session,
      Map<String, String> hashes,
      List<Row> first,
      String runId) {
    List<Row> rows = new ArrayList<>(first);
    hashes.forEach((hash, kind) -> rows.add(RowFactory.create(hash, kind, runId, null)));
    if (!rows.isEmpty()) {
      TableSpec spec = run.ops().spec(OpsTables.SUPPRESSION);
      run.writer().append(session, spec, rows);
    }
  }

  private static Row secret(String locked, String runId) {
    return RowFactory.create(locked, SECRET, runId, Pseudonym.keyId());
  }
}
