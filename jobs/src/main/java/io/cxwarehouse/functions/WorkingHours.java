package io.cxwarehouse.functions;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Working hours of a week by the wall clock of a zone, less holidays. As text {@code
 * zone;intervals;holidays}: intervals in minutes from Sunday 00:00, such as {@code 1980-2460} for
 * Monday 09:00 to 17:00, holidays as dates with both ends, such as {@code 2026-12-24..2026-12-26}.
 * An interval that ends before it starts, or after the week, goes on into the next week.
 */
final class WorkingHours {
  static final int MINUTES_PER_DAY = 1440;
  private static final int MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

  /** No holiday is longer: a wrong year must not remove all working time, nor fill the memory. */
  private static final int LONGEST_HOLIDAY_DAYS = 3660;

  private final ZoneId zone;
  private final boolean[] working = new boolean[MINUTES_PER_WEEK];
  private final TreeSet<Long> holidays = new TreeSet<>();
  private final int[][] rangesOfDay = new int[7][];

  private WorkingHours(ZoneId zone) {
    this.zone = zone;
  }

  /** The hours that a text says; null where it is none. */
  static WorkingHours parse(String text) {
    String[] parts = text.split(";", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      WorkingHours hours = new WorkingHours(ZoneNames.zone(parts[0].strip()));
      for (String interval : items(parts[1])) {
        String[] ends = interval.split("-", -1);
        hours.add(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
      }
      for (String holiday : items(parts[2])) {
        int dots = holiday.indexOf("..");
        hours.close(
            LocalDate.parse(holiday.substring(0, dots)),
            LocalDate.parse(holiday.substring(dots + 2)));
      }
      hours.finish();
      return hours;
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static List<String> items(String part) {
    return part.isBlank() ? List.of() : Arrays.asList(part.strip().split("\\s*,\\s*", -1));
  }

  private void add(int start, int end) {
    if (start < 0 || start > MINUTES_PER_WEEK || end < 0 || end > 2 * MINUTES_PER_WEEK) {
      throw new IllegalArgumentException("no minutes of a week");
    }
    int last = end < start ? end + MINUTES_PER_WEEK : end;
    for (int minute = start; minute < Math.min(last, start + MINUTES_PER_WEEK); minute++) {
      working[minute % MINUTES_PER_WEEK] = true;
    }
  }

  private void close(LocalDate first, LocalDate last) {
    if (last.toEpochDay() - first.toEpochDay() > LONGEST_HOLIDAY_DAYS) {
      throw new IllegalArgumentException("a holiday of more than ten years");
    }
    for (long day = first.toEpochDay(); day <= last.toEpochDay(); day++) {
      holidays.add(day);
    }
  }

  private void finish() {
    for (int day = 0; day < rangesOfDay.length; day++) {
      List<Integer> ends = new ArrayList<>();
      for (int minute = 0; minute <= MINUTES_PER_DAY; minute++) {
        boolean before = minute > 0 && working[day * MINUTES_PER_DAY + minute - 1];
        boolean now = minute < MINUTES_PER_DAY && working[day * MINUTES_PER_DAY + minute];
        if (before != now) {
          ends.add(minute);
        }
      }
      rangesOfDay[day] = ends.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  ZoneId zone() {
    return zone;
  }

  /** Pairs of minutes of the local day (start, end exclusive) in which there is work. */
  int[] ranges(long epochDay) {
    return holidays.contains(epochDay) ? new int[0] : rangesOfDay[weekday(epochDay)];
  }

  private static int weekday(long epochDay) {
    // 1970-01-01 was a Thursday; Sunday is 0.
    return (int) Math.floorMod(epochDay + DayOfWeek.THURSDAY.getValue(), 7L);
  }
}
