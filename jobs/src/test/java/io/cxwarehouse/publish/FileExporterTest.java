package io.cxwarehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.NightCase;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.engine.Engine;
import io.cxwarehouse.engine.RunListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files of a publication: what stands in them, byte by byte, and what never does. */
class FileExporterTest extends NightCase {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final String HEADER = "id,month,at,amount,text,parts\r\n";

  @Test
  void theSamePublicationGivesTheSameBytes() throws Exception {
    Path gold = folder.resolve("extra/gold/remark");
    Files.createDirectories(gold);
    Files.writeString(
        gold.resolve("table.sql"),
        "CREATE TABLE gold.remark (id STRING COMMENT 'i', month DATE COMMENT 'm', at TIMESTAMP"
            + " COMMENT 't', amount DECIMAL(18,4) COMMENT 'a', text STRING COMMENT 'x', parts"
            + " ARRAY<INT> COMMENT 'p') USING delta PARTITIONED BY (month) COMMENT 'c'"
            + " TBLPROPERTIES ('cxw.key' = 'id')");
    Files.writeString(
        gold.resolve("query.sql"),
        "SELECT id, CAST(month AS DATE) AS month, TIMESTAMP'2026-03-01 10:00:00.5' AS at,"
            + " CAST(amount AS DECIMAL(18,4)) AS amount, text, IF(id = 'b', array(1, 2), NULL) AS"
            + " parts FROM VALUES ('b', '2026-03-01', -5, '=1+1'), ('a', '2026-03-01', NULL,"
            + " 'say \"é\", or\\nnot'), ('c', '2026-02-01', 0.1, ''), ('d', '2026-02-01', 1,"
            + " NULL), ('e', NULL, 2, '-7') AS t(id, month, amount, text)");
    Path board = Files.createDirectories(folder.resolve("extra/gold/board"));
    Files.writeString(
        board.resolve("table.sql"),
        "CREATE TABLE gold.board (kpi STRING COMMENT 'k', value INT COMMENT 'v') USING delta COMMENT"
            + " 'c' TBLPROPERTIES ('cxw.key' = 'kpi')");
    Files.writeString(
        board.resolve("query.sql"),
        "SELECT kpi, value FROM VALUES ('enps', 40), ('nps', 30), (NULL, 7) AS t(kpi, value)");
    deliver(
        "billing/orders/2026-03-02/1.csv",
        "order_id,customer_id,ordered_at,amount,currency,type\n"
            + "O-1,C-1,2026-03-01,10.00,EUR,sale\n");
    run(
        engine(),
        DAY,
        List.of("gold.remark", "gold.board", "+gold.kpi_enps_monthly", "silver.orders"));
    assertThat(engine().publications().current().orElseThrow().versions())
        .as("published, and yet not to be exported")
        .containsKeys(TableId.of("silver.orders"), TableId.of("gold.kpi_enps_monthly"));

    export(options(List.of(), ExportOptions.Format.CSV, null, false));
    Map<String, String> csv = texts();
    assertThat(Files.getPosixFilePermissions(folder.resolve("out")))
        .as("not for everybody")
        .doesNotContain(
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);
    String time = "2026-03-01T10:00:00.500Z";
    assertThat(csv)
        .containsOnlyKeys(
            "board.csv",
            "manifest.json",
            "remark/2026-02.csv",
            "remark/2026-03.csv",
            "remark/unknown.csv")
        .containsEntry("board.csv", "kpi,value\r\n,7\r\nnps,30\r\n")
        .containsEntry(
            "remark/2026-03.csv",
            HEADER
                + ("a,2026-03-01," + time + ",,\"say \"\"é\"\", or\nnot\",\r\n")
                + ("b,2026-03-01," + time + ",-5.0000,'=1+1,\"[1,2]\"\r\n"))
        .containsEntry(
            "remark/2026-02.csv",
            HEADER
                + ("c,2026-02-01," + time + ",0.1000,\"\",\r\n")
                + ("d,2026-02-01," + time + ",1.0000,,\r\n"))
        .containsEntry("remark/unknown.csv", HEADER + "e,," + time + ",2.0000,-7,\r\n");
    JsonNode manifest = new ObjectMapper().readTree(csv.get("manifest.json"));
    assertThat(manifest.path("publication").asText()).isEqualTo("2026-03-02_1");
    assertThat(manifest.path("withheld"))
        .hasToString(
            "{\"tables\":[\"gold.kpi_enps_monthly\",\"gold.kpi_staff_turnover_monthly\"],"
                + "\"kpis\":[\"enps\",\"staff_turnover\"]}");
    for (JsonNode file : manifest.path("files")) {
      byte[] bytes = Files.readAllBytes(folder.resolve("out").resolve(file.path("path").asText()));
      assertThat(file.path("rows").asInt())
          .isEqualTo(file.path("period").asText().equals("unknown") ? 1 : 2);
      assertThat(file.path("bytes").asLong()).isEqualTo(bytes.length);
      assertThat(file.path("sha256").asText())
          .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }
    // The same again touches no file of it.
    FileTime longAgo = FileTime.fromMillis(0);
    Path march = folder.resolve("out/remark/2026-03.csv");
    Files.setLastModifiedTime(march, longAgo);
    export(options(List.of(), ExportOptions.Format.CSV, null, false));
    assertThat(texts()).isEqualTo(csv);
    assertThat(Files.getLastModifiedTime(march)).isEqualTo(longAgo);

    // Parquet in place of it: the same rows, the same bytes each time, and no file of before.
    export(options(List.of("gold.remark"), ExportOptions.Format.PARQUET, null, false));
    Map<String, String> parquet = texts();
    assertThat(parquet)
        .containsOnlyKeys(
            "manifest.json",
            "remark/2026-02.parquet",
            "remark/2026-03.parquet",
            "remark/unknown.parquet");
    assertThat(
            spark()
                .read()
                .parquet(folder.resolve("out/remark/2026-03.parquet").toString())
                .select("id", "month", "text")
                .collectAsList()
                .toString())
        .isEqualTo("[[a,2026-03-01,say \"é\", or\nnot], [b,2026-03-01,=1+1]]");
    export(options(List.of("gold.remark"), ExportOptions.Format.PARQUET, null, false));
    assertThat(texts()).isEqualTo(parquet);

    // One file of some periods, for a spreadsheet; of an export that was killed nothing is left.
    Path out = folder.resolve("out");
    Files.move(out.resolve("manifest.json"), out.resolve(".manifest-before.json"));
    Files.writeString(out.resolve(".manifest-next.json"), "{\"publication\": \"x\", \"fi");
    Files.createDirectories(out.resolve(".unfinished-1/files"));
    export(options(List.of("gold.remark"), ExportOptions.Format.CSV, MARCH.plusDays(5), true));
    assertThat(texts()).containsOnlyKeys("manifest.json", "remark.csv");
    assertThat(texts().get("remark.csv")).startsWith("\uFEFF" + HEADER + "a,").hasLineCount(4);

    Map<String, String> before = texts();
    for (String forbidden :
        List.of("silver.orders", "bronze.billing_orders", "gold.none", "gold.kpi_enps_monthly")) {
      assertThatThrownBy(
              () -> export(options(List.of(forbidden), ExportOptions.Format.CSV, null, false)))
          .isInstanceOf(CxwException.class)
          .hasMessageContaining("nothing was written");
    }
    assertThat(texts()).isEqualTo(before);

    Files.writeString(out.resolve("manifest.json"), "{\"name\": \"a web page\"}");
    assertThatThrownBy(() -> export(options(List.of(), ExportOptions.Format.CSV, null, false)))
        .hasMessageContaining("not one of an export");
    assertThat(out.resolve("manifest.json")).hasContent("{\"name\": \"a web page\"}");
  }

  private ExportOptions options(
      List<String> tables, ExportOptions.Format format, LocalDate from, boolean isForSpreadsheet) {
    return new ExportOptions(
        folder.resolve("out").toString(),
        tables,
        format,
        Optional.ofNullable(from),
        Optional.empty(),
        isForSpreadsheet,
        isForSpreadsheet);
  }

  private void export(ExportOptions options) {
    new FileExporter(engine().warehouse(), RunListener.NONE).export(options);
  }

  private Engine engine() {
    return engine("w", "warehouse.extra=[\"" + folder.resolve("extra") + "\"]");
  }

  /** Every file of the export, its bytes as characters where they are no text. */
  private Map<String, String> texts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      files.filter(Files::isRegularFile).forEach(found::add);
    }
    for (Path file : found) {
      boolean isText = !file.toString().endsWith(".parquet");
      texts.put(
          folder.resolve("out").relativize(file).toString(),
          new String(
              Files.readAllBytes(file),
              isText ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }
    return texts;
  }
}
