package io.cxwarehouse.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.SparkCase;
import io.cxwarehouse.raw.ColumnShape;
import io.cxwarehouse.raw.EntityShape;
import io.cxwarehouse.raw.FileOutcome;
import io.cxwarehouse.raw.Format;
import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.KnownFiles;
import io.cxwarehouse.raw.Landing;
import io.cxwarehouse.raw.LandingScan;
import io.cxwarehouse.raw.ReadLimits;
import io.cxwarehouse.raw.ReadOptions;
import io.cxwarehouse.raw.ReadOutcome.Status;
import io.cxwarehouse.raw.SourceShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest extends SparkCase {
  private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);

  private final EntityShape orders = shape("billing", "orders", Format.CSV, "order_id", "amount");
  private final EntityShape tickets = shape("zendesk", "tickets", Format.JSON, "id", "status");
  private final EntityShape events = shape("ga4", "events", Format.PARQUET, "id", "at", "params");

  private long mostRows = 50_000;

  @TempDir Path root;

  private static EntityShape shape(String source, String name, Format format, String... columns) {
    return new EntityShape(
        source,
        name,
        format,
        Arrays.stream(columns).map(ColumnShape::of).toList(),
        List.of(columns[0]),
        List.of(),
        null,
        ReadOptions.DEFAULT.withRecordsFields("tickets"),
        ReadLimits.DEFAULT,
        0,
        0.05);
  }

  private void land(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  private IntakeResult intake(Map<String, KnownFile> known) throws IOException {
    return intake(known, Optional.empty());
  }

  /** Between listing and reading, a file may go. */
  private IntakeResult intake(Map<String, KnownFile> known, Optional<String> goes)
      throws IOException {
    List<EntityShape> entities = List.of(orders, tickets, events);
    Map<String, SourceShape> sources = new HashMap<>();
    for (EntityShape entity : entities) {
      sources.put(
          entity.source(),
          new SourceShape(
              entity.source(),
              true,
              false,
              false,
              Duration.ofDays(99),
              Duration.ZERO,
              Map.of(entity.name(), entity)));
    }
    Landing landing =
        LandingScan.scan(
            root.toString(), spark().sessionState().newHadoopConf(), sources, AS_OF, Instant.EPOCH);
    if (goes.isPresent()) {
      Files.delete(root.resolve(goes.get()));
    }
    IntakeResult result =
        Intake.read(
            spark(),
            landing,
            entities,
            KnownFiles.of(known.values()),
            "run-1",
            Optional.empty(),
            mostRows);
    result.files().forEach(file -> known.put(file.file().path(), file.file()));
    return result;
  }

  private static Map<String, Status> statuses(IntakeResult result) {
    Map<String, Status> statuses = new HashMap<>();
    for (FileOutcome file : result.files()) {
      statuses.put(file.file().path(), file.file().status());
    }
    return statuses;
  }

  @Test
  void readsAllEntitiesAndQuarantinesWhatIsBad() throws IOException {
    land(
        "billing/orders/2026-03-30/a_02:00:00.csv",
        "order_id,amount,note\nO1,5.0,x\nO2\n,7\nO3,6,\n");
    land("billing/orders/2026-03-31/bad.csv", "amount\n1\n");
    land(
        "zendesk/tickets/2026-03-31/brand/p: 1.json",
        "{\"tickets\":[{\"id\":1,\"status\":\"open\"}]}");
    sql("SELECT 7L AS id, TIMESTAMP '2026-03-01 10:00:00.5' AS at, array(struct('k' AS key,"
            + " struct(1L AS int_value, CAST(null AS STRING) AS string_value) AS value)) AS params,"
            + " map('a', 1.5D) AS more")
        .coalesce(1)
        .write()
        .parquet(root.resolve("ga4/events/2026-03-31").toString());
    land("ga4/events/2026-03-30/broken:1.parquet", "PAR1 no parquet PAR1");
    Map<String, KnownFile> known = new HashMap<>();
    try (IntakeResult result = intake(known)) {
      assertThat(result.tables())
          .extracting(t -> t.table().toString())
          .containsExactly("bronze.billing_orders", "bronze.ga4_events", "bronze.zendesk_tickets");
      assertThat(statuses(result))
          .containsEntry("billing/orders/2026-03-30/a_02:00:00.csv", Status.OK)
          .containsEntry("billing/orders/2026-03-31/bad.csv", Status.REFUSED)
          .containsEntry("ga4/events/2026-03-30/broken:1.parquet", Status.REFUSED);
      assertThat(result.hasFailures()).isTrue();

      EntityRows table = result.tables().get(0);
      assertThat(table.rows().schema().simpleString()).isEqualTo(table.schema().simpleString());
      List<Row> rows = table.rows().orderBy("_row_number").collectAsList();
      assertThat(rows).hasSize(2);
      Row first = rows.get(0);
      assertThat(first.<String>getAs("order_id")).isEqualTo("O1");
      assertThat(first.<String>getAs("amount")).isEqualTo("5.0");
      assertThat(first.<String>getAs("_rescued")).isEqualTo("{\"note\":\"x\"}");
      assertThat(first.<String>getAs("_record_id")).isEqualTo("billing:O1");
      assertThat(first.<String>getAs("_file"))
          .isEqualTo("billing/orders/2026-03-30/a_02:00:00.csv");
      assertThat(first.<Long>getAs("_row_number")).isEqualTo(1);
      assertThat(first.<Object>getAs("_delivery_date")).hasToString("2026-03-30");
      assertThat(first.<String>getAs("_ingested_run")).isEqualTo("run-1", Optional.empty());

      Row event = result.tables().get(1).rows().collectAsList().get(0);
      assertThat(event.<String>getAs("id")).isEqualTo("7");
      assertThat(event.<String>getAs("at")).isEqualTo("2026-03-01T10:00:00.500Z");
      assertThat(event.<String>getAs("params"))
          .isEqualTo("[{\"key\":\"k\",\"value\":{\"int_value\":1}}]");
      assertThat(event.<String>getAs("_rescued")).isEqualTo("{\"more\":{\"a\":1.5}}");

      List<Row> rejected = result.rejected().orderBy("file", "row_number").collectAsList();
      assertThat(rejected)
          .extracting(row -> row.<String>getAs("reason"))
          .containsExactly("malformed_row", "malformed_row", "file_refused", "file_refused");
      assertThat(rejected.get(0).<String>getAs("source")).isEqualTo("billing");
    }
  }

  @Test
  void aSmallDeliveryIsOnTheDriver() throws IOException {
    land("billing/orders/2026-03-30/a.csv", "order_id,amount,note\nO1,5.0,ö\nO2\nO3,,\n");
    land("billing/orders/2026-03-31/b.csv", "order_id,amount\nO1,6\n");
    land("zendesk/tickets/2026-03-31/c.json", "{\"tickets\":[{\"id\":1,\"of\":[2]}]}");
    try (IntakeResult small = intake(new HashMap<>())) {
      assertThat(small.tables())
          .hasSize(2)
          .allSatisfy(
              table ->
                  assertThat(table.rows().queryExecution().optimizedPlan())
                      .isInstanceOf(LocalRelation.class));
      mostRows = 3;
      try (IntakeResult large = intake(new HashMap<>())) {
        for (int i = 0; i < 2; i++) {
          Dataset<Row> rows = large.tables().get(i).rows();
          assertThat(rows.queryExecution().optimizedPlan()).isNotInstanceOf(LocalRelation.class);
          assertThat(small.tables().get(i).rows().schema()).isEqualTo(rows.schema());
          assertThat(small.tables().get(i).rows().collectAsList())
              .containsExactlyInAnyOrderElementsOf(rows.collectAsList());
        }
      }
    }
  }

  @Test
  void takesAFileInOnce() throws IOException {
    Map<String, KnownFile> known = new HashMap<>();
    land("billing/orders/2026-03-30/b.csv", "order_id,amount\nO1,5\n");
    intake(known).close();
    try (IntakeResult again = intake(known)) {
      assertThat(again.files()).isEmpty();
      assertThat(again.tables()).isEmpty();
      assertThat(again.rejected().count()).isZero();
    }
    land("billing/orders/2026-03-31/c.csv", "order_id,amount\nO1,5\n");
    try (IntakeResult later = intake(known)) {
      assertThat(statuses(later))
          .containsOnly(Map.entry("billing/orders/2026-03-31/c.csv", Status.DUPLICATE));
      assertThat(later.tables()).isEmpty();
    }
    land("billing/orders/2026-03-30/a.csv", "order_id,amount\nO1,5\n");
    try (IntakeResult earlier = intake(known)) {
      assertThat(statuses(earlier))
          .containsEntry("billing/orders/2026-03-30/a.csv", Status.OK)
          .containsEntry("billing/orders/2026-03-30/b.csv", Status.DUPLICATE);
      EntityRows table = earlier.tables().get(0);
      assertThat(table.fileIds())
          .containsExactly(known.get("billing/orders/2026-03-30/b.csv").fileId());
      assertThat(table.rows().collectAsList().get(0).<String>getAs("_file"))
          .endsWith("03-30/a.csv");
    }
  }

  @Test
  void aFileThatIsGoneSinceItWasListedCostsItselfAlone() throws IOException {
    Map<String, KnownFile> known = new HashMap<>();
    String gone = "billing/orders/2026-03-30/gone.csv";
    land(gone, "order_id,amount\nO1,5\n");
    land("billing/orders/2026-03-30/here.csv", "order_id,amount\nO2,5\nO2,6\nO3,7\nO3,7\n");
    try (IntakeResult result = intake(known, Optional.of(gone))) {
      assertThat(statuses(result))
          .containsOnly(
              Map.entry(gone, Status.REFUSED),
              Map.entry("billing/orders/2026-03-30/here.csv", Status.OK));
      assertThat(result.good().count()).isEqualTo(4);
    }
    land(gone, "order_id,amount\nO1,5\n");
    try (IntakeResult again = intake(known)) {
      assertThat(statuses(again)).containsOnly(Map.entry(gone, Status.OK));
    }
  }

  @Test
  void keepsRowsBeforeABreakAndRefusesFilesThatAreMostlyBad() throws IOException {
    land("billing/orders/2026-03-30/broken.csv", "order_id,amount\nO1,5\nO2,\"6\nO3,7\n");
    land("billing/orders/2026-03-30/mostly.csv", "order_id,amount\nO9,5\n" + "x\n".repeat(150));
    try (IntakeResult result = intake(new HashMap<>())) {
      assertThat(statuses(result))
          .containsEntry("billing/orders/2026-03-30/broken.csv", Status.PARTIAL)
          .containsEntry("billing/orders/2026-03-30/mostly.csv", Status.REFUSED);
      assertThat(result.tables().get(0).rows().select("_key").as(Encoders.STRING()).collectAsList())
          .containsExactly("O1");
      assertThat(result.tables().get(0).fileIds()).hasSize(2);
      Map<String, Long> reasons = new HashMap<>();
      for (Row row : result.rejected().groupBy("file", "reason").count().collectAsList()) {
        reasons.put(row.getString(0).substring(26) + " " + row.getString(1), row.getLong(2));
      }
      assertThat(reasons)
          .containsOnly(
              Map.entry("broken.csv file_refused", 1L),
              Map.entry("mostly.csv malformed_row", 100L),
              Map.entry("mostly.csv file_refused", 1L));
    }
  }

  @Test
  void refusesADeliveryWithOtherRowsThanItsManifestSays() throws IOException {
    String folder = "billing/orders/2026-03-30/";
    land(folder + "a.csv", "order_id,amount\nO1,5\n");
    land(folder + "b.csv", "order_id,amount\nO2,5\n");
    land(
        folder + "_manifest.json",
        "{\"files\":[{\"name\":\"a.csv\",\"rows\":2},{\"name\":\"b.csv\"}]}");
    land("billing/orders/2026-03-31/c.csv", "order_id,amount\nO3,5\n");
    Map<String, KnownFile> known = new HashMap<>();
    try (IntakeResult result = intake(known)) {
      assertThat(statuses(result))
          .containsEntry(folder + "a.csv", Status.REFUSED)
          .containsEntry(folder + "b.csv", Status.REFUSED)
          .containsEntry("billing/orders/2026-03-31/c.csv", Status.OK);
      assertThat(result.tables().get(0).rows().count()).isEqualTo(1);
    }
    try (IntakeResult again = intake(known)) {
      assertThat(again.files()).isEmpty();
    }
    land(
        folder + "_manifest.json",
        "{\"files\":[{\"name\":\"a.csv\",\"rows\":1},{\"name\":\"b.csv\"} ]}");
    try (IntakeResult corrected = intake(known)) {
      assertThat(corrected.tables().get(0).rows().count()).isEqualTo(2);
      assertThat(corrected.hasFailures()).isFalse();
    }
  }
}
