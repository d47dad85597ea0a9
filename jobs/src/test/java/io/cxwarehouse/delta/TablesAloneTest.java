package io.cxwarehouse.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.DyingLogStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesAloneTest extends SparkCase {
  private static final TableId TABLE = TableId.of("silver.some");

  @Test
  void whoWritesAloneAsksTheStorageOnceAndSeesItsOwnCommits(@TempDir Path folder) {
    Tables tables = new Tables(folder.toString());
    append(tables);
    try (Tables.Alone alone = tables.alone()) {
      assertThat(tables.state(spark(), TABLE).version()).isZero();
      int before = DyingLogStore.listings();
      assertThat(tables.count(spark(), TABLE)).isEqualTo(3);
      assertThat(tables.size(spark(), TABLE).rows()).hasValue(3);
      assertThat(tables.state(spark(), TABLE).version()).isZero();
      assertThat(DyingLogStore.listings()).isEqualTo(before);

      append(tables);
      assertThat(tables.state(spark(), TABLE).version()).isEqualTo(1);
      assertThat(tables.count(spark(), TABLE)).isEqualTo(6);
    }
    int before = DyingLogStore.listings();
    assertThat(tables.state(spark(), TABLE).version()).isEqualTo(1);
    assertThat(DyingLogStore.listings()).as("others may have written").isGreaterThan(before);
  }

  private void append(Tables tables) {
    spark().range(3).write().format("delta").mode("append").save(tables.path(TABLE));
  }
}
