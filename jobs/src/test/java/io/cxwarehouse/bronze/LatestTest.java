package io.cxwarehouse.bronze;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.config.Source;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class LatestTest extends SparkCase {
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
        cursor == null ? List.of() : List.of("updated", "generated"),
        List.of(),
        0,
        cursor == null
            ? List.of()
            : List.of(
                new Source.Column("updated", cursor, false, false, List.of(), Source.Origin.FILE),
                new Source.Column(
                    "generated",
                    Source.ColumnType.INTEGER,
                    false,
                    false,
                    List.of(),
                    Source.Origin.FILE)),
        Map.of(),
        Source.Person.NOBODY);
  }

  /** Columns _key, _cursor, _delivery_date, _file, _row_number, _row_hash. */
  private Dataset<Row> bronze(String... rows) {
    return sql(
        "SELECT *, 'of ' || _file AS _file_id, regexp_extract(_row_hash, '[0-9]+$', 0) AS generated"
            + " FROM VALUES "
            + String.join(", ", rows)
            + " AS b(_key, _cursor, _delivery_date, _file, _row_number, _row_hash)");
  }

  private static Dataset<Row> latest(Dataset<Row> bronze, Source.ColumnType cursor) {
    return new Latest(entity(cursor), BERLIN, List.of()).latest(bronze);
  }

  private static Latest.Repeated repeated(String file, String... deliveries) {
    return new Latest.Repeated(
        "of " + file,
        Stream.of(deliveries)
            .map(d -> new Latest.Delivery(Date.valueOf(d.substring(0, 10)), d.substring(11)))
            .toList());
  }

  /** Delivery date, what it says, and until when, in order of dates. */
  private static List<String> told(Dataset<Row> rows, String... more) {
    return rows.orderBy("_delivery_date", "_file", "_row_number").collectAsList().stream()
        .map(
            row ->
                row.getAs("_delivery_date").toString().substring(8)
                    + " "
                    + row.getAs("_row_hash")
                    + Stream.of(more).map(column -> " " + row.getAs(column)).collect(joining()))
        .toList();
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
    assertThat(hashes(latest(bronze, Source.ColumnType.TIMESTAMP)))
        .containsExactly("half past", "later", "some");
  }

  @Test
  void numbersAreComparedAsNumbers() {
    Dataset<Row> bronze =
        bronze(
            "('1', '9', DATE '2026-03-09', 'f', 1L, 'nine')",
            "('1', '1772323200000000', DATE '2026-03-01', 'f', 1L, 'micros')",
            "('1', 'x', DATE '2026-03-10', 'f', 1L, 'unreadable')");
    assertThat(hashes(latest(bronze, Source.ColumnType.INTEGER))).containsExactly("micros");
  }

  @Test
  void deliveryFileAndRowDecideAmongEqualCursors() {
    Dataset<Row> bronze =
        bronze(
            "('1', null, DATE '2026-03-01', 'z', 9L, 'day before')",
            "('1', null, DATE '2026-03-02', 'a', 7L, 'file before')",
            "('1', null, DATE '2026-03-02', 'b', 1L, 'row before')",
            "('1', null, DATE '2026-03-02', 'b', 2L, 'last')");
    assertThat(hashes(latest(bronze, null))).containsExactly("last");
    assertThat(hashes(latest(bronze, Source.ColumnType.TIMESTAMP))).containsExactly("last");
  }

  @Test
  void deliveriesAreRankedByWhatTheirCursorsSay() {
    Dataset<Row> bronze =
        bronze(
                "('1', '10', DATE '2026-03-03', 'f', 1L, 'ten at 1')",
                "('1', '10.0', DATE '2026-03-03', 'f', 2L, 'also ten at 1')",
                "('1', '9', DATE '2026-03-02', 'f', 1L, 'nine at 1')",
                "('1', '9', DATE '2026-03-01', 'f', 1L, 'nine at 2')",
                "('1', null, DATE '2026-03-04', 'f', 1L, 'none at 1')",
                "('1b', '10', DATE '2026-03-03', 'f', 3L, 'a line at 1')")
            .withColumn("_record_id", lit("s:1"));
    assertThat(
            told(
                new Latest(entity(Source.ColumnType.INTEGER), BERLIN, List.of()).deliveries(bronze),
                "_cursor_rank"))
        .containsExactly(
            "01 nine at 2 3",
            "02 nine at 1 2",
            "03 ten at 1 4",
            "03 also ten at 1 4",
            "03 a line at 1 4",
            "04 none at 1 1");
    assertThat(told(new Latest(entity(null), BERLIN, List.of()).deliveries(bronze), "_cursor_rank"))
        .allMatch(row -> row.endsWith(" 1"));
  }

  @Test
  void aFurtherCursorDecidesAmongEqualOnes() {
    Dataset<Row> bronze =
        bronze(
            "('1', '2026-03-01T10:00:00Z', DATE '2026-03-01', 'a', 1L, 'tagged at 110')",
            "('1', '2026-03-01T10:00:00Z', DATE '2026-03-02', 'b', 1L, 'untagged at 90')",
            "('2', '2026-03-01T10:00:00Z', DATE '2026-03-01', 'a', 2L, 'at none')",
            "('2', '2026-03-01T10:00:00Z', DATE '2026-03-02', 'b', 2L, 'later at none')",
            "('3', '2026-03-01T10:00:01Z', DATE '2026-03-01', 'a', 3L, 'later second at 1')",
            "('3', '2026-03-01T10:00:00Z', DATE '2026-03-02', 'b', 3L, 'at 999')");
    assertThat(hashes(latest(bronze, Source.ColumnType.TIMESTAMP)))
        .containsExactly("later at none", "later second at 1", "tagged at 110");
  }

  @Test
  void pagesComeInOrderOfTheirNumbers() {
    Dataset<Row> bronze =
        bronze(
            "('1', null, DATE '2026-03-02', 's/e/2026-03-02/page_9.json', 1L, 'ninth')",
            "('1', null, DATE '2026-03-02', 's/e/2026-03-02/page_11.json', 1L, 'eleventh')",
            "('1', null, DATE '2026-03-02', 's/e/2026-03-02/page_100.json', 1L, 'hundredth')",
            "('1', null, DATE '2026-03-02', 's/e/2026-03-02/page_008.json', 1L, 'eighth')");
    assertThat(hashes(latest(bronze, null))).containsExactly("hundredth");
    assertThat(
            new Latest(entity(null), BERLIN, List.of())
                .deliveries(bronze)
                .where("_replaced_on IS NULL")
                .select("_row_hash")
                .collectAsList()
                .toString())
        .isEqualTo("[[hundredth]]");
  }

  @Test
  void versionsKeepTheFirstDeliveredOfEqualOnesThatFollowEachOther() {
    Dataset<Row> bronze =
        bronze(
            "('1', 'a', DATE '2026-03-02', 'f', 1L, 'x')",
            "('1', 'a', DATE '2026-03-01', 'f', 2L, 'x')",
            "('1', 'b', DATE '2026-03-03', 'f', 1L, 'x')",
            "('1', null, DATE '2026-03-04', 'f', 1L, 'x')",
            "('1', null, DATE '2026-03-05', 'f', 1L, 'x')");
    assertThat(
            told(
                new Latest(entity(Source.ColumnType.STRING), BERLIN, List.of()).versions(bronze),
                "_cursor"))
        .containsExactly("01 x a", "03 x b", "04 x null");
  }

  @Test
  void aStateThatComesBackIsAVersionAgain() {
    Dataset<Row> bronze =
        bronze(
            "('1', null, DATE '2026-03-01', 'a', 1L, 'basic')",
            "('1', null, DATE '2026-03-02', 'b', 1L, 'pro')",
            "('1', null, DATE '2026-03-03', 'c', 1L, 'basic')",
            "('1', null, DATE '2026-03-03', 'c', 2L, 'gold')",
            "('1', null, DATE '2026-03-03', 'c', 3L, 'basic')");
    Latest versions = new Latest(entity(null), BERLIN, List.of());
    assertThat(told(versions.versions(bronze)))
        .containsExactly("01 basic", "02 pro", "03 basic", "03 gold", "03 basic");
    assertThat(told(versions.latest(bronze))).containsExactly("03 basic");
  }

  /** Record 1 goes there and back by the same bytes; record 2 never changes. */
  @Test
  void bytesThatComeAgainSpeakAgain() {
    Dataset<Row> bronze =
        bronze(
            "('1', null, DATE '2026-03-01', 'a', 1L, 'basic')",
            "('2', null, DATE '2026-03-01', 'a', 2L, 'same')",
            "('1', null, DATE '2026-03-03', 'b', 1L, 'pro')");
    Latest versions =
        new Latest(
            entity(null),
            BERLIN,
            List.of(repeated("a", "2026-03-01 a", "2026-03-02 a2", "2026-03-04 a4")));
    assertThat(told(versions.latest(bronze))).containsExactly("01 basic", "01 same");
    assertThat(told(versions.versions(bronze), "_file"))
        .containsExactly("01 basic a", "01 same a", "03 pro b", "04 basic a4");
    assertThat(told(versions.deliveries(bronze), Latest.REPLACED_ON))
        .containsExactly(
            "01 basic 2026-03-02",
            "01 same null",
            "02 basic 2026-03-03",
            "03 pro 2026-03-04",
            "04 basic null");
  }

  /** The cursor says that the page is an old one, whenever it comes. */
  @Test
  void anOldPageThatComesAgainMovesNothing() {
    Dataset<Row> bronze =
        bronze(
            "('1', '2026-03-01T00:00:00Z', DATE '2026-03-01', 'a', 1L, 'old')",
            "('1', '2026-03-02T00:00:00Z', DATE '2026-03-02', 'b', 1L, 'new')");
    Latest versions =
        new Latest(
            entity(Source.ColumnType.TIMESTAMP),
            BERLIN,
            List.of(repeated("a", "2026-03-01 a", "2026-03-03 a3")));
    assertThat(told(versions.latest(bronze))).containsExactly("02 new");
    assertThat(told(versions.versions(bronze))).containsExactly("01 old", "02 new");
  }

  @Test
  void linesThatShareAKeyInARepeatedFileDoNotAlternate() {
    Dataset<Row> bronze =
        bronze(
            "('1', null, DATE '2026-03-01', 'a', 1L, 'first line')",
            "('1', null, DATE '2026-03-01', 'a', 2L, 'second line')");
    Latest versions =
        new Latest(entity(null), BERLIN, List.of(repeated("a", "2026-03-01 a", "2026-03-02 a2")));
    assertThat(told(versions.versions(bronze))).containsExactly("01 first line", "01 second line");
    // What counts lines must find all of them in the last delivery.
    assertThat(told(versions.deliveries(bronze)))
        .containsExactly("01 first line", "01 second line", "02 first line", "02 second line");
  }
}
