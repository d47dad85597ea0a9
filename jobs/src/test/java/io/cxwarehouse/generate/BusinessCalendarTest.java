package io.cxwarehouse.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private final BusinessCalendar calendar =
      new BusinessCalendar(BERLIN, LocalDate.of(2025, 12, 1), LocalDate.of(2026, 12, 31));

  private static long at(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toEpochSecond();
  }

  @Test
  void workGoesOnAfterTheWeekend() {
    // Friday 16:30 has 30 minutes left; the other 45 are Monday's.
    assertThat(calendar.afterWork(at("2026-03-06T16:30:00"), 75 * 60))
        .isEqualTo(at("2026-03-09T09:45:00"));
  }

  @Test
  void workBeforeOpeningBeginsAtNineAndSkipsHolidays() {
    assertThat(calendar.afterWork(at("2025-12-31T20:00:00"), 3600))
        .isEqualTo(at("2026-01-02T10:00:00"));
  }

  @Test
  void dayBordersFollowTheZoneOverTheChangeOfTime() {
    int sunday = (int) LocalDate.of(2026, 3, 29).toEpochDay();
    assertThat(calendar.dayOf(at("2026-03-29T00:00:00"))).isEqualTo(sunday);
    assertThat(calendar.dayOf(at("2026-03-29T23:59:59"))).isEqualTo(sunday);
    assertThat(calendar.dayOf(at("2026-03-30T00:00:00"))).isEqualTo(sunday + 1);
  }
}
