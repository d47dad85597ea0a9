package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.functions.TimeSpans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;

/** Says once of each step that it takes much longer than usual, and what Spark does for it. */
final class SlowSteps implements RunListener, AutoCloseable {
  /** Three times as long as usual, and so much longer; where nothing is known, very long. */
  private static final double TIMES = 3;

  private static final Duration AND_MORE = Duration.ofSeconds(30);
  private static final Duration UNKNOWN = Duration.ofMinutes(10);
  private static final long LOOK_SECONDS = 5;

  private final RunListener told;
  private final Forecast forecast;
  private final StepWork work;
  private final Clock clock;
  private final Map<TableId, Instant> running = new ConcurrentHashMap<>();
  private final Set<TableId> named = ConcurrentHashMap.newKeySet();
  private Runnable end = () -> {};

  SlowSteps(RunListener told, Forecast forecast, StepWork work, Clock clock) {
    this.told = told;
    this.forecast = forecast;
    this.work = work;
    this.clock = clock;
  }

  /** Begins to look every few seconds, until it is closed. */
  static SlowSteps watch(SparkContext spark, Forecast forecast, RunListener told) {
    StepWork work = new StepWork();
    SlowSteps watch = new SlowSteps(told, forecast, work, Clock.systemUTC());
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "cxw-slow-steps");
              thread.setDaemon(true);
              return thread;
            });
    spark.addSparkListener(work);
    var unused =
        looking.scheduleAtFixedRate(watch::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    watch.end =
        () -> {
          looking.shutdownNow();
          spark.removeSparkListener(work);
        };
    return watch;
  }

  @Override
  public void stepStarted(TableId table) {
    running.put(table, clock.instant());
    told.stepStarted(table);
  }

  @Override
  public void stepFinished(StepResult result) {
    running.remove(result.table());
    told.stepFinished(result);
  }

  void look() {
    Instant now = clock.instant();
    running.forEach(
        (table, started) -> {
          Duration taken = Duration.between(started, now);
          Double usual = forecast.usual().get(table);
          if (taken.compareTo(limit(usual)) > 0 && named.add(table)) {
            told.notice(
                table
                    + " has taken "
                    + TimeSpans.measured(taken)
                    + (usual == null
                        ? " so far, and no earlier run says how long it usually takes: "
                        : " so far, and usually takes " + text(usual) + ": ")
                    + work.describe(table, now));
          }
        });
  }

  private static Duration limit(Double usual) {
    return usual == null
        ? UNKNOWN
        : Duration.ofMillis((long) (1e3 * Math.max(TIMES * usual, usual + AND_MORE.toSeconds())));
  }

  private static String text(double seconds) {
    return TimeSpans.measured(Duration.ofMillis(Math.max(1000, (long) (1e3 * seconds))));
  }

  @Override
  public void close() {
    end.run();
  }
}
