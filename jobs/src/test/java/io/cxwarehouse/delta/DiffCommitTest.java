package io.cxwarehouse.delta;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.TableSpec;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random tables, random changes: the table becomes what it should be, and the feed says how. */
class DiffCommitTest extends SparkCase {
  private static final TableSpec SPEC =
      TableSpec.parse(
          "CREATE TABLE silver.thing (a STRING COMMENT 'a', b INT COMMENT 'b', month DATE COMMENT"
              + " 'm', value DOUBLE COMMENT 'v') USING delta PARTITIONED BY (month) COMMENT 'c'"
              + " TBLPROPERTIES ('cxw.key' = 'a, b')",
          "test");

  @TempDir Path folder;

  /** A row's key: either part may be null. */
  private record Key(String a, Integer b) {}

  private record Value(LocalDate month, Double value) {}

  @Test
  void theTableBecomesWhatItShouldBe() {
    Random random = new Random(7);
    Tables tables = new Tables(folder.resolve("a warehouse, 100 %").toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, () -> {}));
    Map<Key, Value> state = randomState(random, 300);
    writer.overwrite(spark(), SPEC, Diff.ofNew(SPEC, rows(state)), true);
    for (int round = 0; round < 4; round++) {
      Map<Key, Value> next = changed(state, random, round);
      Dataset<Row> before = Diff.located(current(tables));
      Dataset<Row> lazy = Diff.between(SPEC, before, rows(next));
      List<Row> found = lazy.collectAsList();
      assertThat(DiffStats.of(SPEC, found, Optional.empty()))
          .isEqualTo(DiffStats.of(SPEC, lazy, Optional.empty()));
      Dataset<Row> diff =
          round % 2 == 0 ? spark().createDataFrame(found, lazy.schema()) : lazy.persist();
      long version = writer.apply(spark(), SPEC, diff);
      assertThat(asSet(current(tables))).isEqualTo(asSet(rows(next)));
      assertFeed(tables.changes(spark(), SPEC.id(), version - 1, version), state, next);
      FreshChanges fresh = new FreshChanges();
      fresh.keep(SPEC, version - 1, version, found);
      assertFeed(fresh.find(spark(), SPEC.id(), version - 1, version).orElseThrow(), state, next);
      assertThat(fresh.find(spark(), SPEC.id(), version - 2, version)).isEmpty();
      state = next;
    }
  }

  @Test
  void keysThatSwapATextAndAnUnknownOneAreNotTakenForEachOther() {
    TableSpec spec =
        TableSpec.parse(
            "CREATE TABLE gold.cell (country STRING COMMENT 'c', region STRING COMMENT 'r', n INT"
                + " COMMENT 'n') USING delta COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'country,"
                + " region')",
            "test");
    Dataset<Row> rows =
        spark().sql("SELECT * FROM VALUES ('DE', NULL, 1), (NULL, 'DE', 2) t (country, region, n)");
    Dataset<Row> now = rows.withColumn("n", col("n").plus(col("region").isNotNull().cast("int")));
    Dataset<Row> before = rows.withColumn(Diff.FILE, lit("file"));
    assertThat(Diff.between(spec, before, rows).collectAsList()).isEmpty();
    assertThat(Diff.between(spec, before, now).select("region", "n", Diff.CHANGE).collectAsList())
        .containsExactly(RowFactory.create("DE", 3, "U"));
  }

  @Test
  void aRepeatedKeyIsCounted() {
    Dataset<Row> twice =
        Diff.ofNew(SPEC, rows(Map.of(new Key(null, 1), new Value(null, 1.0))))
            .union(Diff.ofNew(SPEC, rows(Map.of(new Key(null, 1), new Value(null, 2.0)))));
    assertRepeats(twice, 1);
  }

  @Test
  void aRepeatedKeyIsCountedThoughTheTableHoldsOneOfItsRows() {
    Map<Key, Value> stored =
        Map.of(new Key(null, 1), new Value(null, 1.0), new Key("b", 2), new Value(null, 2.0));
    Dataset<Row> before = rows(stored).withColumn(Diff.FILE, lit("f"));
    Dataset<Row> other = rows(Map.of(new Key(null, 1), new Value(null, 9.0)));
    Dataset<Row> equal = rows(Map.of(new Key("b", 2), new Value(null, 2.0)));
    assertRepeats(Diff.between(SPEC, before, rows(stored)), 0);
    assertRepeats(Diff.between(SPEC, before, rows(stored).union(other)), 1);
    assertRepeats(Diff.between(SPEC, before, rows(stored).union(equal)), 1);
    assertRepeats(Diff.between(SPEC, before, other.union(other).union(equal).union(equal)), 2);
  }

  private static void assertRepeats(Dataset<Row> diff, int keys) {
    assertThat(DiffStats.of(SPEC, diff, Optional.empty()).repeatedKeys()).isEqualTo(keys);
    assertThat(DiffStats.of(SPEC, diff.collectAsList(), Optional.empty()).repeatedKeys())
        .isEqualTo(keys);
  }

  @Test
  void rowsOfADateThatTheTableHadReachedAreLate() {
    TableSpec events =
        TableSpec.parse(
            "CREATE TABLE silver.event (id STRING COMMENT 'i', _recheck_on DATE COMMENT 'd') USING"
                + " delta COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'id')",
            "test");
    List<Row> rows = new ArrayList<>();
    for (String date : List.of("2028-02-28", "2028-02-29", "2028-03-01")) {
      rows.add(RowFactory.create(date, Date.valueOf(date)));
    }
    rows.add(RowFactory.create("undated", null));
    Dataset<Row> diff = Diff.ofNew(events, spark().createDataFrame(rows, events.schema()));
    LocalDate stoodAt = LocalDate.of(2028, 2, 29);
    assertThat(DiffStats.of(events, diff, Optional.of(stoodAt)).late()).isEqualTo(2);
    assertThat(DiffStats.of(events, diff.collectAsList(), Optional.of(stoodAt)).late())
        .isEqualTo(2);
    assertThat(DiffStats.of(events, diff, Optional.empty()).late()).isZero();
    assertThat(DiffStats.of(events, diff.collectAsList(), Optional.empty()).late()).isZero();
  }

  @Test
  void aRunThatWasOvertakenCommitsNothing() {
    Tables tables = new Tables(folder.toString());
    TableWriter old = new TableWriter(tables, new Commit(tables, "old", 1, () -> {}));
    TableWriter newer = new TableWriter(tables, new Commit(tables, "newer", 2, () -> {}));
    Map<Key, Value> state = randomState(new Random(1), 10);
    old.overwrite(spark(), SPEC, Diff.ofNew(SPEC, rows(state)), true);
    Dataset<Row> first = Diff.ofNew(SPEC, rows(Map.of(new Key("n", 1), new Value(null, 1.0))));
    Dataset<Row> second = Diff.ofNew(SPEC, rows(Map.of(new Key("o", 1), new Value(null, 1.0))));
    newer.apply(spark(), SPEC, first);
    assertThatThrownBy(() -> old.apply(spark(), SPEC, second))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("silver.thing");
    assertThat(current(tables).count()).isEqualTo(11);
  }

  private void assertFeed(Dataset<Row> changes, Map<Key, Value> before, Map<Key, Value> after) {
    Set<List<Object>> expected = new HashSet<>();
    before.forEach(
        (key, value) -> {
          if (!after.containsKey(key)) {
            expected.add(entry("delete", key, value));
          } else if (!after.get(key).equals(value)) {
            expected.add(entry("update_preimage", key, value));
            expected.add(entry("update_postimage", key, after.get(key)));
          }
        });
    after.forEach(
        (key, value) -> {
          if (!before.containsKey(key)) {
            expected.add(entry("insert", key, value));
          }
        });
    Set<List<Object>> found = new HashSet<>();
    changes
        .select("_change_type", "a", "b", "month", "value")
        .collectAsList()
        .forEach(row -> found.add(list(row)));
    assertThat(found).isEqualTo(expected);
  }

  private static List<Object> entry(String type, Key key, Value value) {
    List<Object> entry = new ArrayList<>();
    entry.add(type);
    entry.add(key.a());
    entry.add(key.b());
    entry.add(value.month() == null ? null : Date.valueOf(value.month()));
    entry.add(value.value());
    return entry;
  }

  private Dataset<Row> current(Tables tables) {
    return tables.read(spark(), SPEC.id(), tables.state(spark(), SPEC.id()).version());
  }

  private static Set<List<Object>> asSet(Dataset<Row> rows) {
    Set<List<Object>> set = new HashSet<>();
    rows.select("a", "b", "month", "value").collectAsList().forEach(row -> set.add(list(row)));
    assertThat((long) set.size()).as("no row twice").isEqualTo(rows.count());
    return set;
  }

  private static List<Object> list(Row row) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      list.add(row.get(i));
    }
    return list;
  }

  private static Map<Key, Value> randomState(Random random, int size) {
    Map<Key, Value> state = new HashMap<>();
    while (state.size() < size) {
      state.put(randomKey(random), randomValue(random));
    }
    return state;
  }

  /** Inserts only in the first round; then updates (some into another month) and deletes too. */
  private static Map<Key, Value> changed(Map<Key, Value> state, Random random, int round) {
    Map<Key, Value> next = new HashMap<>(state);
    if (round > 0) {
      for (Key key : List.copyOf(state.keySet())) {
        int what = random.nextInt(20);
        if (what == 0) {
          next.remove(key);
        } else if (what < 3) {
          next.put(key, randomValue(random));
        }
      }
    }
    for (int i = 0; i < 20; i++) {
      Key key = new Key("new" + random.nextInt(1000), random.nextInt(50));
      if (!state.containsKey(key)) {
        next.put(key, randomValue(random));
      }
    }
    return next;
  }

  private static Key randomKey(Random random) {
    return new Key(
        random.nextInt(8) == 0 ? null : "k" + random.nextInt(60),
        random.nextInt(8) == 0 ? null : random.nextInt(20));
  }

  private static Value randomValue(Random random) {
    return new Value(
        random.nextInt(5) == 0 ? null : LocalDate.of(2026, 1 + random.nextInt(4), 1),
        random.nextInt(6) == 0 ? null : (double) random.nextInt(100));
  }

  private Dataset<Row> rows(Map<Key, Value> state) {
    List<Row> rows = new ArrayList<>();
    state.forEach(
        (key, value) ->
            rows.add(
                RowFactory.create(
                    key.a(),
                    key.b(),
                    Objects.isNull(value.month()) ? null : Date.valueOf(value.month()),
                    value.value())));
    return spark().createDataFrame(rows, SPEC.schema());
  }
}
