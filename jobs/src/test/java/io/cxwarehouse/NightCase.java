package io.cxwarehouse;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import io.cxwarehouse.config.SettingsLoader;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import io.cxwarehouse.engine.RunOptions;
import io.cxwarehouse.engine.RunReport;
import io.cxwarehouse.graph.Selection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;

/** Nights in a folder of the test's own: deliveries of its making, and warehouses by name. */
public abstract class NightCase extends SparkCase {
  @TempDir protected Path folder;

  /** An engine as in a new process, on the test's deliveries. */
  protected final Engine engine(String warehouse, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "landing.root=\"" + folder.resolve("landing") + "\"",
                "warehouse.root=\"" + folder.resolve(warehouse) + "\""));
    all.addAll(List.of(settings));
    return new Engine(
        spark(), SettingsLoader.load(Optional.of(Path.of("../conf/env/local.conf")), all));
  }

  /** Writes a file below the landing folder. */
  protected final void deliver(String path, List<String> lines) throws IOException {
    deliver(path, String.join("\n", lines) + "\n");
  }

  protected final void deliver(String path, String text) throws IOException {
    deliver(path, text.getBytes(StandardCharsets.UTF_8));
  }

  protected final void deliver(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve("landing").resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  protected static RunReport run(Engine engine, LocalDate day, List<String> only) {
    RunReport report = engine.run(new RunOptions(day, only, false), RunListener.NONE);
    assertThat(report.steps().stream().filter(step -> !step.isGood()).toList())
        .as("steps of %s that did not end well", day)
        .isEmpty();
    assertThat(report.exitCode()).as("exit code of %s", day).isEqualTo(ExitCode.OK);
    return report;
  }

  /** The rows of a table now. */
  protected final Dataset<Row> rows(Engine engine, TableId table) {
    return engine
        .warehouse()
        .tables()
        .read(spark(), table, engine.warehouse().tables().state(spark(), table).version());
  }

  /** The chosen tables hold the same rows in both; as-of tables those of one date. */
  protected final void assertSameTables(
      Engine one, Engine other, List<String> only, LocalDate asOf) {
    for (TableId id : Selection.of(only, one.warehouse().graph())) {
      TableSpec spec = one.warehouse().definitions().table(id).spec();
      Dataset<Row> before = rows(one, id);
      Dataset<Row> now = rows(other, id);
      if (spec.asOfColumn().isPresent()) {
        before = before.where(col(spec.asOfColumn().get()).equalTo(Date.valueOf(asOf)));
        now = now.where(col(spec.asOfColumn().get()).equalTo(Date.valueOf(asOf)));
      }
      assertThat(difference(spec, before, now)).as("rows of %s that differ", id).isEmpty();
    }
  }
}
