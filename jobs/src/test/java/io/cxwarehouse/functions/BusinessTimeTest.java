package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessTimeTest {
  /** Monday to Friday 09:00 to 17:00. */
  static final String OFFICE = "1980-2460,3420-3900,4860-5340,6300-6780,7740-8220";

  private static final long MINUTE = 60_000_000L;

  /** 2019 to 2030. */
  private static final long FIRST = 1_546_300_800L;

  private static final long LAST = 1_893_456_000L;

  record Schedule(String zone, List<int[]> intervals, List<LocalDate> holidays) {
    String text() {
      List<String> hours = intervals.stream().map(i -> i[0] + "-" + i[1]).toList();
      List<String> days = holidays.stream().map(d -> d + ".." + d.plusDays(1)).toList();
      return zone + ";" + String.join(",", hours) + ";" + String.join(",", days);
    }

    /** The same rule said minute by minute: what the wall clock shows. */
    boolean isWorking(Instant instant) {
      LocalDateTime local = instant.atZone(ZoneId.of(zone)).toLocalDateTime();
      for (LocalDate holiday : holidays) {
        if (local.toLocalDate().equals(holiday)
            || local.toLocalDate().equals(holiday.plusDays(1))) {
          return false;
        }
      }
      LocalDate sunday = local.toLocalDate().minusDays(local.getDayOfWeek().getValue() % 7);
      long minute = ChronoUnit.MINUTES.between(sunday.atTime(LocalTime.MIN), local);
      return intervals.stream()
          .anyMatch(i -> (minute >= i[0] && minute < i[1]) || minute + 10_080 < i[1]);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  @Provide
  Arbitrary<Schedule> schedules() {
    Arbitrary<String> zones =
        Arbitraries.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Kolkata",
            "Africa/Casablanca",
            "America/Santiago",
            "Pacific/Apia");
    Arbitrary<int[]> interval =
        Combinators.combine(
                Arbitraries.integers().between(0, 10_079), Arbitraries.integers().between(1, 1500))
            .as((start, length) -> new int[] {start, start + length});
    Arbitrary<LocalDate> holidays =
        Arbitraries.longs().between(FIRST / 86_400, LAST / 86_400).map(LocalDate::ofEpochDay);
    return Combinators.combine(zones, interval.list().ofMaxSize(9), holidays.list().ofMaxSize(5))
        .as(Schedule::new);
  }

  @Property(tries = 150)
  void equalsCountingMinutes(
      @ForAll("schedules") Schedule schedule,
      @ForAll @LongRange(min = FIRST, max = LAST) long second,
      @ForAll @LongRange(min = 0, max = 20_000) long minutes) {
    BusinessTime time = BusinessTime.parse(schedule.text());
    long from = second / 60 * MINUTE;
    long counted = 0;
    for (long i = 0; i < minutes; i++) {
      counted += schedule.isWorking(instant(from + i * MINUTE)) ? 1 : 0;
    }
    assertThat(time.elapsed(from, from + minutes * MINUTE)).isEqualTo(counted * MINUTE);
  }

  /** The weeks in which clocks change, where random instants seldom fall. */
  @Property(tries = 150)
  void equalsCountingMinutesAroundChangesOfTheClock(
      @ForAll("schedules") Schedule schedule, @ForAll @LongRange(min = 0, max = 15) long change) {
    Instant at = Instant.ofEpochSecond(FIRST);
    for (long i = 0; i <= change; i++) {
      var next = ZoneId.of(schedule.zone()).getRules().nextTransition(at);
      at = next == null ? at : next.getInstant();
    }
    BusinessTime time = BusinessTime.parse(schedule.text());
    long from = micros(at) - 1500 * MINUTE;
    long counted = 0;
    for (long i = 0; i < 3000; i++) {
      counted += schedule.isWorking(instant(from + i * MINUTE)) ? 1 : 0;
    }
    assertThat(time.elapsed(from, from + 3000 * MINUTE)).isEqualTo(counted * MINUTE);
  }

  @Property
  void addsUpAndIsNeverLongerThanTheCalendar(
      @ForAll("schedules") Schedule schedule,
      @ForAll @LongRange(min = FIRST * 1_000_000, max = LAST * 1_000_000) long a,
      @ForAll @LongRange(min = FIRST * 1_000_000, max = LAST * 1_000_000) long b,
      @ForAll @LongRange(min = FIRST * 1_000_000, max = LAST * 1_000_000) long c) {
    BusinessTime time = BusinessTime.parse(schedule.text());
    assertThat(time.elapsed(a, b) + time.elapsed(b, c)).isEqualTo(time.elapsed(a, c));
    assertThat(Math.abs(time.elapsed(a, b))).isLessThanOrEqualTo(Math.abs(b - a));
    assertThat(BusinessTime.parse(schedule.text()).elapsed(a, c)).isEqualTo(time.elapsed(a, c));
  }

  @Property
  void addWorkingIsTheFirstInstantAtWhichTheTimeIsReached(
      @ForAll("schedules") Schedule schedule,
      @ForAll @LongRange(min = FIRST * 1_000_000, max = LAST * 1_000_000) long start,
      @ForAll @LongRange(min = 1, max = 40_000_000_000L) long duration) {
    BusinessTime time = BusinessTime.parse(schedule.text());
    long end = time.addWorking(start, duration);
    if (schedule.intervals().isEmpty()) {
      assertThat(end).isEqualTo(BusinessTime.NEVER);
      return;
    }
    assertThat(time.elapsed(start, end)).isEqualTo(duration);
    assertThat(time.elapsed(start, end - 1)).isEqualTo(duration - 1);
  }

  @ParameterizedTest
  @CsvSource({
    // Friday 16:30 to Monday 09:45: half an hour and three quarters
    "2026-03-06T15:30:00Z, 2026-03-09T08:45:00Z, 75",
    // the night in which an hour is skipped, and the one in which it comes twice
    "2026-03-27T15:00:00Z, 2026-03-30T08:00:00Z, 120",
    "2026-10-23T14:00:00Z, 2026-10-26T09:00:00Z, 120",
    // Labour Day is no working day
    "2026-04-30T14:00:00Z, 2026-05-04T08:00:00Z, 120",
    "2026-05-01T06:00:00Z, 2026-05-01T18:00:00Z, 0",
    // to the second
    "2026-03-09T08:00:00.250Z, 2026-03-09T08:00:30.750Z, 0.508333333333333",
  })
  void officeHoursInBerlin(Instant from, Instant to, double minutes) {
    BusinessTime time = BusinessTime.parse("Europe/Berlin;" + OFFICE + ";2026-05-01..2026-05-01");
    assertThat(time.elapsed(micros(from), micros(to)) / 6e7)
        .isCloseTo(minutes, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void aNightShiftIsAnHourShorterOrLongerWhereTheClockChanges() {
    // Saturday 22:00 to Sunday 06:00, over the end of the week
    BusinessTime time = BusinessTime.parse("Europe/Berlin;9960-360;");
    List<Long> hours = new ArrayList<>();
    for (String saturday : List.of("2026-03-21", "2026-03-28", "2026-10-24")) {
      Instant noon = Instant.parse(saturday + "T12:00:00Z");
      hours.add(time.elapsed(micros(noon), micros(noon.plus(24, ChronoUnit.HOURS))) / MINUTE / 60);
    }
    assertThat(hours).containsExactly(8L, 7L, 9L);
  }

  @Test
  void aTargetThatIsUsedUpAtTheEndOfAShiftEndsThere() {
    BusinessTime time = BusinessTime.parse("UTC;" + OFFICE + ";");
    long friday = micros(Instant.parse("2026-03-06T16:00:00Z"));
    assertThat(instant(time.addWorking(friday, 60 * MINUTE))).isEqualTo("2026-03-06T17:00:00Z");
    assertThat(instant(time.addWorking(friday, 60 * MINUTE + 1)))
        .isEqualTo("2026-03-09T09:00:00.000001Z");
  }

  @Test
  void roundTheClockIsTheCalendarExceptOnHolidays() {
    BusinessTime time = BusinessTime.parse("Europe/Berlin;0-10080;2026-03-29..2026-03-29");
    long from = micros(Instant.parse("2026-03-01T00:00:00Z"));
    long to = micros(Instant.parse("2026-04-01T00:00:00Z"));
    assertThat(to - from - time.elapsed(from, to)).isEqualTo(23 * 60 * MINUTE);
  }

  @Test
  void instantsFarAwayEndTheWork() {
    BusinessTime time = BusinessTime.parse("UTC;0-10080;");
    long end = micros(Instant.parse("2200-01-01T00:00:00Z"));
    assertThat(time.elapsed(end - 5, end + 1000)).isEqualTo(5);
    assertThat(time.addWorking(end - 5, 6)).isEqualTo(BusinessTime.NEVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "UTC",
        "Mars/Olympus;0-60;",
        "UTC;0;",
        "UTC;-5-60;",
        "UTC;0-60;2026-02-30..2026-03-01",
        "UTC;0-60;2026-01-01..9999-12-31",
        "UTC;a-b;",
      })
  void whatSaysNoHoursIsNone(String text) {
    assertThat(BusinessTime.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, Europe/Berlin",
    "Berlin, Europe/Berlin",
    "Eastern Time (US & Canada), America/New_York",
    "Buenos Aires, America/Argentina/Buenos_Aires",
    "Hong Kong, Asia/Hong_Kong",
    "Pacific Time (Canada), America/Vancouver",
    "Alberta, America/Edmonton",
    "St. Petersburg, Europe/Moscow",
    "UTC, UTC",
  })
  void zonesAsZendeskNamesThem(String name, String zone) {
    assertThat(ZoneNames.zone(name)).isEqualTo(ZoneId.of(zone));
  }

  /** Istanbul and Nicosia lie in two regions: which one counts must not matter. */
  @Test
  void zonesOfOneCityAreTheSame() {
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (id.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_]+")) {
        String city = id.substring(id.indexOf('/') + 1).replace('_', ' ');
        if (!List.of("Samoa", "Hawaii").contains(city)) {
          assertThat(ZoneNames.zone(city).getRules()).as(id).isEqualTo(ZoneId.of(id).getRules());
        }
      }
    }
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
