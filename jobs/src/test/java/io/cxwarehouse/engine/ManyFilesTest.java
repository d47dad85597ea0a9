package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.TableId;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** A warehouse that knows more files than a run holds goes on as one that knows few. */
class ManyFilesTest extends NightCase {
  private static final List<String> ONLY = List.of("silver.fx_rate");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final String HEAD = "date,currency,rate\n";
  private static final String FOLDER = "billing/fx_rates/";

  @Test
  void nightsOfManyKnownFilesAreThoseOfFew() throws Exception {
    deliver(FOLDER + "2026-02-27/a.csv", HEAD + "2026-02-27,USD,0.90\n");
    deliver(FOLDER + "2026-02-28/same.csv", HEAD + "2026-02-27,USD,0.90\n");
    deliver(FOLDER + "2026-03-01/b.csv", HEAD + "2026-03-01,USD,0.91\n");
    deliver(FOLDER + "2026-03-01/none.csv", HEAD);
    for (String warehouse : List.of("few", "many")) {
      run(engine(warehouse), DAY.minusDays(1), ONLY);
    }
    know(engine("many"), 60_000);
    assertThat(engine("many").warehouse().state().intakeLog().isWhole()).isFalse();

    // A new file, a late one, one with known bytes, one without rows as an earlier one.
    deliver(FOLDER + "2026-03-02/c.csv", HEAD + "2026-03-02,USD,0.92\n");
    deliver(FOLDER + "2026-02-27/late.csv", HEAD + "2026-02-26,USD,0.89\n");
    deliver(FOLDER + "2026-03-02/again.csv", HEAD + "2026-03-01,USD,0.91\n");
    deliver(FOLDER + "2026-03-02/none.csv", HEAD);
    assertAlike(DAY);
    Warehouse many = engine("many").warehouse();
    assertThat(many.state().intakeLog().held()).as("all stay where they are").isEmpty();
    assertThat(many.landing(DAY, many.state().folders()).files()).isEmpty();

    // Other bytes under the path whose content another folder's file repeats; bytes of an
    // earlier date than those that stand for them; a file that went.
    deliver(FOLDER + "2026-02-27/a.csv", HEAD + "2026-02-27,USD,0.95\n");
    deliver(FOLDER + "2026-02-20/early.csv", HEAD + "2026-03-02,USD,0.92\n");
    Files.delete(folder.resolve("landing").resolve(FOLDER + "2026-02-27/late.csv"));
    assertAlike(DAY.plusDays(1));
    assertThat(
            engine("many")
                .query(
                    "SELECT status FROM ops.ingested_file WHERE path LIKE '%same.csv%'"
                        + " ORDER BY run_number")
                .collectAsList()
                .toString())
        .isEqualTo("[[duplicate], [ok]]");
  }

  /** A warehouse of before folders were kept sees only what is new. */
  @Test
  void foldersOfAnOlderWarehouseAreKnownByTheirFiles() throws Exception {
    deliver(FOLDER + "2026-03-01/ä b.csv", HEAD + "2026-03-01,USD,0.91\n");
    deliver(FOLDER + "2026-03-01/s/a.csv", HEAD + "2026-03-01,CHF,0.91\n");
    deliver(FOLDER + "2026-03-01/a.csv", HEAD + "2026-03-01,GBP,0.91\n");
    deliver(
        FOLDER + "2026-03-01/_manifest.json",
        "{\"files\":[{\"name\":\"a.csv\"},{\"name\":\"ä b.csv\"},{\"name\":\"s/a.csv\"}]}");
    deliver(FOLDER + "2026-02-28/bad.csv", "nothing,of,it\n1,2,3\n");
    deliver(FOLDER + "2026-02-27/bad.csv", "nothing,of,it\n1,2,3\n");
    deliver(FOLDER + "2026-02-25/same.csv", HEAD + "2026-02-25,USD,0.90\n");
    deliver(FOLDER + "2026-02-26/same.csv", HEAD + "2026-02-25,USD,0.90\n");
    Engine engine = engine("old");
    engine.run(new RunOptions(DAY, ONLY, false), RunListener.NONE);
    know(engine, 60_000);
    IntakeLog log = engine.warehouse().state().intakeLog();
    assertThat(log.folders()).containsKey(FOLDER + "2026-03-01").hasSize(62);
    deliver(FOLDER + "2026-03-02/c.csv", HEAD + "2026-03-02,USD,0.92\n");
    assertThat(engine.warehouse().landing(DAY, log.folders()).files())
        .extracting(file -> file.path().substring(FOLDER.length()))
        .containsExactly(
            "2026-02-26/same.csv", "2026-02-27/bad.csv", "2026-02-28/bad.csv", "2026-03-02/c.csv");
  }

  private void assertAlike(LocalDate day) {
    String[] looks = {"", ""};
    for (int i = 0; i < 2; i++) {
      Engine engine = engine(i == 0 ? "few" : "many");
      run(engine, day, ONLY);
      looks[i] =
          String.join(
              "\n",
              engine
                  .query(
                      "SELECT path, file_id, status, rows, bronze_version, run_number"
                          + " FROM ops.ingested_file WHERE entity = 'fx_rates'"
                          + " ORDER BY path, run_number, status")
                  .toJSON()
                  .collectAsList());
    }
    assertThat(looks[1]).isEqualTo(looks[0]);
    assertSameTables(engine("few"), engine("many"), List.of("+silver.fx_rate"), day);
  }

  /** Files of another entity that are known, and were moved out of the landing folder. */
  private void know(Engine engine, int files) {
    Dataset<Row> known = rows(engine, TableId.of("ops.ingested_file"));
    Dataset<Row> one =
        known.where(col("status").equalTo("ok")).limit(1).select(expr("struct(*) AS one"));
    Dataset<Row> more =
        spark()
            .range(files)
            .crossJoin(broadcast(one))
            .select("one.*", "id")
            .withColumn("entity", functions.lit("orders"))
            .withColumn("delivery_date", expr("date_add(date'2025-01-01', cast(id / 1000 as int))"))
            .withColumn("path", expr("concat_ws('/', source, entity, delivery_date, id)"))
            .withColumn("file_id", expr("concat('x', id)"))
            .withColumn("bronze_version", expr("-1L"));
    Column[] columns = Arrays.stream(known.columns()).map(c -> col(c)).toArray(Column[]::new);
    more.select(columns)
        .write()
        .format("delta")
        .mode("append")
        .save(engine.warehouse().tables().path(OpsTables.INGESTED_FILE));
  }
}
