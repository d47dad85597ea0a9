package io.cxwarehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** How long a run will take, and which of its steps takes longer than it used to. */
class ForecastTest {
  private static final TableId TICKET = TableId.of("silver.ticket");
  private static final TableId DAILY = TableId.of("gold.kpi_support_daily");
  private static final List<PlannedStep> NIGHT = plan(How.KEYS, How.PARTITIONS);

  @Test
  void withoutAnEarlierRunThereIsNothingToGoBy() {
    Forecast forecast = Forecast.of(NIGHT, List.of());
    assertThat(forecast.seconds()).isEmpty();
    assertThat(forecast.usual()).isEmpty();
    assertThat(forecast.describe()).isEqualTo("no earlier run to go by");
  }

  /** The first run took an hour, since it made everything; a quiet night skipped what it could. */
  @Test
  void onlyNightsThatDidTheSameCount() {
    Forecast forecast =
        Forecast.of(
            NIGHT,
            List.of(
                run(3600, How.FIRST, 2000, How.FIRST, 1000),
                run(100, How.KEYS, 60, How.PARTITIONS, 20),
                run(140, How.KEYS, 90, How.PARTITIONS, 30),
                run(20, How.SKIP, 0, How.SKIP, 0)));
    assertThat(forecast.nights()).isEqualTo(3);
    assertThat(forecast.seconds()).hasValue(100);
    assertThat(forecast.usual())
        .containsExactlyInAnyOrderEntriesOf(Map.of(TICKET, 75.0, DAILY, 25.0));
    assertThat(forecast.describe())
        .isEqualTo("about 1 min 40 s, as the median of 3 runs like this one");
  }

  @Test
  void aRebuildIsNoNight() {
    List<Forecast.Earlier> nights = List.of(run(100, How.KEYS, 60, How.PARTITIONS, 20));
    assertThat(Forecast.of(plan(How.FULL, How.FULL), nights).seconds()).isEmpty();
    assertThat(Forecast.of(plan(How.FIRST, How.FIRST), nights).seconds()).isEmpty();
    // What is asked for is one table, and the nights were of two.
    assertThat(Forecast.of(NIGHT.subList(0, 1), nights).seconds()).isEmpty();
    // How long that table takes in its usual way is known all the same.
    assertThat(Forecast.of(NIGHT.subList(0, 1), nights).usual()).containsEntry(TICKET, 60.0);
  }

  /** Weeks of repairs tell nothing of a night, and do not push the nights away that do. */
  @Test
  void upkeepIsNoNight() {
    List<Row> runs = new ArrayList<>();
    runs.add(ended(1, "run", ExitCode.OK));
    runs.add(ended(2, "backfill", ExitCode.REFUSED));
    runs.add(ended(3, null, ExitCode.OK));
    runs.add(ended(4, "run", ExitCode.FAILURE));
    for (int number = 5; number < 20; number++) {
      runs.add(ended(number, number % 2 == 0 ? "repair" : "maintain", ExitCode.OK));
    }
    assertThat(EarlierRuns.nights(runs))
        .extracting(run -> run.<String>getAs("run_id"))
        .containsExactly("3", "2", "1");
  }

  private static Row ended(long number, String command, ExitCode code) {
    StructType schema =
        new StructType()
            .add("run_id", "string")
            .add("run_number", "long")
            .add("command", "string")
            .add("started_at", "timestamp")
            .add("finished_at", "timestamp")
            .add("exit_code", "int");
    Timestamp at = Timestamp.from(Instant.EPOCH);
    return new GenericRowWithSchema(
        new Object[] {String.valueOf(number), number, command, at, at, code.code()}, schema);
  }

  @Test
  void aStepIsNamedOnceItTakesThreeTimesAsLong() {
    MovingClock clock = new MovingClock();
    List<String> notices = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void notice(String text) {
            notices.add(text);
          }
        };
    SlowSteps watch =
        new SlowSteps(
            listener,
            new Forecast(3, OptionalDouble.of(100), Map.of(TICKET, 40.0)),
            new StepWork(),
            clock);
    watch.stepStarted(TICKET);
    watch.stepStarted(DAILY);
    clock.move(Duration.ofSeconds(119));
    watch.look();
    assertThat(notices).isEmpty();
    clock.move(Duration.ofSeconds(2));
    watch.look();
    watch.look();
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith(
            "silver.ticket has taken 2 min 1 s so far, and usually takes 40 s: 0 tasks done")
        .contains("works on none of its tasks");
    clock.move(Duration.ofMinutes(9));
    watch.look();
    assertThat(notices).hasSize(2).last().asString().contains("no earlier run says");
  }

  private static List<PlannedStep> plan(How ticket, How daily) {
    return List.of(
        new PlannedStep(TICKET, ticket, List.of(), List.of()),
        new PlannedStep(DAILY, daily, List.of(), List.of(TICKET)));
  }

  private static Forecast.Earlier run(
      double seconds, How ticket, double ticketSeconds, How daily, double dailySeconds) {
    return new Forecast.Earlier(
        seconds,
        Map.of(
            TICKET,
            new Forecast.Step(ticket, ticketSeconds),
            DAILY,
            new Forecast.Step(daily, dailySeconds)));
  }

  private static final class MovingClock extends Clock {
    private Instant now = Instant.EPOCH;

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
