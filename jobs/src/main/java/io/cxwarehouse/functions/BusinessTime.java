package io.cxwarehouse.functions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * How much working time lies between two instants, exact to the microsecond: an instant is working
 * time when the wall clock of the schedule's zone shows working hours and the date is no holiday.
 * Shifts are turned into instants once, with the working time before each; a question is two
 * look-ups, however long the interval. No working time is known before 1900 or after 2199.
 */
public final class BusinessTime {
  /** What {@link #addWorking} answers when the time is never worked. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final long MICROS = 1_000_000L;
  private static final long MINUTE = 60 * MICROS;
  private static final long DAY = WorkingHours.MINUTES_PER_DAY * MINUTE;
  private static final long FIRST = LocalDate.of(1900, 1, 1).toEpochDay() * DAY;
  private static final long LAST = LocalDate.of(2200, 1, 1).toEpochDay() * DAY;

  /** How far beyond a question shifts are laid out: the next questions lie nearby. */
  private static final long MARGIN = 366 * DAY;

  private final WorkingHours hours;
  private volatile Shifts shifts;

  private BusinessTime(WorkingHours hours) {
    this.hours = hours;
  }

  /** The schedule that a text says (see WorkingHours); null where it is none. */
  public static BusinessTime parse(String text) {
    WorkingHours hours = WorkingHours.parse(text);
    return hours == null ? null : new BusinessTime(hours);
  }

  /** Working time between two instants in microseconds; negative where they are in wrong order. */
  public long elapsed(long from, long to) {
    long first = Math.max(FIRST, Math.min(LAST, Math.min(from, to)));
    long last = Math.max(FIRST, Math.min(LAST, Math.max(from, to)));
    Shifts covering = covering(first, last);
    long worked = covering.workedBefore(last) - covering.workedBefore(first);
    return from <= to ? worked : -worked;
  }

  /**
   * The first instant at which so much time has been worked since the start: at the end of a shift
   * the end, not the next opening; without any duration the start itself.
   */
  public long addWorking(long start, long duration) {
    if (duration <= 0) {
      return start;
    }
    long first = Math.max(FIRST, start);
    long reach = first;
    while (first < LAST) {
      reach = Math.min(LAST, Math.max(reach + MARGIN, first + 2 * (reach - first)));
      Shifts covering = covering(first, reach);
      long found = covering.whenWorked(covering.workedBefore(first) + duration);
      if (found != NEVER || reach == LAST) {
        return found;
      }
    }
    return NEVER;
  }

  private Shifts covering(long first, long last) {
    Shifts known = shifts;
    if (known != null && first >= known.from && last <= known.to) {
      return known;
    }
    long from =
        Math.max(FIRST, known == null ? first - MARGIN : Math.min(known.from, first - MARGIN));
    long to = Math.min(LAST, known == null ? last + MARGIN : Math.max(known.to, last + MARGIN));
    Shifts wider = new Shifts(Math.floorDiv(from, DAY) * DAY, -Math.floorDiv(-to, DAY) * DAY);
    wider.layOut(hours);
    shifts = wider;
    return wider;
  }

  /** Shifts as instants in order, disjoint and not touching, over some whole days of UTC. */
  private static final class Shifts {
    private final long from;
    private final long to;
    private int count;
    private long[] starts = new long[512];
    private long[] ends = new long[512];
    private long[] before;
    private int[] firstOfDay;

    private Shifts(long from, long to) {
      this.from = from;
      this.to = to;
    }

    /** Between two changes of the zone's offset the wall clock runs like any other. */
    private void layOut(WorkingHours hours) {
      ZoneRules rules = hours.zone().getRules();
      long at = from;
      while (at < to) {
        Instant instant = Instant.EPOCH.plus(at, ChronoUnit.MICROS);
        long offset = rules.getOffset(instant).getTotalSeconds() * MICROS;
        ZoneOffsetTransition next = rules.nextTransition(instant);
        long end = next == null ? to : Math.min(to, next.toEpochSecond() * MICROS);
        piece(hours, at, end, offset);
        at = end;
      }
      sumUp();
    }

    private void piece(WorkingHours hours, long start, long end, long offset) {
      for (long day = Math.floorDiv(start + offset, DAY); day * DAY < end + offset; day++) {
        int[] ranges = hours.ranges(day);
        for (int i = 0; i < ranges.length; i += 2) {
          add(
              Math.max(start, day * DAY + ranges[i] * MINUTE - offset),
              Math.min(end, day * DAY + ranges[i + 1] * MINUTE - offset));
        }
      }
    }

    private void add(long start, long end) {
      if (start >= end) {
        return;
      }
      if (count > 0 && ends[count - 1] == start) {
        ends[count - 1] = end;
        return;
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      starts[count] = start;
      ends[count++] = end;
    }

    private void sumUp() {
      before = new long[count + 1];
      for (int i = 0; i < count; i++) {
        before[i + 1] = before[i] + ends[i] - starts[i];
      }
      firstOfDay = new int[(int) ((to - from) / DAY) + 1];
      int shift = 0;
      for (int day = 0; day < firstOfDay.length; day++) {
        while (shift < count && ends[shift] <= from + day * DAY) {
          shift++;
        }
        firstOfDay[day] = shift;
      }
    }

    private long workedBefore(long instant) {
      int shift = firstOfDay[(int) ((instant - from) / DAY)];
      while (shift < count && ends[shift] <= instant) {
        shift++;
      }
      return shift == count ? before[count] : before[shift] + Math.max(0, instant - starts[shift]);
    }

    private long whenWorked(long total) {
      if (total > before[count]) {
        return NEVER;
      }
      int found = Arrays.binarySearch(before, total);
      int shift = found >= 0 ? found - 1 : -found - 2;
      return starts[shift] + total - before[shift];
    }
  }
}
