package io.cxwarehouse.bronze;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.not;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * By which keys other rows belong to records of erased persons. Whose a record is, its latest
 * version says, as in silver: an earlier one that names a person goes, but what belongs to the
 * record is then somebody else's.
 */
public final class Binding {
  /** The keys, hashed, by which others belong to a row that goes; null: the row stays. */
  public static final String KEYS = "_binding";

  private static final String RECORD = "_bound_key";

  private Binding() {}

  /**
   * Hashes of keys on the list whose records bronze has as somebody else's: they bind nothing.
   *
   * @param stored what bronze has
   */
  public static Set<String> contested(ErasedRows persons, StoredRows stored) {
    Set<String> contested = new TreeSet<>();
    for (String entity : persons.belonging().binding()) {
      stored
          .rows(entity)
          .map(all -> all.select(persons.contested(entity, List.of(all.columns())).as(KEYS)))
          .ifPresent(
              all ->
                  all.select(explode(col(KEYS))).distinct().collectAsList().stream()
                      .map(row -> row.getString(0))
                      .forEach(contested::add));
    }
    return contested;
  }

  /**
   * The keys of records whose latest version goes; of an account, the latest that tells whose it
   * is.
   *
   * @param all rows of an entity as bronze has them, with {@link #KEYS}
   */
  public static Set<String> of(ErasedRows persons, String entity, Dataset<Row> all, Latest order) {
    Dataset<Row> versions = all.where(not(persons.isSilent(entity, List.of(all.columns()))));
    Dataset<Row> records =
        versions.where(col(KEYS).isNotNull()).select(col("_key").as(RECORD)).distinct();
    Dataset<Row> theirs =
        versions.join(broadcast(records), col("_key").equalTo(col(RECORD)), "left_semi");
    Set<String> keys = new TreeSet<>();
    order
        .latest(theirs)
        .where(col(KEYS).isNotNull())
        .select(explode(col(KEYS)))
        .distinct()
        .collectAsList()
        .forEach(row -> keys.add(row.getString(0)));
    return keys;
  }
}
