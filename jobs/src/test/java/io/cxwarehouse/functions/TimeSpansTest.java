package io.cxwarehouse.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeSpansTest {
  @Test
  void measuredTimesKeepTheirTwoLargestUnits() {
    assertThat(TimeSpans.measured(Duration.ofMillis(59_900))).isEqualTo("59 s");
    assertThat(TimeSpans.measured(Duration.ofSeconds(250))).isEqualTo("4 min 10 s");
    assertThat(TimeSpans.measured(Duration.ofSeconds(3599))).isEqualTo("59 min 59 s");
    assertThat(TimeSpans.measured(Duration.ofSeconds(7530))).isEqualTo("2 h 5 min");
  }

  @Test
  void guessedTimesAreRounded() {
    assertThat(TimeSpans.guessed(89.4)).isEqualTo("89 s");
    assertThat(TimeSpans.guessed(250)).isEqualTo("4 min");
    assertThat(TimeSpans.guessed(89 * 60)).isEqualTo("89 min");
    assertThat(TimeSpans.guessed(7530)).isEqualTo("2 h 6 min");
  }
}
