package io.cxwarehouse.raw;

import static io.cxwarehouse.raw.FileReading.csv;
import static io.cxwarehouse.raw.FileReading.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.raw.ReadOutcome.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileRowsTest {
  private static final EntityShape SHAPE = csv("id", "name");

  private static byte[] rows(int from, int until) {
    StringBuilder text = new StringBuilder(from == 0 ? "id,name\n" : "");
    for (int i = from; i < until; i++) {
      text.append(i).append(",name ").append(i * 7919L).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void unpacksByContentAndAllMembers() throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(gzip(rows(0, 1000)));
    two.write(gzip(rows(1000, 3000)));
    assertThat(FileReading.of(SHAPE, "no-suffix", two.toByteArray()).good()).hasSize(3000);
  }

  @Test
  void refusesTruncatedAndFalseGzip() {
    byte[] packed = gzip(rows(0, 50_000));
    ReadOutcome cut =
        FileReading.of(SHAPE, "a.csv.gz", Arrays.copyOf(packed, packed.length - 9)).outcome();
    assertThat(cut.status()).isEqualTo(Status.REFUSED);
    assertThat(cut.message()).contains("truncated or damaged");
    byte[] flipped = packed.clone();
    flipped[packed.length / 2] ^= 0x55;
    assertThat(FileReading.of(SHAPE, "a.csv.gz", flipped).outcome().isRefused()).isTrue();
    ReadOutcome plain = FileReading.of(SHAPE, "a.csv.gz", rows(0, 3)).outcome();
    assertThat(plain.status()).isEqualTo(Status.REFUSED);
    assertThat(plain.message()).contains("not gzip");
    assertThat(FileReading.of(SHAPE, "a.csv.gz", new byte[0]).outcome().status())
        .isEqualTo(Status.EMPTY);
  }

  @Test
  void refusesBombs() {
    byte[] bomb =
        gzip(
            ("id,name\n" + ("1," + "a".repeat(900) + "\n").repeat(1 << 17))
                .getBytes(StandardCharsets.UTF_8));
    ReadOutcome ratio = FileReading.of(SHAPE, "b.gz", bomb).outcome();
    assertThat(ratio.isRefused()).isTrue();
    assertThat(ratio.message()).contains("200 times its size");
    EntityShape small = FileReading.with(SHAPE, new ReadLimits(1_000, 4_000, 50, 1 << 20, 5_000));
    assertThat(FileReading.of(small, "b.gz", bomb).outcome().message()).contains("1048576 bytes");
  }

  @Test
  void refusesAFileWithTooManyBadRowsButNotAFew() {
    String good = "1,a\n".repeat(100);
    ReadOutcome few = FileReading.of(SHAPE, "id,name\n" + good + "x\n".repeat(20)).outcome();
    assertThat(few.status()).isEqualTo(Status.OK);
    ReadOutcome many = FileReading.of(SHAPE, "id,name\n" + good + "x\n".repeat(21)).outcome();
    assertThat(many.status()).isEqualTo(Status.REFUSED);
    assertThat(many.message()).isEqualTo("21 of 121 rows rejected, allowed are 5.0 %");
    assertThat(many.rows()).isEqualTo(100);
  }

  @Test
  void oneSpellingOfAnIdNamesARecord() {
    assertThat(FileReading.of(SHAPE, "id,name\nK-5 ,a\n K-5,b\n77.0,c\n77,d\n").keys())
        .containsExactly("K-5", "K-5", "77", "77");
    EntityShape two =
        FileReading.withColumns(SHAPE, SHAPE.columns(), List.of("id", "name"), List.of());
    assertThat(FileReading.of(two, "id,name\n77.0 , a\n").keys()).containsExactly("77|a");
  }

  private static ColumnShape spelled(String name, KeyText.Kind kind, String given) {
    return new ColumnShape(
        name, List.of(), false, false, ColumnShape.Origin.FILE, new KeyText(kind, given));
  }

  private static EntityShape keyed(ColumnShape... columns) {
    List<String> names = Arrays.stream(columns).map(ColumnShape::name).toList();
    return FileReading.withColumns(SHAPE, List.of(columns), names, names);
  }

  @Test
  void oneSpellingOfADayAndOfACurrencyNamesARecord() {
    EntityShape rate =
        keyed(
            spelled("date", KeyText.Kind.DATE, null),
            spelled("currency", KeyText.Kind.CURRENCY, null));
    assertThat(
            FileReading.of(
                    rate,
                    "date,currency\n2026-03-02,USD\n2026-03-02,usd \n2026-03-02T00:00:00,USD\n"
                        + "2026-03-02T00:00:00+01:00,USD\n20260302,USD\nsoon,USD\n")
                .keys())
        .containsExactly(
            "2026-03-02|USD",
            "2026-03-02|USD",
            "2026-03-02|USD",
            "2026-03-02|USD",
            "2026-03-02|USD",
            "soon|USD");
    EntityShape spend =
        keyed(
            spelled("date", KeyText.Kind.DATE, null),
            spelled("currency", KeyText.Kind.CURRENCY, "EUR"));
    assertThat(FileReading.of(spend, "date\n2026-03-02\n").keys())
        .containsExactly("2026-03-02|EUR");
  }

  @Test
  void oneSpellingOfATimeNamesARecord() {
    EntityShape sent = keyed(spelled("at", KeyText.Kind.TIME, "Europe/Berlin"));
    assertThat(
            FileReading.of(
                    sent,
                    "at\n2026-03-01T10:00:00Z\n2026-03-01 11:00:00\n2026-03-01T10:00Z\n"
                        + "2026-03-01T10:00:00.5Z\n2026-03-02\n2026-03-02T00:00:00+01:00\n")
                .keys())
        .containsExactly(
            "2026-03-01T10:00:00Z",
            "2026-03-01T10:00:00Z",
            "2026-03-01T10:00:00Z",
            "2026-03-01T10:00:00.500Z",
            "2026-03-02",
            "2026-03-02");
  }

  @Test
  void oneSpellingOfANumberNamesARecordAndCentsKeepTheirs() {
    EntityShape amount = keyed(spelled("amount", KeyText.Kind.NUMBER, null));
    assertThat(
            FileReading.of(
                    amount, "amount\n10.50\n10.5\n1.050e1\n10.505\n10.00\n10\n-3.0\n1.5 kg\n")
                .keys())
        .containsExactly("10.50", "10.50", "10.50", "10.505", "10", "10", "-3", "1.5 kg");
  }

  @Test
  void mentionsOfTwoNetworksAreTwoAndTwitterIsX() {
    EntityShape mention =
        keyed(spelled("network", KeyText.Kind.NETWORK, null), ColumnShape.of("id"));
    assertThat(
            FileReading.of(
                    mention,
                    "network,id\ntwitter,1\nX,1\nX (formerly Twitter),1.0\nfacebook,1\n"
                        + " Facebook ,2\n")
                .keys())
        .containsExactly("x|1", "x|1", "x|1", "facebook|1", "facebook|2");
  }

  @Test
  void filesAreReadAgainOnlyWhereTheSpellingOfAKeyIsAnother() {
    String column = ColumnShape.of("id").toString();
    assertThat(column)
        .isEqualTo(
            "ColumnShape[name=id, aliases=[], isRequired=false, isPersonal=false, origin=FILE]");
    assertThat(keyed(spelled("id", KeyText.Kind.DATE, null)).fingerprint())
        .isNotEqualTo(keyed(ColumnShape.of("id")).fingerprint());
  }

  @Test
  void namesRecordsByCompositeKeysThatCannotBeConfused() {
    EntityShape shape =
        FileReading.withColumns(SHAPE, SHAPE.columns(), List.of("id", "name"), List.of());
    FileReading read = FileReading.of(shape, "id,name\na|b,c\na,b|c\na,b\n,b\n");
    assertThat(read.keys()).containsExactly("a\\|b|c", "a|b\\|c", "a|b");
    assertThat(read.reasons()).containsExactly(Reason.MISSING_REQUIRED);
  }

  @Test
  void derivesKeysFromIdentityAndPositionAmongEquals() {
    EntityShape shape =
        FileReading.withColumns(SHAPE, SHAPE.columns(), List.of("id"), List.of("name"));
    List<String> first = FileReading.of(shape, "id,name\n,a\n7,a\n,b\n,a\n").keys();
    List<String> other = FileReading.of(shape, "name,id\nb,\na,\na,\n").keys();
    assertThat(first.get(0)).matches("x_[0-9a-f]{24}");
    assertThat(first.get(1)).isEqualTo("7");
    assertThat(first).doesNotHaveDuplicates();
    assertThat(other).containsExactly(first.get(2), first.get(0), first.get(3));
  }

  @Test
  void contentDoesNotDependOnWhichColumnsAreKnown() {
    EntityShape wider = csv("id", "aa", "name", "zz");
    String text = "zz,id,name,aa\n1,2,3,4\n";
    assertThat(FileReading.of(SHAPE, text).good().get(0).contentHash())
        .isEqualTo(FileReading.of(wider, text).good().get(0).contentHash())
        .isNotEqualTo(
            FileReading.of(wider, "zz,id,name,aa\n1,2,4,3\n").good().get(0).contentHash());
  }

  @Test
  void showsNoPersonInRejectedRows() {
    EntityShape shape =
        FileReading.withColumns(
            SHAPE,
            List.of(
                ColumnShape.of("id"),
                new ColumnShape("name", List.of(), false, true),
                ColumnShape.of("note"),
                ColumnShape.of("at")),
            List.of("id"),
            List.of());
    FileReading read =
        FileReading.of(
            shape,
            "id,name,note,at,extra\n"
                + ",Ann Lee,call +49 (30) 123-4567 or ann@lee.org,2026-03-01T10:00:00Z,Ann Lee\n"
                + "5,Ann Lee,ann@lee.org\n");
    assertThat(read.rejected().get(0).rawText())
        .isEqualTo(
            "{\"name\":\"***\",\"note\":\"call *** or ***\",\"at\":\"2026-03-01T10:00:00Z\","
                + "\"extra\":\"***\"}");
    assertThat(read.rejected().get(1).rawText()).isEqualTo("9,xxx xxx,xxx@xxx.xxx");
  }

  /** Whether or not a column of the entity is personal. */
  @Test
  void showsNoPersonOfLinksAndOfColumnsThatNobodyDescribed() {
    FileReading read =
        FileReading.of(
            csv("id", "note"),
            "id,note,buyer\n,https://x.example/?e=ann%40lee.org&t=%2B4930123456,Ann Lee\n");
    assertThat(read.rejected().get(0).rawText())
        .isEqualTo("{\"note\":\"https://x.example/?e=***\",\"buyer\":\"***\"}");
    read = FileReading.of(csv("id", "note"), "id,note\n,?t=%2B4930123456&e=ann%2540lee.org\n");
    assertThat(read.rejected().get(0).rawText()).isEqualTo("{\"note\":\"?t=%2B***&e=***\"}");
  }

  @Test
  void aTablesNameIsTheFilesUpToItsDate() {
    ColumnShape table =
        new ColumnShape(
            "table", List.of(), false, false, ColumnShape.Origin.EXPORT_TABLE, KeyText.ID);
    EntityShape shape =
        FileReading.withColumns(
            csv("id", "table"), List.of(ColumnShape.of("id"), table), List.of("id"), List.of());
    byte[] rows = "id\na\n".getBytes(StandardCharsets.UTF_8);
    String folder = "ga4/events/2026-03-05/";
    assertThat(FileReading.of(shape, folder + "events_20260301000002.csv.gz", gzip(rows)).values())
        .containsExactly(List.of("a", "events_20260301"));
    assertThat(FileReading.of(shape, folder + "events_intraday_20260305_1.csv", rows).values())
        .containsExactly(List.of("a", "events_intraday_20260305"));
    assertThat(FileReading.of(shape, folder + "part/undated.csv", rows).values())
        .containsExactly(List.of("a", "undated"));
  }

  @Test
  void refusesFilesWithFewerRowsThanExpected() {
    EntityShape shape =
        new EntityShape(
            "crm",
            "c",
            Format.CSV,
            SHAPE.columns(),
            SHAPE.key(),
            List.of(),
            null,
            ReadOptions.DEFAULT,
            FileReading.LIMITS,
            3,
            0.05);
    assertThat(FileReading.of(shape, "id,name\n1,a\n2,b\n").outcome().message())
        .isEqualTo("2 rows, expected are at least 3");
    assertThat(FileReading.of(shape, "").outcome().isRefused()).isTrue();
  }
}
