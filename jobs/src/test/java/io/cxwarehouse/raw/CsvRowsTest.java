package io.cxwarehouse.raw;

import static io.cxwarehouse.raw.FileReading.csv;
import static io.cxwarehouse.raw.FileReading.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.raw.ReadOutcome.Status;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
  private static final EntityShape SHAPE = csv("Id", "Name", "City");

  /** A file of these rows below its header. */
  private static FileReading reading(String rows) {
    return FileReading.of(SHAPE, "Id,Name,City\n" + rows);
  }

  @Test
  void readsFieldsAsDelivered() {
    FileReading read = reading("1,\"Smith, \"\"Jo\"\"\", x \n2,,\"\"\n");
    assertThat(read.values())
        .containsExactly(List.of("1", "Smith, \"Jo\"", " x "), Arrays.asList("2", null, null));
    assertThat(read.outcome().status()).isEqualTo(Status.OK);
  }

  @Test
  void acceptsAnyMixOfLineEndsAndNoneAtTheEnd() {
    FileReading read = FileReading.of(SHAPE, "Id,Name,City\r\n1,a,b\n\r\n2,\"c\",d\r3,e,\"f\"");
    assertThat(read.values())
        .containsExactly(List.of("1", "a", "b"), List.of("2", "c", "d"), List.of("3", "e", "f"));
    assertThat(read.good().get(2).number()).isEqualTo(3);
  }

  @Test
  void keepsLineBreaksInsideQuotes() {
    FileReading read = reading("1,\"a\r\nb\n\nc\",x\n2,y,z\n");
    assertThat(read.values())
        .containsExactly(List.of("1", "a\r\nb\n\nc", "x"), List.of("2", "y", "z"));
  }

  @Test
  void matchesColumnsByNameWhateverOrderCaseOrAlias() {
    EntityShape shape =
        FileReading.withColumns(
            SHAPE,
            List.of(
                ColumnShape.of("Id"),
                new ColumnShape("Name", List.of("full name"), true, false),
                ColumnShape.of("City")),
            List.of("Id"),
            List.of());
    FileReading read = FileReading.of(shape, "CITY,Full Name, id ,Extra,More\nb,a,1,é\",2\n");
    assertThat(read.values()).containsExactly(List.of("1", "a", "b"));
    assertThat(read.good().get(0).rescued()).isEqualTo("{\"Extra\":\"é\\\"\",\"More\":\"2\"}");
  }

  @Test
  void quarantinesRowsWithAnotherNumberOfFields() {
    FileReading read = reading("1,a,b\n2,a\n3,a,b,c\n4,a,b\n");
    assertThat(read.keys()).containsExactly("1", "4");
    assertThat(read.reasons()).containsOnly(Reason.MALFORMED_ROW).hasSize(2);
    assertThat(read.rejected().get(0).number()).isEqualTo(2);
    assertThat(read.rejected().get(0).message()).isEqualTo("2 fields, header has 3");
    assertThat(read.outcome().rejected()).isEqualTo(2);
  }

  @Test
  void stopsAtAnUnclosedQuoteAndNamesItsLine() {
    FileReading read = reading("1,a,b\n2,\"c,d\n3,e,f\n4,g,h\n");
    assertThat(read.keys()).containsExactly("1");
    assertThat(read.outcome().status()).isEqualTo(Status.PARTIAL);
    assertThat(read.outcome().message()).contains("row 2 (line 3)").contains("never closed");
    assertThat(read.reasons()).containsExactly(Reason.FILE_REFUSED);
  }

  @Test
  void aQuoteThatClosesInALaterRecordIsUnclosedToo() {
    FileReading read = reading("1,a,b\n2,\"c,d\n3,\"e\",f\n4,g,h\n");
    assertThat(read.keys()).containsExactly("1");
    assertThat(read.outcome().message()).contains("line 3");
  }

  @Test
  void anUnclosedQuoteDoesNotSwallowALongFile() {
    String tail = "5,x,y\n".repeat(100_000);
    FileReading read = reading("1,a,b\n2,\"c,d\n" + tail);
    assertThat(read.keys()).containsExactly("1");
    assertThat(read.outcome().status()).isEqualTo(Status.PARTIAL);
  }

  @Test
  void quarantinesQuotesThatAreNotEscapedAndWhatMayBelongToThem() {
    FileReading read =
        FileReading.of(
            SHAPE,
            "Id,Name,City\n1,\"say \"hi\" now\",b\n2,a \"rest\",b\n3,5\" pipe,b\n4,a,b\n5,6\",c\n");
    assertThat(read.keys()).containsExactly("4", "5");
    assertThat(read.reasons()).containsOnly(Reason.MALFORMED_ROW).hasSize(3);
    assertThat(read.values().get(1)).containsExactly("5", "6\"", "c");
  }

  @Test
  void readsOtherDelimitersAndEscapes() {
    ReadOptions options = ReadOptions.DEFAULT.withDelimiter('^').withEscape('\\');
    FileReading read = FileReading.of(with(SHAPE, options), "Id^Name^City\n1^\"a\\\"^\\\\\"^x,y\n");
    assertThat(read.values()).containsExactly(List.of("1", "a\"^\\", "x,y"));
  }

  @Test
  void refusesFilesWhoseNeededColumnsAreMissingOrCannotBeTold() {
    ReadOutcome twice = FileReading.of(SHAPE, "Id,Name,Id\n1,a,2\n").outcome();
    assertThat(twice.status()).isEqualTo(Status.REFUSED);
    assertThat(twice.message()).contains("column “Id” twice").contains("found: Id, Name, Id");
    assertThat(FileReading.of(SHAPE, "ID,Name,id\n1,a,2\n").outcome().message())
        .contains("column “Id” twice (as “ID” and “id”)");
    ReadOutcome missing = FileReading.of(SHAPE, "Name,City\na,b\n").outcome();
    assertThat(missing.status()).isEqualTo(Status.REFUSED);
    assertThat(missing.reason()).isEqualTo(Reason.FILE_REFUSED);
    assertThat(missing.message()).contains("no column “Id”").contains("crm.contact");
  }

  @Test
  void theBestNameTakesAColumnAndLeftOversAreKept() {
    EntityShape shape =
        FileReading.withColumns(
            SHAPE,
            List.of(
                ColumnShape.of("Id"),
                new ColumnShape("Name", List.of("Full Name", "Label"), true, false),
                ColumnShape.of("City")),
            List.of("Id"),
            List.of());
    FileReading exact = FileReading.of(shape, "Label,NAME,Name,Id,id\na,b,c,1,2\n");
    assertThat(exact.values()).containsExactly(Arrays.asList("1", "c", null));
    assertThat(exact.good().get(0).rescued())
        .isEqualTo("{\"Label\":\"a\",\"NAME\":\"b\",\"id\":\"2\"}");
    FileReading alias = FileReading.of(shape, "Label,Full Name,Id\na,b,1\n");
    assertThat(alias.values()).containsExactly(Arrays.asList("1", "b", null));
    FileReading ambiguous =
        FileReading.of(shape, "Id,Name,CITY,city,Q1,Q1,q1, Q1 ,Q1 (2)\n1,n,a,b,c,d,e,f,g\n");
    assertThat(ambiguous.values()).containsExactly(Arrays.asList("1", "n", null));
    assertThat(ambiguous.good().get(0).rescued())
        .isEqualTo(
            "{\"CITY\":\"a\",\"city\":\"b\",\"Q1 (1)\":\"c\",\"Q1 (3)\":\"d\",\"q1\":\"e\","
                + "\"Q1 (4)\":\"f\",\"Q1 (2)\":\"g\"}");
    FileReading taken = FileReading.of(shape, "Id,Name,City,City\n1,n,a,b\n");
    assertThat(taken.good().get(0).rescued()).isEqualTo("{\"City (1)\":\"a\",\"City (2)\":\"b\"}");
  }

  @Test
  void whatTheToolRecordsIsToldFromRespondentsDataOfTheSameName() {
    EntityShape shape = with(SHAPE, ReadOptions.DEFAULT.withHeaderRows(3, "ImportId"));
    String ids = "{'ImportId':'_id'};{'ImportId':'City'};{'ImportId':'city'}".replace('\'', '"');
    EntityShape semicolons = with(shape, shape.options().withDelimiter(';').withQuote('\''));
    FileReading told = FileReading.of(semicolons, "Id;City;City\nl;l;l\n" + ids + "\n1;a;b\n");
    assertThat(told.good().get(0).values()).containsExactly("1", null, "b");
    assertThat(told.good().get(0).rescued()).isEqualTo("{\"City (1)\":\"a\"}");
    FileReading first = FileReading.of(shape, "Id,City,City\nlabel,l,l\n1,a,b\n");
    assertThat(first.good().get(0).values()).containsExactly("1", null, "a");
    assertThat(first.good().get(0).rescued()).isEqualTo("{\"City (2)\":\"b\"}");
  }

  @Test
  void rowsWithoutAnyValueAreBlankLines() {
    FileReading read =
        FileReading.of(
            SHAPE, ",,\nId,Name,City\n1,a,b\n,,\n\"\",, \n,,,,,\n   \n2,\"\"\"\",c\n,x,\n");
    assertThat(read.values()).containsExactly(List.of("1", "a", "b"), List.of("2", "\"", "c"));
    assertThat(read.good().get(1).number()).isEqualTo(2);
    assertThat(read.reasons()).containsExactly(Reason.MISSING_REQUIRED);
    EntityShape tabs = with(SHAPE, ReadOptions.DEFAULT.withDelimiter('\t'));
    assertThat(FileReading.of(tabs, "Id\tName\tCity\n\t\t\n1\t\tb\n").keys()).containsExactly("1");
  }

  @Test
  void aFirstLineMayNameTheDelimiter() {
    assertThat(FileReading.of(SHAPE, "sep=;\r\nId;Name;City\r\n1;a,b;\"c;d\"\r\n").values())
        .containsExactly(List.of("1", "a,b", "c;d"));
    assertThat(FileReading.of(SHAPE, "\uFEFFSEP=,\nId,Name,City\n1,a,b\n").keys())
        .containsExactly("1");
    assertThat(FileReading.of(SHAPE, "sep=\t\nId\tName\tCity\n1\ta\tb\n\t\t\n").keys())
        .containsExactly("1");
    assertThat(FileReading.of(SHAPE, "sep=;\n").outcome().status()).isEqualTo(Status.EMPTY);
  }

  @Test
  void theSentenceOfAQueryThatFoundNothingIsAnEmptyResult() {
    for (String text :
        List.of("Records not found for this query", "\"Records not found for this query\"\n")) {
      ReadOutcome none = FileReading.of(SHAPE, text).outcome();
      assertThat(none.status()).isEqualTo(Status.HEADER_ONLY);
      assertThat(none.rows() + none.rejected()).isZero();
    }
    assertThat(FileReading.of(SHAPE, "Records not found for this query\n1\n").outcome().status())
        .isEqualTo(Status.REFUSED);
  }

  @Test
  void textsOfDatabasesForNullAreNoValues() {
    EntityShape shape =
        FileReading.withColumns(
            SHAPE,
            List.of(
                ColumnShape.of("Id"),
                new ColumnShape("Name", List.of(), false, true),
                ColumnShape.of("City")),
            List.of("Id"),
            List.of());
    FileReading read =
        FileReading.of(
            shape,
            "Id,Name,City,Q\n1,NULL,NULL,NULL\n2,\\N, \\N ,\\N\n3,Null,Null,null\nNULL,a,b,c\n");
    assertThat(read.values())
        .containsExactly(
            Arrays.asList("1", "NULL", null),
            Arrays.asList("2", null, null),
            List.of("3", "Null", "Null"));
    assertThat(read.good().get(0).rescued()).isEqualTo("{\"Q\":\"NULL\"}");
    assertThat(read.good().get(1).rescued()).isNull();
    assertThat(read.reasons()).containsExactly(Reason.MISSING_REQUIRED);
    EntityShape own = with(shape, ReadOptions.DEFAULT.withNullTexts("n/a"));
    assertThat(FileReading.of(own, "Id,Name,City\n1,n/a,NULL\n").values())
        .containsExactly(Arrays.asList("1", null, "NULL"));
  }

  @Test
  void tellsEmptyFromHeaderOnly() {
    assertThat(FileReading.of(SHAPE, "").outcome().status()).isEqualTo(Status.EMPTY);
    assertThat(FileReading.of(SHAPE, "\r\n\n").outcome().status()).isEqualTo(Status.EMPTY);
    assertThat(FileReading.of(SHAPE, "Id,Name,City").outcome().status())
        .isEqualTo(Status.HEADER_ONLY);
    assertThat(reading("\n").outcome().rows()).isZero();
  }

  @Test
  void quarantinesLatin1AndNul() {
    byte[] latin1 =
        "Id,Name,City\n1,café,b\n2,tea,b\n3,x\0,b\n".getBytes(StandardCharsets.ISO_8859_1);
    FileReading read = FileReading.of(SHAPE, "f.csv", latin1);
    assertThat(read.keys()).containsExactly("2");
    assertThat(read.reasons()).containsOnly(Reason.UNDECODABLE).hasSize(2);
    FileReading told =
        FileReading.of(with(SHAPE, ReadOptions.DEFAULT.withCharset("ISO-8859-1")), "f", latin1);
    assertThat(told.values().get(0)).contains("café");
  }

  @Test
  void honoursByteOrderMarks() {
    String text = "Id,Name,City\n1,café,€\n";
    for (byte[] bytes :
        List.of(
            ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
            ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE))) {
      assertThat(FileReading.of(SHAPE, "f", bytes).values())
          .containsExactly(List.of("1", "café", "€"));
    }
    ReadOutcome unmarked =
        FileReading.of(SHAPE, "f", text.getBytes(StandardCharsets.UTF_16LE)).outcome();
    assertThat(unmarked.status()).isEqualTo(Status.REFUSED);
    assertThat(unmarked.message()).contains("not UTF-8 text");
  }

  @Test
  void quarantinesLongFieldsAndRecordsAndGoesOn() {
    String field = "x".repeat(1_001);
    String record = "y".repeat(50 << 20);
    FileReading read = reading("1," + field + ",b\n2,\"" + record + "\",b\n3,a,b\n");
    assertThat(read.keys()).containsExactly("3");
    assertThat(read.reasons()).containsOnly(Reason.TOO_LONG).hasSize(2);
    assertThat(read.rejected().get(1).rawText()).hasSizeLessThanOrEqualTo(1_000);
  }
}
