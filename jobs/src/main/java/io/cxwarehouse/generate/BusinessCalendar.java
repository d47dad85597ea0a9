package io.cxwarehouse.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The company's days. Instants are epoch seconds, days are epoch days of the business zone. Support
 * works Monday to Friday 09:00 to 17:00, except on the fixed holidays.
 */
final class BusinessCalendar {
  static final int OPENS = 9 * 3600;
  static final int CLOSES = 17 * 3600;
  static final String[] HOLIDAYS = {"01-01", "05-01", "10-03", "12-25", "12-26"};

  private final int firstDay;
  private final long[] dayStart;
  private final boolean[] working;

  BusinessCalendar(ZoneId zone, LocalDate first, LocalDate last) {
    this.firstDay = (int) first.toEpochDay();
    int n = (int) (last.toEpochDay() - firstDay) + 2;
    this.dayStart = new long[n];
    this.working = new boolean[n];
    for (int i = 0; i < n; i++) {
      LocalDate date = LocalDate.ofEpochDay(firstDay + (long) i);
      dayStart[i] = date.atStartOfDay(zone).toEpochSecond();
      DayOfWeek weekday = date.getDayOfWeek();
      working[i] = weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY && !isHoliday(date);
    }
  }

  private static boolean isHoliday(LocalDate date) {
    String monthAndDay = date.toString().substring(5);
    for (String holiday : HOLIDAYS) {
      if (holiday.equals(monthAndDay)) {
        return true;
      }
    }
    return false;
  }

  /** The instant so many seconds after local midnight of a day. */
  long at(int day, int second) {
    return dayStart[day - firstDay] + second;
  }

  int dayOf(long instant) {
    int i = (int) Math.floorDiv(instant - dayStart[0], 86_400L);
    i = Math.max(0, Math.min(i, dayStart.length - 1));
    while (i > 0 && dayStart[i] > instant) {
      i--;
    }
    while (i + 1 < dayStart.length && dayStart[i + 1] <= instant) {
      i++;
    }
    return firstDay + i;
  }

  boolean isWorking(int day) {
    return working[day - firstDay];
  }

  /**
   * The instant at which so many seconds of working time have passed; the calendar's end at most.
   */
  long afterWork(long from, long seconds) {
    long left = seconds;
    int day = dayOf(from);
    while (day - firstDay < dayStart.length - 1) {
      if (working[day - firstDay]) {
        long begin = Math.max(from, at(day, OPENS));
        long room = at(day, CLOSES) - begin;
        if (room > left) {
          return begin + left;
        }
        left -= Math.max(0, room);
      }
      day++;
    }
    return dayStart[dayStart.length - 1];
  }
}
