package io.cxwarehouse.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkTest;
import io.cxwarehouse.config.Source;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class LatestTest extends SparkTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Source.Entity entity(Source.ColumnType cursor) {
    return new Source.Entity(
        "tickets",
        Source.Format.JSON,
        new Source.ReadOptions(
            ',', '"', '"', 1, StandardCharsets.UTF_8, List.of(), List.of(), 1, 1, 1, 1),
        List.of("id"),
        List.of(),
        List.of(),
        cursor == null ? Optional.empty() : Optional.of("updated"),
        0,
        cursor == null
            ? List.of()
            : List.of(
                new Source.Column("updated", cursor, false, false, List.of(), Source.Origin.FILE)),
        Map.of(),
        Source.Person.NOBODY);
  }

  /** Columns _key, _cursor, _delivery_date, _file, _row_number, _row_hash. */
  private Dataset<Row> bronze(String... rows) {
    return sql(
        "SELECT * FROM VALUES "
            + String.join(", ", rows)
            + " AS b(_key, _cursor, _delivery_date, _file, _row_number, _row_hash)");
  }

  private static List<String> hashes(Dataset<Row> rows) {
    return rows.orderBy("_row_hash").select("_row_hash").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void instantsAreComparedAsInstants() {
    Dataset<Row> bronze =
        bronze(
            "('1', '2026-03-01T12:00:00+02:00', DATE '2026-03-09', 'f', 1L, 'earlier')",
            "('1', '2026-03-01T10:30:00Z', DATE '2026-03-02', 'f', 1L, 'later')",
            "('2', '2026-03-01 12:00:00', DATE '2026-03-02', 'f', 1L, 'eleven utc')",
            "('2', '2026-03-01T11:30:00Z', DATE '2026-03-01', 'f', 1L, 'half past')",
            "('3', CAST(null AS STRING), DATE '2026-03-09', 'f', 1L, 'none')",
            "('3', '2020-01-01T00:00:00Z', DATE '2026-03-01', 'f', 1L, 'some')");
    assertThat(hashes(Latest.latest(bronze, entity(Source.ColumnType.TIMESTAMP), BERLIN)))
        .containsExactly("half past", "later", "some");
  }

  @Test
  void numbersAreComparedAsNumbers() {
    Dataset<Row> bronze =
        bronze(
            "('1', '9', DATE '2026-03-09', 'f', 1L, 'nine')",
            "('1', '1772323200000000', DATE '2026-03-01', 'f', 1L, 'micros')",
            "('1', 'x', DATE '2026-03-10', 'f', 1L, 'unreadable')");
    assertThat(hashes(Latest.latest(bronze, entity(Source.ColumnType.INTEGER), BERLIN)))
        .containsExactly("micros");
  }

  @Test
  void deliveryFileAndRowDecideAmongEqualCursors() {
    Dataset<Row> bronze =
        bronze(
            "('1', null, DATE '2026-03-01', 'z', 9L, 'day before')",
            "('1', null, DATE '2026-03-02', 'a', 7L, 'file before')",
            "('1', null, DATE '2026-03-02', 'b', 1L, 'row before')",
            "('1', null, DATE '2026-03-02', 'b', 2L, 'last')");
    assertThat(hashes(Latest.latest(bronze, entity(null), BERLIN))).containsExactly("last");
    assertThat(hashes(Latest.latest(bronze, entity(Source.ColumnType.TIMESTAMP), BERLIN)))
        .containsExactly("last");
  }

  @Test
  void versionsKeepTheFirstDeliveredOfEqualOnes() {
    Dataset<Row> bronze =
        bronze(
            "('1', 'a', DATE '2026-03-02', 'f', 1L, 'x')",
            "('1', 'a', DATE '2026-03-01', 'f', 2L, 'x')",
            "('1', 'b', DATE '2026-03-03', 'f', 1L, 'x')",
            "('1', null, DATE '2026-03-04', 'f', 1L, 'x')",
            "('1', null, DATE '2026-03-05', 'f', 1L, 'x')");
    assertThat(
            Latest.versions(bronze)
                .orderBy("_delivery_date")
                .select("_delivery_date")
                .collectAsList())
        .extracting(row -> row.get(0).toString())
        .containsExactly("2026-03-01", "2026-03-03", "2026-03-04");
  }
}
