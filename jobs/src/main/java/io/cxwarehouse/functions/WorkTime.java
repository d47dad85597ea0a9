package io.cxwarehouse.functions;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The working time of one ticket, whose schedule may change: schedules in order of time, each valid
 * from its instant to the next one's, the first one also before. Without any schedule all time is
 * working time. Compiled schedules are kept for the life of the process.
 */
public final class WorkTime {
  private static final ConcurrentHashMap<UTF8String, BusinessTime> COMPILED =
      new ConcurrentHashMap<>();

  /** The schedule of the latest call: comparing one text is cheaper than hashing it. */
  private static volatile Compiled latest = new Compiled(UTF8String.EMPTY_UTF8, null);

  private record Compiled(UTF8String text, BusinessTime time) {}

  private final long[] since;
  private final BusinessTime[] schedules;

  private WorkTime(int count) {
    this.since = new long[count];
    this.schedules = new BusinessTime[count];
  }

  /** All time is working time. */
  public static WorkTime calendar() {
    return new WorkTime(0);
  }

  /** Of {@code ARRAY<STRUCT<since TIMESTAMP, hours STRING>>}, ordered by since. */
  public static WorkTime of(ArrayData plan) {
    WorkTime time = new WorkTime(plan.numElements());
    for (int i = 0; i < time.since.length; i++) {
      InternalRow row = plan.getStruct(i, 2);
      time.since[i] = i == 0 || row.isNullAt(0) ? Long.MIN_VALUE : row.getLong(0);
      time.schedules[i] = row.isNullAt(1) ? null : compiled(row.getUTF8String(1));
    }
    return time;
  }

  /** {@code working_hours(text)}: the text itself where it says working hours, else null. */
  public static UTF8String check(UTF8String text) {
    return BusinessTime.parse(text.toString()) == null ? null : text;
  }

  /** {@code work_micros(plan, from, to)}. */
  public static long elapsed(ArrayData plan, long from, long to) {
    return of(plan).elapsed(from, to);
  }

  /** Working time between two instants in microseconds. */
  public long elapsed(long from, long to) {
    if (from > to) {
      return -elapsed(to, from);
    }
    if (since.length == 0) {
      return to - from;
    }
    long worked = 0;
    for (int i = 0; i < since.length; i++) {
      long start = Math.max(from, since[i]);
      long end = Math.min(to, validTo(i));
      if (start < end) {
        worked += schedules[i] == null ? end - start : schedules[i].elapsed(start, end);
      }
    }
    return worked;
  }

  /**
   * The first instant at which so much time has been worked; {@link BusinessTime#NEVER} if none.
   */
  public long addWorking(long start, long duration) {
    long at = start;
    long left = duration;
    for (int i = 0; i < since.length && left > 0; i++) {
      long end = validTo(i);
      if (end <= at) {
        continue;
      }
      long found = schedules[i] == null ? at + left : schedules[i].addWorking(at, left);
      if (found <= end) {
        return found;
      }
      left -= schedules[i] == null ? end - at : schedules[i].elapsed(at, end);
      at = end;
    }
    return at + left;
  }

  private long validTo(int schedule) {
    return schedule + 1 < since.length ? since[schedule + 1] : Long.MAX_VALUE;
  }

  private static BusinessTime compiled(UTF8String text) {
    Compiled candidate = latest;
    if (!candidate.text.equals(text)) {
      BusinessTime time = COMPILED.get(text);
      // Spark reuses the bytes behind the argument for the next row.
      UTF8String kept = text.clone();
      if (time == null) {
        time = BusinessTime.parse(kept.toString());
        if (time == null) {
          throw notHours(text);
        }
        COMPILED.put(kept, time);
      }
      candidate = new Compiled(kept, time);
      latest = candidate;
    }
    return candidate.time;
  }

  private static CxwException notHours(UTF8String text) {
    return new CxwException(
        ExitCode.FAILURE,
        "\"" + text + "\" says no working hours.",
        "work_micros was given a text that working_hours() does not accept",
        "Pass hours of silver.work_schedule, which holds accepted ones only.");
  }
}
