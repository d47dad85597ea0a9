package io.cxwarehouse.engine;

import io.cxwarehouse.bronze.ErasedRows;
import io.cxwarehouse.bronze.IntakeResult;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/**
 * What a delivery brings, and what it makes go that came before. Either binds the other: a contact
 * that is left out makes earlier tickets go, and with them the comments that come now.
 *
 * @param suppressed hashes of keys that bind rows from now on
 */
record LeavingOut(IntakeResult result, BoundRows bound, Set<String> suppressed)
    implements AutoCloseable {

  /**
   * Reads what is new.
   *
   * @param erased persons whose rows are left out
   * @param afterDeath a run died since the last intake of one that came to an end: what the list
   *     says of records that bronze has is not trusted
   */
  static LeavingOut read(
      RunContext run,
      SparkSession session,
      Reading reading,
      Optional<ErasedRows> erased,
      boolean afterDeath) {
    Set<String> keys = new TreeSet<>();
    if (afterDeath) {
      erased.ifPresent(reading::distrust);
    }
    while (true) {
      IntakeResult result = reading.read(erased.map(all -> all.with(keys)));
      BoundRows bound = new BoundRows(run, session, result);
      keys.addAll(result.suppressed());
      Set<String> suppressed =
          reading.erased().map(all -> bound.find(all, keys, afterDeath)).orElse(Set.of());
      if (!keys.addAll(suppressed)) {
        return new LeavingOut(result, bound, suppressed);
      }
      result.close();
    }
  }

  @Override
  public void close() {
    result.close();
  }
}
