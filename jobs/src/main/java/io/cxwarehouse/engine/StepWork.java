package io.cxwarehouse.engine;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.functions.TimeSpans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;

/**
 * What Spark did for each table's step, as its tasks tell: to say why a step takes long. Tables of
 * the same run are told apart by their jobs' properties ({@link LogContext}).
 */
final class StepWork extends SparkListener {
  /** A task that takes so many times the median of the others holds them up. */
  private static final int SKEW = 5;

  private static final long SKEW_LEAST_MILLIS = 10_000;
  private static final double MUCH_GC = 0.3;

  private final Map<Integer, String> tableOfStage = new HashMap<>();
  private final Map<String, Sums> sums = new HashMap<>();

  private static final class Sums {
    private final Map<Long, TaskInfo> running = new HashMap<>();
    private final List<Long> millis = new ArrayList<>();
    private long failed;
    private long rows;
    private long bytes;
    private long shuffled;
    private long spilled;
    private long runMillis;
    private long gcMillis;

    private void add(TaskMetrics metrics) {
      rows += metrics.inputMetrics().recordsRead();
      bytes += metrics.inputMetrics().bytesRead();
      shuffled += metrics.shuffleWriteMetrics().bytesWritten();
      spilled += metrics.diskBytesSpilled();
      runMillis += metrics.executorRunTime();
      gcMillis += metrics.jvmGCTime();
    }
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    String table =
        event.properties() == null ? null : event.properties().getProperty(LogContext.TABLE);
    if (table != null) {
      tableOfStage.put(event.stageInfo().stageId(), table);
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart event) {
    Sums of = of(event.stageId());
    if (of != null) {
      of.running.put(event.taskInfo().taskId(), event.taskInfo());
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    Sums of = of(event.stageId());
    if (of == null) {
      return;
    }
    of.running.remove(event.taskInfo().taskId());
    if (event.taskInfo().failed()) {
      of.failed++;
    } else {
      of.millis.add(event.taskInfo().duration());
    }
    if (event.taskMetrics() != null) {
      of.add(event.taskMetrics());
    }
  }

  private Sums of(int stage) {
    String table = tableOfStage.get(stage);
    return table == null ? null : sums.computeIfAbsent(table, t -> new Sums());
  }

  /** What was done for a table so far, and what of it takes long. */
  synchronized String describe(TableId table, Instant now) {
    Sums of = sums.getOrDefault(table.toString(), new Sums());
    List<String> parts = new ArrayList<>();
    parts.add(number(of.millis.size()) + " tasks done, " + of.running.size() + " running");
    if (of.rows > 0) {
      parts.add(number(of.rows) + " rows (" + bytes(of.bytes) + ") read");
    }
    if (of.shuffled > 0) {
      parts.add(bytes(of.shuffled) + " exchanged between tasks");
    }
    if (of.spilled > 0) {
      parts.add(
          bytes(of.spilled)
              + " spilled to disk, since memory was short (CXW_MEMORY, or spark-submit's)");
    }
    if (of.failed > 0) {
      parts.add(of.failed + " tasks failed and were tried again");
    }
    if (of.gcMillis > MUCH_GC * of.runMillis && of.gcMillis > SKEW_LEAST_MILLIS) {
      parts.add(100 * of.gcMillis / of.runMillis + " % of it went into collecting garbage");
    }
    longest(of, now)
        .ifPresent(
            millis ->
                parts.add(
                    "one task has run for "
                        + TimeSpans.measured(Duration.ofMillis(millis))
                        + ", the others for much less: many of its rows have one key"));
    if (of.running.isEmpty()) {
      parts.add("Spark works on none of its tasks now: they wait for others, or for storage");
    }
    return String.join("; ", parts);
  }

  private static OptionalLong longest(Sums of, Instant now) {
    OptionalLong longest =
        of.running.values().stream()
            .mapToLong(task -> now.toEpochMilli() - task.launchTime())
            .max();
    long[] done = of.millis.stream().mapToLong(Long::longValue).sorted().toArray();
    long median = done.length == 0 ? Long.MAX_VALUE / SKEW : done[done.length / 2];
    return Arrays.stream(longest.isPresent() ? new long[] {longest.getAsLong()} : new long[0])
        .filter(millis -> millis > SKEW_LEAST_MILLIS && millis > SKEW * median)
        .findFirst();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String bytes(long value) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double shown = value;
    int unit = 0;
    while (shown >= 1000 && unit < units.length - 1) {
      shown /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", shown, units[unit]);
  }
}
