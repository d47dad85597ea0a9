package io.cxwarehouse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.Definitions;
import io.cxwarehouse.catalog.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of several sources whose rows one query judges, in parts. */
class SqlStepTest extends SparkCase {
  private static final Map<String, String> FILES =
      Map.of(
          "table.sql",
          "CREATE TABLE silver.t (k STRING COMMENT 'k', n INT COMMENT 'n') USING delta COMMENT 'c'"
              + " TBLPROPERTIES ('cxw.key' = 'k')",
          "sources.sql",
          "CREATE TABLE sources (k STRING NOT NULL COMMENT 'k', n INT COMMENT 'n')",
          "from_one.sql",
          "SELECT 'one' AS k, 1 AS n",
          "from_two.sql",
          "SELECT 'two' AS k",
          "with_known.sql",
          "SELECT k, coalesce(n, :none) AS n FROM sources",
          "query.sql",
          "SELECT k, n * 10 AS n FROM known UNION ALL SELECT 'all', CAST(count(*) AS INT) FROM known");

  @TempDir private Path folder;

  @Test
  void oneQueryReadsTheRowsOfAllSourcesInParts() throws IOException {
    assertThat(compute(FILES).collectAsList().toString())
        .isEqualTo("[[one,10], [two,70], [all,2]]");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "from_one.sql | SELECT 1 AS n | column k string is missing",
        "from_one.sql | SELECT 'one' AS k, 1 AS m | column m is not in sources.sql",
        "from_one.sql | SELECT 'one' AS k, '1' AS n | column n is string, but sources.sql says int",
        "from_one.sql | SELECT 'one' AS k, 1 AS n, 2 AS n | column n is returned more than once",
        "with_known.sql | SELECT k, n FROM again | known.sql, with_again.sql, with_known.sql]",
        "query.sql | - | sources.sql says what from_<source>.sql files give to query.sql",
        "sources.sql | - | a table has one home",
        "sources.sql | DROP TABLE t | it is not one CREATE TABLE sources",
      })
  void whatDoesNotFitIsNamed(String file, String text, String cause) throws IOException {
    Map<String, String> files = new TreeMap<>(FILES);
    files.put("with_again.sql", "SELECT k, n FROM known");
    files.put(file, text);
    if (text.equals("-")) {
      files.remove(file);
    }
    assertThatThrownBy(() -> compute(files))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining(cause);
  }

  /** The part of another table reads parts of the one that names it. */
  @Test
  void aPartServesSeveralTables() throws IOException {
    Path other = Files.createDirectories(folder.resolve("silver/other"));
    Files.writeString(other.resolve("table.sql"), table("silver.other", ""));
    Files.writeString(other.resolve("with_doubled.sql"), "SELECT 2 * n AS n FROM number");
    Files.writeString(other.resolve("with_number.sql"), "SELECT 1 AS n");
    Files.writeString(other.resolve("query.sql"), "SELECT n FROM doubled");
    Map<String, String> files = new TreeMap<>();
    files.put("table.sql", table("silver.t", ", 'cxw.parts' = 'silver.other(doubled)'"));
    files.put("with_number.sql", "SELECT 21 AS n");
    files.put("query.sql", "SELECT n FROM doubled");
    assertThat(compute(files).collectAsList()).extracting(row -> row.getInt(0)).containsExactly(42);
    files.put("table.sql", table("silver.t", ", 'cxw.parts' = 'silver.other(halved)'"));
    assertThatThrownBy(() -> compute(files))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("cxw.parts names silver.other, which has no with_halved.sql");
  }

  /** The part would be read where the text means its own. */
  @Test
  void aTextDoesNotCallItsOwnAsAPartIsCalled() {
    Map<String, String> files = new TreeMap<>();
    files.put("table.sql", table("silver.t", ""));
    files.put("with_number.sql", "SELECT 1 AS n");
    files.put("query.sql", "WITH number AS (SELECT 2 AS n) SELECT n FROM number");
    assertThatThrownBy(() -> compute(files))
        .isInstanceOf(CxwException.class)
        .hasStackTraceContaining("with_number.sql is read by that name");
  }

  private static String table(String name, String more) {
    return "CREATE TABLE "
        + name
        + " (n INT COMMENT 'n') USING delta COMMENT 't' TBLPROPERTIES ('cxw.key' = 'n'"
        + more
        + ")";
  }

  private Dataset<Row> compute(Map<String, String> files) throws IOException {
    Path table = Files.createDirectories(folder.resolve("silver/t"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(table.resolve(file.getKey()), file.getValue());
    }
    Definitions definitions = Definitions.load(List.of(folder));
    return Steps.of(definitions.table(TableId.of("silver.t")))
        .compute(
            new StepInputs() {
              @Override
              public SparkSession spark() {
                return SqlStepTest.this.spark();
              }

              @Override
              public Dataset<Row> relation(String name) {
                throw new IllegalArgumentException(name);
              }

              @Override
              public Parameters parameters() {
                return new Parameters(Map.of("none", 7));
              }
            });
  }
}
