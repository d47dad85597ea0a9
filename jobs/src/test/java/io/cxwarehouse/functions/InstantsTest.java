package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
  /** From 3 January 1970 to 2099: what is earlier is no date that anybody meant. */
  private static final long FIRST = 172_800L;

  private static final long LAST = 4_102_444_799L;

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T09:15:00.000Z, 2026-03-01T09:15:00Z",
    "2026-03-01T09:15:00.000+0000, 2026-03-01T09:15:00Z",
    "2022-03-05T18:05:57+00:00, 2022-03-05T18:05:57Z",
    "2022-03-05T18:05:57-05:30, 2022-03-05T23:35:57Z",
    "2022-03-05T18:05:57+02, 2022-03-05T16:05:57Z",
    "2022-03-05 18:05:57.123456789 UTC, 2022-03-05T18:05:57.123456Z",
    "2017-07-18 08:28:09, 2017-07-18T06:28:09Z",
    "2017-07-18T08:28, 2017-07-18T06:28:00Z",
    "2017-07-18, 2017-07-17T22:00:00Z",
    "' 2017-07-18 ', 2017-07-17T22:00:00Z",
    "2022-03-05 18:05:57 GMT, 2022-03-05T18:05:57Z",
    "2022-03-05T18:05:57UTC, 2022-03-05T18:05:57Z",
    "20220305, 2022-03-04T23:00:00Z",
    "20220305T1805, 2022-03-05T17:05:00Z",
    "20220305T180557.25Z, 2022-03-05T18:05:57.250Z",
    "20220305T180557-0530, 2022-03-05T23:35:57Z",
    "1646503557, 2022-03-05T18:05:57Z",
    "1646503557.5, 2022-03-05T18:05:57.500Z",
    "1646503557250, 2022-03-05T18:05:57.250Z",
    "1646503557250.0, 2022-03-05T18:05:57.250Z",
    "1646503557250125, 2022-03-05T18:05:57.250125Z",
    "1000000000, 2001-09-09T01:46:40Z",
    "'Sat, 05 Mar 2022 18:05:57 GMT', 2022-03-05T18:05:57Z",
    "'Sat, 5 Mar 2022 18:05:57 -0530', 2022-03-05T23:35:57Z",
    "5 Mar 2022 18:05 +0100, 2022-03-05T17:05:00Z",
    "Sat Mar 05 18:05:57 +0000 2022, 2022-03-05T18:05:57Z",
    "1970-01-02, 1970-01-01T23:00:00Z",
    "2199-12-31, 2199-12-30T23:00:00Z",
  })
  void readsWhatSourcesDeliver(String text, Instant expected) {
    assertThat(instant(text, "Europe/Berlin")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "n/a",
        "2026-02-30",
        "2026-13-01",
        "2026-3-1",
        "01.03.2026",
        "2026-03-01T25:00:00Z",
        "2026-03-01T09:15:60Z",
        "2026-03-01T09",
        "2026-03-01T09:15:00.Z",
        "2026-03-01T09:15:00 CET",
        "2026-03-01T09:15:00+19:00",
        "2026-03-01T09:15:00Zx",
        "20261301",
        "202603011",
        "999999999",
        "999999999999",
        "20260301091500",
        "20260301T09",
        "20260301 091500",
        "0",
        "86399",
        "-1772356500",
        "17723565001",
        "1772356500000.5",
        "1772356500000000000",
        "1.7723565E9",
        "1772356500 s",
        "Fri, 05 Mar 2022 18:05:57 GMT",
        "Sat, 31 Feb 2022 18:05:57 GMT",
        "Mar 5, 2022",
        "3/5/2022",
        "20226-03-01",
        "0001-01-01T00:00:00Z",
        "0226-03-01",
        "1601-01-01T00:00:00Z",
        "1753-01-01",
        "1899-12-30",
        "1900-01-01 00:00:00",
        "1969-12-31T23:59:59Z",
        "1970-01-01",
        "1970-01-01T12:00:00+02:00",
        "2200-01-01",
        "9999-12-31T23:59:59Z",
        "2026-03-01\u0661"
      })
  void anythingElseIsNoInstant(String text) {
    assertThat(Instants.toInstant(utf8(text), utf8("UTC"))).isNull();
    assertThat(Instants.isTimeAdjusted(utf8(text), utf8("UTC"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2200-01-01T00:00:00Z", "2999-12-31", "40001231", "9999-12-31"})
  void theEndOfTimeIsFarAheadAndNoInstant(String text) {
    assertThat(Instants.isFarAhead(utf8(text))).isTrue();
    assertThat(Instants.toInstant(utf8(text), utf8("UTC"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2199-12-31T23:59:59Z", "1601-01-01", "never", "20226-03-01", ""})
  void allElseIsNotFarAhead(String text) {
    assertThat(Instants.isFarAhead(utf8(text))).isFalse();
  }

  @Test
  void theRepeatedHourIsTheEarlierInstant() {
    assertThat(instant("2026-10-25 02:30:00", "Europe/Berlin"))
        .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(adjusted("2026-10-25 02:30:00", "Europe/Berlin")).isTrue();
    assertThat(adjusted("2026-10-25 03:00:00", "Europe/Berlin")).isFalse();
  }

  @Test
  void theSkippedHourIsShiftedByTheGap() {
    assertThat(instant("2026-03-29 02:30:00", "Europe/Berlin"))
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    assertThat(adjusted("2026-03-29 02:30:00", "Europe/Berlin")).isTrue();
    assertThat(adjusted("2026-03-29T02:30:00Z", "Europe/Berlin")).isFalse();
    // Midnight itself is skipped here; the day begins at 01:00.
    assertThat(instant("2018-11-04", "America/Sao_Paulo"))
        .isEqualTo(Instant.parse("2018-11-04T03:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-04-01, true",
    "0001-01-01T00:00:00Z, true",
    "1970-01-01, true",
    "0000-00-00 00:00:00, true",
    "0, true",
    "-, false",
    "0226-02-30, false",
    "soon, false",
    "'', false"
  })
  void whatIsSpelledAsATimeIsTold(String text, boolean isTime) {
    assertThat(Instants.isTime(utf8(text))).isEqualTo(isTime);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-04-01, true",
    "' 20260401 ', true",
    "2026-04-01 00:00:00, false",
    "20260401T080000Z, false",
    "2026-04-31, false",
    "1775030400, false",
    "2026-04, false",
    "'', false"
  })
  void datesWithoutATimeAreTold(String text, boolean isDate) {
    assertThat(Instants.isDate(utf8(text))).isEqualTo(isDate);
  }

  @Test
  void zoneDataOlderThanADateAreTold() {
    assertThat(ZoneData.version()).matches("20[0-9]{2}[a-z]+");
    assertThat(ZoneData.description()).contains(ZoneData.version(), "Java 17");
    assertThat(ZoneData.doubt("2025a", LocalDate.of(2025, 12, 31))).isEmpty();
    assertThat(ZoneData.doubt("2025a", LocalDate.of(2026, 1, 1)).orElseThrow())
        .contains("2025a", "2026-01-01", "update Java");
  }

  @Test
  void anUnknownZoneNamesTheRemedy() {
    assertThatThrownBy(() -> instant("2026-03-01", "Europe/Berlim"))
        .isInstanceOf(CxwException.class)
        .hasMessageContaining("Europe/Berlim")
        .hasMessageContaining("warehouse.timezone");
  }

  @Property(tries = 500)
  void localTextsAreReadAsJavaTimeReadsThem(
      @ForAll @LongRange(min = FIRST, max = LAST) long second, @ForAll("zones") String zone) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    ZonedDateTime expected = local.atZone(ZoneId.of(zone));
    assertThat(instant(local.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME), zone))
        .isEqualTo(expected.toInstant());
  }

  @Property(tries = 500)
  void anInstantThatIsWrittenWithAnyOffsetReadsBack(
      @ForAll @LongRange(min = FIRST, max = LAST) long second,
      @ForAll("zones") String written,
      @ForAll("zones") String read) {
    Instant instant = Instant.ofEpochSecond(second);
    String text = instant.atZone(ZoneId.of(written)).toOffsetDateTime().toString();
    // Local mean time has seconds in its offset, which no source writes.
    if (!text.matches(".*:\\d\\d:\\d\\d$") || text.lastIndexOf('T') + 9 >= text.length()) {
      assertThat(instant(text, read)).isEqualTo(instant);
    }
  }

  @Property(tries = 300)
  void anInstantReadsBackFromEverySpelling(
      @ForAll @LongRange(min = 1_000_000_000, max = LAST) long second,
      @ForAll @LongRange(min = 0, max = 999_999) long micros,
      @ForAll("zones") String zone) {
    Instant whole = Instant.ofEpochSecond(second);
    Instant exact = whole.plusNanos(micros * 1_000);
    Instant millis = whole.plusMillis(micros / 1_000);
    OffsetDateTime utc = whole.atOffset(ZoneOffset.UTC);
    assertThat(instant(Long.toString(second), zone)).isEqualTo(whole);
    assertThat(instant("%d.%06d".formatted(second, micros), zone)).isEqualTo(exact);
    assertThat(instant(Long.toString(millis.toEpochMilli()), zone)).isEqualTo(millis);
    assertThat(instant(Long.toString(second * 1_000_000 + micros), zone)).isEqualTo(exact);
    for (DateTimeFormatter spelling :
        List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss xx uuuu", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX"))) {
      assertThat(instant(utc.format(spelling), zone)).isEqualTo(whole);
    }
  }

  @Property(tries = 500)
  void theBusinessDateIsJavaTimesLocalDate(
      @ForAll @LongRange(min = FIRST, max = LAST) long second, @ForAll("zones") String zone) {
    LocalDate expected = Instant.ofEpochSecond(second).atZone(ZoneId.of(zone)).toLocalDate();
    int days = Instants.businessDate(second * 1_000_000 + 999_999, utf8(zone));
    assertThat(LocalDate.ofEpochDay(days)).isEqualTo(expected);
  }

  @Property(tries = 500)
  void noTextThrows(@ForAll @StringLength(max = 40) String text) {
    Instants.toInstant(utf8(text), utf8("Europe/Berlin"));
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "America/Sao_Paulo");
  }

  private static Instant instant(String text, String zone) {
    long micros = Instants.toInstant(utf8(text), utf8(zone));
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  private static boolean adjusted(String text, String zone) {
    return Instants.isTimeAdjusted(utf8(text), utf8(zone));
  }

  private static UTF8String utf8(String text) {
    return UTF8String.fromString(text);
  }
}
