package io.cxwarehouse.functions.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.functions.WorkTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Minutes as instants: what a ticket's story makes of its clocks. */
class ObligationTest {
  private static final long MINUTE = 60_000_000L;

  @Test
  void aCommentOnASolvedTicketWaitsOnlyIfItOpensTheTicketAgain() {
    TicketClocks clocks = new TicketClocks(0);
    clocks.event(0, "status", "new");
    clocks.event(10 * MINUTE, "reply", "agent");
    clocks.event(20 * MINUTE, "status", "solved");
    clocks.event(30 * MINUTE, "reply", "end_user");
    assertThat(judged(clocks, "next_reply_time", 5, 100)).isEmpty();
    clocks.event(31 * MINUTE, "status", "open");
    assertThat(judged(clocks, "next_reply_time", 5, 100))
        .containsExactly("breached from 30 due 35");
  }

  @Test
  void solvingFulfilsWhatIsOpenAndCountsAsAnAnswer() {
    TicketClocks clocks = new TicketClocks(0);
    clocks.event(0, "status", "new");
    clocks.event(20 * MINUTE, "status", "solved");
    clocks.event(30 * MINUTE, "status", "open");
    clocks.event(30 * MINUTE, "reply", "end_user");
    assertThat(judged(clocks, "first_reply_time", 30, 100)).containsExactly("met from 0 due 30");
    assertThat(judged(clocks, "next_reply_time", 30, 40)).containsExactly("active from 30 due 60");
    assertThat(judged(clocks, "next_reply_time", 30, 60)).containsExactly("active from 30 due 60");
    assertThat(judged(clocks, "next_reply_time", 30, 61))
        .containsExactly("breached from 30 due 60");
  }

  @Test
  void anUpdateWithoutASolutionIsOwedAgain() {
    TicketClocks clocks = new TicketClocks(0);
    clocks.event(0, "status", "open");
    clocks.event(10 * MINUTE, "status", "pending");
    clocks.event(10 * MINUTE, "reply", "agent");
    assertThat(judged(clocks, "periodic_update_time", 30, 45))
        .containsExactly("breached from 10 due 40");
    assertThat(judged(clocks, "pausable_update_time", 30, 45))
        .containsExactly("paused from 10 due -");
    clocks.event(50 * MINUTE, "status", "open");
    assertThat(judged(clocks, "pausable_update_time", 30, 60))
        .containsExactly("active from 10 due 80");
  }

  /** Whatever happens: clocks of the whole ticket count the minutes in which they run. */
  @Property(tries = 300)
  void clocksCountTheMinutesOfTheirStatuses(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> statuses = List.of("new", "open", "pending", "hold", "solved", "closed");
    TicketClocks clocks = new TicketClocks(0);
    String[] timeline = new String[1000];
    String status = "new";
    clocks.event(0, "status", status);
    for (int minute = 0; minute < timeline.length; minute++) {
      if (minute > 0 && random.nextInt(40) == 0) {
        status = statuses.get(random.nextInt(statuses.size()));
        clocks.event(minute * MINUTE, "status", status);
      } else if (random.nextInt(60) == 0) {
        clocks.event(minute * MINUTE, "reply", random.nextBoolean() ? "agent" : "end_user");
      }
      timeline[minute] = status;
    }
    for (Clock clock : clocks.all()) {
      if (clock.metric().ordinal() < Metric.REQUESTER_WAIT.ordinal()) {
        assertThat(clock.fulfilledAt()).isGreaterThanOrEqualTo(clock.startedAt());
        continue;
      }
      long counted = 0;
      for (String then : timeline) {
        counted += clock.metric().runsIn(then) ? 1 : 0;
      }
      long ran = 0;
      for (Clock.Run run : clock.runs(timeline.length * MINUTE)) {
        ran += run.to() - run.from();
      }
      assertThat(ran).as("%s of seed %d", clock.metric(), seed).isEqualTo(counted * MINUTE);
      assertThat(clock.isOpen()).isEqualTo(Metric.Status.UNSOLVED.contains(status));
    }
  }

  private static List<String> judged(
      TicketClocks clocks, String metric, long minutes, long asOfMinute) {
    List<String> judged = new ArrayList<>();
    Target target = new Target(metric, null, minutes, false);
    for (Clock clock : clocks.all()) {
      if (target.isFor(clock.metric(), "normal") && clock.startedAt() < asOfMinute * MINUTE) {
        Obligation obligation =
            Obligation.judge(clock, "normal", target, WorkTime.calendar(), asOfMinute * MINUTE);
        judged.add(
            "%s from %d due %s"
                .formatted(
                    obligation.status(),
                    clock.startedAt() / MINUTE,
                    obligation.dueAt() == Obligation.NONE ? "-" : obligation.dueAt() / MINUTE));
      }
    }
    return judged;
  }
}
