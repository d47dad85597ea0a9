package io.cxwarehouse.delta;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cxwarehouse.SparkCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.catalog.TableSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.actions.AddFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Few rows become files without a job of Spark, and every reader finds them. */
class RowFilesTest extends SparkCase {
  private static final TableSpec SPEC =
      TableSpec.parse(
          "CREATE TABLE silver.kind (id STRING COMMENT 'i', month DATE COMMENT 'm', number INT"
              + " COMMENT 'n', amount DECIMAL(18,4) COMMENT 'a', at TIMESTAMP COMMENT 't', share"
              + " DOUBLE COMMENT 's', is_so BOOLEAN COMMENT 'b', words ARRAY<STRING> COMMENT 'w')"
              + " USING delta PARTITIONED BY (month) COMMENT 'c' TBLPROPERTIES ('cxw.key' = 'id')",
          "test");

  private static final String LONG = "ö, a text that is longer than what the log keeps of it: ";

  @TempDir Path folder;
  private SparkSession session;

  @BeforeEach
  void useSettingsOfARun() {
    session = spark().newSession();
    session.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    session.conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    session.conf().set("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED");
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("ä", "2026-02-01", 7, "12.3400", "2026-02-03 04:05:06.789012", -0.5, true));
    rows.add(row(LONG + "z", "2026-02-01", null, null, null, Double.NaN, null));
    rows.add(row("", "0201-03-01", -1, "-99999999999999.9999", "1899-12-31 23:59:59", 0.1, false));
    rows.add(row("no month", null, 0, "0.0001", "2026-03-29 02:30:00", null, true));
    return rows;
  }

  private static Row row(
      String id, String month, Integer number, String amount, String at, Double share, Boolean is) {
    return RowFactory.create(
        id,
        month == null ? null : Date.valueOf(month),
        number,
        amount == null ? null : new BigDecimal(amount),
        at == null ? null : Timestamp.valueOf(at),
        share,
        is,
        is == null ? null : new String[] {id, null, "x"});
  }

  @Test
  void rowsOfTheDriverAreWrittenWithoutAJob() throws Exception {
    Tables tables = new Tables(folder.resolve("a warehouse, 100 %").toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, () -> {}));
    session.sparkContext().setJobGroup("few", "", false);
    writer.overwrite(session, SPEC, rows());
    writer.append(session, SPEC, session.createDataFrame(rows(), SPEC.schema()));
    writer.overwrite(session, SPEC, rows());
    session.sparkContext().clearJobGroup();
    session.sparkContext().listenerBus().waitUntilEmpty();
    assertThat(session.sparkContext().statusTracker().getJobIdsForGroup("few")).isEmpty();
    Dataset<Row> given = session.createDataFrame(rows(), SPEC.schema());
    Dataset<Row> read = session.read().format("delta").load(tables.path(SPEC.id()));
    assertThat(text(read)).containsExactlyInAnyOrderElementsOf(text(given));
    assertThat(text(tables.read(session, SPEC.id(), 2)))
        .containsExactlyInAnyOrderElementsOf(text(given));
    assertThat(tables.count(session, SPEC.id())).isEqualTo(4);
    for (Row row : rows()) {
      assertThat(read.where(read.col("id").equalTo(row.getString(0))).count()).isEqualTo(1);
    }
    assertThat(read.where("month = '2026-02-01'").count()).isEqualTo(2);
    assertThat(read.where("month is null").count()).isEqualTo(1);
  }

  @Test
  void theFilesAreAsSparkWritesThem() {
    Tables tables = new Tables(folder.toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, () -> {}));
    writer.overwrite(session, SPEC, rows());
    String own = folder.resolve("spark").toString();
    session
        .createDataFrame(rows(), SPEC.schema())
        .write()
        .format("delta")
        .partitionBy("month")
        .save(own);
    String pattern = "/month=2026-02-01/*.parquet";
    Dataset<Row> ours = session.read().parquet(tables.path(SPEC.id()) + pattern);
    Dataset<Row> theirs = session.read().parquet(own + pattern);
    assertThat(ours.schema()).isEqualTo(theirs.schema());
    assertThat(text(ours)).containsExactlyInAnyOrderElementsOf(text(theirs));
  }

  @Test
  void theLogSaysWhatItWouldSayOfATableOfSparks() throws IOException {
    Tables tables = new Tables(folder.toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, () -> {}));
    Dataset<Row> rows = session.createDataFrame(rows(), SPEC.schema());
    Dataset<Row> others = rows.where("number = 7").withColumn("id", lit("other"));
    writer.overwrite(session, SPEC, rows, true);
    writer.append(session, SPEC, others);
    writer.overwrite(session, SPEC, rows.limit(0), true);
    Path own = folder.resolve("spark");
    for (int version = 0; version < 3; version++) {
      List.of(rows, others, rows.limit(0))
          .get(version)
          .write()
          .format("delta")
          .mode(version % 2 == 0 ? "overwrite" : "append")
          .option("delta.enableChangeDataFeed", "true")
          .option("txnAppId", Commit.APPLICATION)
          .option("txnVersion", 1_000_001 + version)
          .partitionBy("month")
          .save(own.toString());
    }
    for (int version = 0; version < 3; version++) {
      assertThat(checksum(Path.of(tables.path(SPEC.id())), version))
          .isEqualTo(checksum(own, version));
    }
    assertThat(text(tables.changes(session, SPEC.id(), -1, 2).drop("_commit_timestamp")))
        .containsExactlyInAnyOrderElementsOf(
            text(
                session
                    .read()
                    .format("delta")
                    .option("readChangeFeed", "true")
                    .option("startingVersion", 0)
                    .load(own.toString())
                    .drop("_commit_timestamp")));
  }

  @Test
  void aTableSaysWhatItHoldsToOtherReaders() {
    Tables tables = new Tables(folder.toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, () -> {}));
    Dataset<Row> rows = session.createDataFrame(rows(), SPEC.schema());
    writer.overwrite(session, SPEC, rows, true);
    assertThat(detail(tables)).startsWith("[c,Map(cxw.key -> id").contains("enableChangeDataFeed");
    String ddl =
        SPEC.ddl().replace("COMMENT 'c'", "COMMENT 'other'").replace("'id')", "'id, month')");
    TableSpec other = TableSpec.parse(ddl, "test");
    writer.overwrite(session, other, rows, true);
    assertThat(detail(tables))
        .startsWith("[other,Map(cxw.key -> id, month")
        .contains("enableChangeDataFeed");
  }

  private String detail(Tables tables) {
    return session
        .sql("DESCRIBE DETAIL delta.`" + tables.path(SPEC.id()) + "`")
        .select("description", "properties")
        .first()
        .toString();
  }

  /** What lies beside a version, without what differs from table to table. */
  private static JsonNode checksum(Path table, int version) throws IOException {
    Path file = table.resolve("_delta_log/%020d.crc".formatted(version));
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    json.remove(List.of("txnId", "tableSizeBytes", "histogramOpt"));
    ObjectNode metadata = (ObjectNode) json.get("metadata");
    metadata.remove(List.of("id", "createdTime", "description"));
    ((ObjectNode) metadata.get("configuration")).remove("cxw.key");
    json.get("setTransactions").forEach(last -> ((ObjectNode) last).remove("lastUpdated"));
    Set<String> files = new TreeSet<>();
    for (JsonNode one : json.get("allFiles")) {
      JsonNode stats = new ObjectMapper().readTree(one.get("stats").asText());
      files.add(one.get("partitionValues") + " " + stats.get("numRecords"));
    }
    json.put("allFiles", files.toString());
    return json;
  }

  @Test
  void aTextThatIsCutIsNoGreatestValue() {
    Tables tables = new Tables(folder.toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, () -> {}));
    writer.overwrite(session, SPEC, rows());
    assertThat(statistics(tables, SPEC.id(), "month=2026-02-01/"))
        .containsExactly(
            "{\"numRecords\":2,\"minValues\":{\"id\":\"ä\"},\"maxValues\":{},"
                + "\"nullCount\":{\"id\":0}}");
  }

  @Test
  void nothingDeliveredIsInTheLogOfBronze() {
    Tables tables = new Tables(folder.toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, () -> {}));
    TableId table = TableId.of("bronze.crm_people");
    Dataset<Row> rows =
        session.sql(
            "SELECT * FROM VALUES ('r1', 'f1', 1, 'zoe@feather.example', DATE'2026-02-03') AS"
                + " t(_record_id, _file_id, _row_number, email, _delivery_date)");
    writer.addFiles(session, table, rows, Set.of("f1"), Set.of());
    writer.addFiles(session, table, rows, Set.of("f2"), Set.of());
    assertThat(statistics(tables, table, "_delivery_date=2026-02-03/"))
        .hasSize(2)
        .allSatisfy(statistics -> assertThat(statistics).contains("\"numRecords\":1", "r1", "f1"))
        .noneSatisfy(statistics -> assertThat(statistics).contains("email"));
  }

  private List<String> statistics(Tables tables, TableId table, String partition) {
    return Tables.files(tables.snapshot(session, table)).stream()
        .filter(file -> file.path().startsWith(partition))
        .map(AddFile::stats)
        .toList();
  }

  @Test
  void partitionsOfOddValuesAreFoundAgain() {
    Tables tables = new Tables(folder.toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, () -> {}));
    TableSpec odd =
        TableSpec.parse(
            "CREATE TABLE silver.odd (id STRING COMMENT 'i', day DATE COMMENT 'd', place STRING"
                + " COMMENT 'p') USING delta PARTITIONED BY (place, day) COMMENT 'c' TBLPROPERTIES"
                + " ('cxw.key' = 'id')",
            "test");
    List<Row> rows =
        List.of(
            RowFactory.create("1", Date.valueOf("1500-01-01"), "a/b=c %41:ü"),
            RowFactory.create("2", null, "__x"),
            RowFactory.create("3", Date.valueOf("2026-02-01"), null));
    writer.overwrite(session, odd, rows);
    writer.append(session, odd, rows);
    Dataset<Row> read = session.read().format("delta").load(tables.path(odd.id()));
    assertThat(text(read)).hasSize(6);
    assertThat(text(read.distinct()))
        .containsExactlyInAnyOrderElementsOf(text(session.createDataFrame(rows, odd.schema())));
  }

  @Test
  void whatATableAsksOfItsValuesHolds() {
    Tables tables = new Tables(folder.toString());
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 1, () -> {}));
    writer.overwrite(session, SPEC, List.of());
    assertThat(tables.state(session, SPEC.id()).version()).isZero();
    assertThat(tables.read(session, SPEC.id(), 0).schema()).isEqualTo(SPEC.schema());
    assertThat(tables.count(session, SPEC.id())).isZero();
    session.sql(
        "ALTER TABLE delta.`" + tables.path(SPEC.id()) + "` ADD CONSTRAINT few CHECK (number < 7)");
    assertThatThrownBy(() -> writer.append(session, SPEC, rows())).hasStackTraceContaining("few");
    writer.append(session, SPEC, rows().subList(2, 4));
    assertThat(tables.count(session, SPEC.id())).isEqualTo(2);
  }

  @Test
  void aTableThatAnotherRunMadeMeanwhileIsLeftAlone() {
    Tables tables = new Tables(folder.toString());
    TableId table = TableId.of("bronze.crm_people");
    Dataset<Row> rows =
        session.sql(
            "SELECT 'r' _record_id, 'f' _file_id, 1 _row_number, DATE'2026-02-03' AS _delivery_date");
    TableWriter other = new TableWriter(tables, new Commit(tables, "other", 1, () -> {}));
    AtomicInteger writes = new AtomicInteger();
    Runnable meanwhile =
        () -> {
          if (writes.getAndIncrement() == 0) {
            other.addFiles(session, table, rows, Set.of("f"), Set.of());
          }
        };
    TableWriter writer = new TableWriter(tables, new Commit(tables, "run", 2, meanwhile));
    assertThatThrownBy(() -> writer.addFiles(session, table, rows, Set.of("f"), Set.of()))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("bronze.crm_people");
    assertThat(tables.count(session, table)).isEqualTo(1);
  }

  private static List<String> text(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }
}
