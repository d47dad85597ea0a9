package io.cxwarehouse.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.TableSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Older versions are removed by whoever holds the warehouse, and by nobody else. */
class PurgeTest extends SparkCase {
  private static final TableSpec SPEC =
      TableSpec.parse(
          "CREATE TABLE silver.thing (id STRING COMMENT 'i') USING delta COMMENT 'c'"
              + " TBLPROPERTIES ('cxw.key' = 'id')",
          "test");

  @TempDir Path folder;
  private boolean isLost;

  @Test
  void aRunThatLostItsLockRemovesNothing() throws IOException {
    Tables tables = new Tables(folder.toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, this::guard));
    for (String id : List.of("first", "second")) {
      writer.overwrite(spark(), SPEC, List.of(RowFactory.create(id)));
    }
    Purge purge = new Purge(tables, writer);
    purge.seal(spark(), SPEC.id());
    // What a new holder has written and not yet committed.
    Files.writeString(folder.resolve("silver/thing/of_the_new_holder.parquet"), "rows");
    SortedSet<String> before = files();

    isLost = true;
    assertThatThrownBy(() -> purge.purge(spark(), SPEC.id())).hasMessage("lost");
    assertThatThrownBy(() -> writer.drop(spark(), SPEC.id())).hasMessage("lost");
    assertThat(files()).isEqualTo(before);

    isLost = false;
    purge.purge(spark(), SPEC.id());
    assertThat(files()).hasSizeLessThan(before.size());
    assertThat(tables.read(spark(), SPEC.id(), tables.state(spark(), SPEC.id()).version()).first())
        .hasToString("[second]");
  }

  private void guard() {
    if (isLost) {
      throw new IllegalStateException("lost");
    }
  }

  private SortedSet<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().endsWith(".crc"))
          .map(file -> folder.relativize(file).toString())
          .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }
  }
}
