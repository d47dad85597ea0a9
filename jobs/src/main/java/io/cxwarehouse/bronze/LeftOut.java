package io.cxwarehouse.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.cxwarehouse.raw.EntityShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is left out of a delivery, since it is about erased persons.
 *
 * @param erased with the keys of records that were left out: what belongs to them goes as well
 * @param rows how many, by number of the file
 * @param suppressed hashes of those keys
 * @param contested hashes of keys of records that were left out before, of which a version comes
 *     now that names no erased person
 * @param contesting entities of those versions
 */
public record LeftOut(
    Optional<ErasedRows> erased,
    Map<Integer, Long> rows,
    Set<String> suppressed,
    Set<String> contested,
    Set<String> contesting) {
  /** Persons whose rows are left out, and what bronze has, which tells whose a record is. */
  public record By(ErasedRows persons, StoredRows stored) {}

  /**
   * Counts the rows about erased persons by file. What belongs to such a record, as a comment to
   * its ticket, goes as well, in this delivery and in later ones.
   *
   * @param good the rows that can be read
   * @param order the entities as the rows' {@code entity} counts them
   * @param fileIds files whose rows there are replaced by this delivery, by entity
   */
  static LeftOut of(
      Optional<By> erased,
      Dataset<Row> good,
      List<EntityShape> order,
      String runId,
      Map<String, List<String>> fileIds) {
    if (erased.isEmpty()) {
      return new LeftOut(Optional.empty(), Map.of(), Set.of(), Set.of(), Set.of());
    }
    ErasedRows known = erased.get().persons();
    StoredRows stored = erased.get().stored();
    Set<String> suppressed = new TreeSet<>();
    Set<String> contested = new TreeSet<>();
    Set<String> contesting = new TreeSet<>();
    while (true) {
      DeliveredRows delivered = new DeliveredRows(order, Optional.of(known), runId);
      Map<Integer, Long> rows = new HashMap<>();
      Set<Integer> binding = new TreeSet<>();
      for (Row row : delivered.gone(good)) {
        rows.merge(row.getInt(0), 1L, Long::sum);
        if (row.get(3) != null) {
          contested.addAll(row.getList(3));
          contesting.add(name(order.get(row.getInt(1))));
        }
        if (!known.keys().hashes().containsAll(row.<String>getList(2))) {
          binding.add(row.getInt(1));
        }
      }
      Set<String> more = new TreeSet<>();
      for (int entity : binding) {
        EntityShape shape = order.get(entity);
        String name = name(shape);
        Object[] replaced = fileIds.getOrDefault(name, List.of()).toArray();
        more.addAll(bound(known, delivered.marked(shape, good), name, stored, replaced));
      }
      more.removeAll(known.keys().hashes());
      if (more.isEmpty()) {
        contested.removeAll(suppressed);
        return new LeftOut(Optional.of(known), rows, suppressed, contested, contesting);
      }
      suppressed.addAll(more);
      known = known.with(more);
    }
  }

  private static String name(EntityShape shape) {
    return shape.source() + "." + shape.name();
  }

  /** Versions that bronze has already may be later ones; of these none is an erased person's. */
  private static Set<String> bound(
      ErasedRows persons,
      Dataset<Row> delivered,
      String entity,
      StoredRows stored,
      Object[] replaced) {
    Dataset<Row> versions =
        stored
            .rows(entity)
            .map(rows -> rows.where(not(col("_file_id").isin(replaced))))
            .map(rows -> rows.withColumn(Binding.KEYS, lit(null).cast("array<string>")))
            .map(rows -> delivered.unionByName(rows, true))
            .orElse(delivered);
    return Binding.of(persons, entity, versions, stored.versions(entity));
  }
}
