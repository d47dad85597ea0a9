package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cxwarehouse.catalog.CxwException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
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
  /** From 1901 to 2099: before 1901 zones use local mean time. */
  private static final long FIRST = -2_177_452_800L;

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
        "1772356500",
        "2026-03-01\u0661"
      })
  void anythingElseIsNoInstant(String text) {
    assertThat(Instants.toInstant(utf8(text), utf8("UTC"))).isNull();
    assertThat(Instants.isTimeAdjusted(utf8(text), utf8("UTC"))).isNull();
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
