package io.cxwarehouse.raw;

import static io.cxwarehouse.raw.FileReading.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.raw.ReadOutcome.Status;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRowsTest {
  private static final EntityShape SHAPE =
      FileReading.with(
          json("id", "subject", "tags"), ReadOptions.DEFAULT.withRecordsFields("tickets"));

  @Test
  void readsJsonLines() {
    FileReading read =
        FileReading.of(
            SHAPE,
            "{\"id\":1,\"subject\":\"\",\"tags\":[ \"a\" , {\"b\":1.50}]}\r\n\n"
                + "{\"id\":12345678901234567890,\"subject\":null,\"n\":1e3,\"o\":{\"p\":null}}");
    assertThat(read.values())
        .containsExactly(
            List.of("1", "", "[\"a\",{\"b\":1.50}]"),
            Arrays.asList("12345678901234567890", null, null));
    assertThat(read.good().get(1).rescued()).isEqualTo("{\"n\":1e3,\"o\":{\"p\":null}}");
  }

  @Test
  void readsPagesPrettyPrintedOrNotAndBareArrays() {
    String compact = "{\"count\":2,\"tickets\":[{\"id\":1},{\"id\":2,\"tags\":{}}],\"next\":[3]}";
    String pretty =
        "{\n  \"count\" : 2,\n  \"tickets\" : [\n    {\n      \"id\" : 1\n    },\n    {\n"
            + "      \"id\" : 2,\n      \"tags\" : { }\n    }\n  ],\n  \"next\" : [ 3 ]\n}\n";
    String array = " [ {\"id\":1},\n{\"id\":2,\"tags\":{}} ]";
    String two = "{\"tickets\":[{\"id\":1}]}\n{\"tickets\":[{\"id\":2,\"tags\":{}}]}\n";
    String single = "{\n\"id\": 1\n}\n{\n\"id\": 2,\n\"tags\":{}}";
    for (String text : List.of(compact, pretty, array, two, single)) {
      FileReading read = FileReading.of(SHAPE, text);
      assertThat(read.values())
          .as(text)
          .containsExactly(Arrays.asList("1", null, null), Arrays.asList("2", null, "{}"));
      assertThat(read.good().get(1).number()).isEqualTo(2);
    }
  }

  @Test
  void contentIsTheSameHoweverItIsPrinted() {
    BronzeRow lines = FileReading.of(SHAPE, "{\"id\":1,\"tags\":[1,2],\"z\":5}\n").good().get(0);
    BronzeRow page =
        FileReading.of(SHAPE, "{\"tickets\":[\n{ \"z\": 5, \"tags\": [ 1,\n 2 ], \"id\": 1 }]}")
            .good()
            .get(0);
    assertThat(page.contentHash()).isEqualTo(lines.contentHash());
  }

  @Test
  void theBestNameTakesAColumnInWhateverOrderFieldsCome() {
    EntityShape shape =
        FileReading.withColumns(
            FileReading.json("id"),
            List.of(ColumnShape.of("id"), new ColumnShape("name", List.of("label"), false, false)),
            List.of("id"),
            List.of());
    FileReading read =
        FileReading.of(
            shape,
            "{\"id\":1,\"label\":2,\"NAME\":\"b\",\"name\":\"c\"}\n"
                + "{\"id\":2,\"name\":\"c\",\"NAME\":\"b\",\"label\":2}\n"
                + "{\"id\":3,\"NAME\":\"b\",\"Name\":\"c\"}\n"
                + "{\"ID\":4,\"Id\":5}\n");
    assertThat(read.values())
        .containsExactly(List.of("1", "c"), List.of("2", "c"), Arrays.asList("3", null));
    assertThat(read.good())
        .extracting(BronzeRow::rescued)
        .containsExactly(
            "{\"NAME\":\"b\",\"label\":2}",
            "{\"NAME\":\"b\",\"label\":2}",
            "{\"Name\":\"c\",\"NAME\":\"b\"}");
    assertThat(read.reasons()).containsExactly(Reason.MALFORMED_ROW);
    assertThat(read.rejected().get(0).message()).isEqualTo("“ID” and “Id” are both the field “id”");
  }

  @Test
  void losesOnlyABrokenLine() {
    FileReading read =
        FileReading.of(
            SHAPE, "{\"id\":1,\n{\"id\":2}\n[1]\n{\"id\":3} x\n{\"id\":4,\"id\":5}\n{\"id\":6}");
    assertThat(read.keys()).containsExactly("2", "6");
    assertThat(read.reasons()).containsOnly(Reason.MALFORMED_ROW).hasSize(4);
    assertThat(read.rejected().get(0).message()).startsWith("line 1:");
  }

  /** Jackson refuses both, and tells no place. */
  @Test
  void losesOnlyALineThatNoParserReads() {
    FileReading read =
        FileReading.of(
            SHAPE,
            "{\"id\":1,\"a\":"
                + "9".repeat(2000)
                + "}\n{\"id\":2,\"a\":"
                + "[".repeat(1500)
                + "]".repeat(1500)
                + "}\n{\"id\":3}");
    assertThat(read.keys()).containsExactly("3");
    assertThat(read.reasons()).containsOnly(Reason.MALFORMED_ROW).hasSize(2);
    assertThat(
            FileReading.of(SHAPE, "{\"tickets\":[{\"id\":1},{\"id\":" + "9".repeat(2000) + "}]}")
                .keys())
        .containsExactly("1");
  }

  @Test
  void stopsWhereAPageIsBroken() {
    FileReading cut = FileReading.of(SHAPE, "{\"tickets\":[{\"id\":1},\n{\"id\":2},\n{\"id\":");
    assertThat(cut.keys()).containsExactly("1", "2");
    assertThat(cut.outcome().status()).isEqualTo(Status.PARTIAL);
    assertThat(cut.outcome().message()).contains("row 3 (line 3");
    FileReading unended = FileReading.of(SHAPE, "{\"tickets\":[{\"id\":1}");
    assertThat(unended.outcome().status()).isEqualTo(Status.PARTIAL);
  }

  @Test
  void tellsEmptyFromEmptyPage() {
    assertThat(FileReading.of(SHAPE, "").outcome().status()).isEqualTo(Status.EMPTY);
    assertThat(FileReading.of(SHAPE, "{\"tickets\":[]}").outcome().status())
        .isEqualTo(Status.HEADER_ONLY);
    assertThat(FileReading.of(SHAPE, "[]").outcome().status()).isEqualTo(Status.HEADER_ONLY);
  }

  @Test
  void quarantinesRecordsWithoutKeyOrText() {
    byte[] latin1 =
        "{\"id\":1,\"subject\":\"café\"}\n{\"subject\":\"a\"}\n{\"id\":3,\"subject\":\"\\u0000\"}\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    FileReading read = FileReading.of(SHAPE, "f.json", latin1);
    assertThat(read.reasons())
        .containsExactly(Reason.UNDECODABLE, Reason.MISSING_REQUIRED, Reason.UNDECODABLE);
  }

  @Test
  void quarantinesLongRecordsAndGoesOn() {
    String big = "x".repeat(5_000);
    FileReading lines =
        FileReading.of(SHAPE, "{\"id\":1,\"tags\":[\"" + big + "\"]}\n{\"id\":2}\n");
    FileReading page =
        FileReading.of(
            SHAPE, "{\"tickets\":[{\"id\":1,\"tags\":[\"" + big + "\",[1]]},{\"id\":2}]}");
    for (FileReading read : List.of(lines, page)) {
      assertThat(read.keys()).containsExactly("2");
      assertThat(read.reasons()).containsExactly(Reason.TOO_LONG);
    }
  }

  @Test
  void somethingElseThanJsonIsRefused() {
    FileReading read = FileReading.of(SHAPE, "<html>\n".repeat(30));
    assertThat(read.outcome().status()).isEqualTo(Status.REFUSED);
    assertThat(read.outcome().message()).contains("30 of 30 rows rejected");
  }
}
