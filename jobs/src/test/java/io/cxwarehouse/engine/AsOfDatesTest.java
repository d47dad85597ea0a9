package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Date;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** As-of tables keep their latest dates and every month end. */
class AsOfDatesTest {
  @Test
  void latestDatesAndMonthEndsStay() {
    Set<Date> existing =
        dates("2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02", "2026-02-28");
    assertThat(AsOfDates.expired(existing, dates("2026-03-01"), 2))
        .isEqualTo(dates("2026-01-30", "2026-02-01", "2026-02-02"));
    assertThat(AsOfDates.expired(existing, dates("2026-03-01"), 6)).isEmpty();
  }

  @Test
  void anOldDateThatIsRunAgainStays() {
    Set<Date> existing = dates("2026-02-02", "2026-02-03", "2026-02-04");
    assertThat(AsOfDates.expired(existing, dates("2026-01-15"), 2)).isEqualTo(dates("2026-02-02"));
  }

  private static Set<Date> dates(String... texts) {
    return Arrays.stream(texts).map(Date::valueOf).collect(Collectors.toSet());
  }
}
