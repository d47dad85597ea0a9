package io.cxwarehouse.functions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Delivered timestamps as instants. A text without a zone is read in the source's zone: in the hour
 * that a DST change repeats it is the earlier instant, in the hour that one skips it is shifted
 * forward by the gap. Values are Spark's: microseconds since 1970 UTC, days since 1970.
 */
public final class Instants {
  private static final long MICROS = 1_000_000L;
  private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 2);
  private static final LocalDate FAR_AHEAD = LocalDate.of(2200, 1, 1);

  private Instants() {}

  /** The instant that a text names, or null where it names none. */
  public static Long toInstant(UTF8String text, UTF8String zone) {
    Parsed parsed = Parsed.of(text.getBytes());
    if (parsed == null) {
      return null;
    }
    ZoneOffset offset =
        parsed.offset != null ? parsed.offset : Zones.rules(zone).getOffset(parsed.local);
    return parsed.local.toEpochSecond(offset) * MICROS + parsed.micros;
  }

  /**
   * Whether the text is a time from 2200 on (2999-12-31, 9999-12-31), which is how systems write
   * that something never ends, or has not happened.
   */
  public static boolean isFarAhead(UTF8String text) {
    Parsed parsed = Parsed.read(text.getBytes());
    return parsed != null && !parsed.local.toLocalDate().isBefore(FAR_AHEAD);
  }

  /**
   * Whether the text is spelled as a time, one that stands for no date included. What may be left
   * out is null then, and does not reject its row.
   */
  public static boolean isTime(UTF8String text) {
    return Parsed.read(text.getBytes()) != null || isZero(text.getBytes());
  }

  /** Whether the text is a date without a time: {@code 2026-04-01} or {@code 20260401}. */
  public static boolean isDate(UTF8String text) {
    TimeText in = new TimeText(text.getBytes());
    int digits = in.leadingDigits();
    try {
      if (digits != 4 && digits != 8) {
        return false;
      }
      in.date(digits == 4 ? '-' : TimeText.NONE);
      return in.atEnd();
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Nothing but zeros, such as 0 and MySQL's 0000-00-00 00:00:00. */
  private static boolean isZero(byte[] text) {
    boolean hasZero = false;
    for (byte letter : text) {
      if (letter != '0' && " -:.TZ".indexOf(letter) < 0) {
        return false;
      }
      hasZero |= letter == '0';
    }
    return hasZero;
  }

  /** Whether the text names a local time that its zone repeats or skips. */
  public static Boolean isTimeAdjusted(UTF8String text, UTF8String zone) {
    Parsed parsed = Parsed.of(text.getBytes());
    if (parsed == null) {
      return null;
    }
    if (parsed.offset != null) {
      return false;
    }
    ZoneRules rules = Zones.rules(zone);
    return !rules.isFixedOffset() && rules.getValidOffsets(parsed.local).size() != 1;
  }

  /** The date on which an instant falls in a zone. */
  public static int businessDate(long micros, UTF8String zone) {
    long second = Math.floorDiv(micros, MICROS);
    int offset = Zones.rules(zone).getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
    return (int) Math.floorDiv(second + offset, 86_400L);
  }

  /**
   * A time in one of the spellings that sources document: {@code yyyy-MM-dd[(T| )HH:mm[:ss[.f]]
   * [zone]]} or {@code yyyyMMdd[THHmm[ss[.f]][zone]]} with zone {@code Z}, {@code UTC}, {@code
   * GMT}, {@code +HH}, {@code +HHmm} or {@code +HH:mm}; seconds, milliseconds or microseconds since
   * 1970, told by their digits; and those that begin with a day's or month's name ({@link
   * NamedDates}). Read by hand: a DateTimeFormatter is ten times slower.
   *
   * <p>A time before 2 January 1970 is none: zeros of databases and programs (0001, 1601, 1753,
   * 1899, 1900, 1970) and typed years (0226) say that a date is not known, and each day since then
   * would be computed. So is one from 2200 on ({@link #isFarAhead}): nothing was delivered then.
   */
  private record Parsed(LocalDateTime local, int micros, ZoneOffset offset) {
    static Parsed of(byte[] text) {
      Parsed parsed = read(text);
      return parsed == null
              || parsed.local.toLocalDate().isBefore(FIRST_DAY)
              || !parsed.local.toLocalDate().isBefore(FAR_AHEAD)
          ? null
          : parsed;
    }

    static Parsed read(byte[] text) {
      try {
        return read(new TimeText(text));
      } catch (DateTimeException e) {
        return null;
      }
    }

    private static Parsed read(TimeText in) {
      int digits = in.leadingDigits();
      if (digits == 4) {
        return timed(in, in.date('-'), ':');
      }
      if (digits == 8) {
        return timed(in, in.date(TimeText.NONE), TimeText.NONE);
      }
      if (digits < 4) {
        OffsetDateTime named = NamedDates.parse(in.rest());
        return named == null ? null : new Parsed(named.toLocalDateTime(), 0, named.getOffset());
      }
      return sinceEpoch(in, digits);
    }

    private static Parsed timed(TimeText in, LocalDate date, char between) {
      if (in.atEnd()) {
        return new Parsed(LocalDateTime.of(date, LocalTime.MIDNIGHT), 0, null);
      }
      if (!in.take('T') && !in.take('t') && (between == TimeText.NONE || !in.take(' '))) {
        return null;
      }
      int hour = in.digits(2);
      in.require(between);
      int minute = in.digits(2);
      int second =
          (between == TimeText.NONE ? in.leadingDigits() > 0 : in.take(between)) ? in.digits(2) : 0;
      int micros = in.take('.') || in.take(',') ? in.fraction() : 0;
      LocalDateTime local = LocalDateTime.of(date, LocalTime.of(hour, minute, second));
      ZoneOffset offset = in.atEnd() ? null : in.offset();
      return in.atEnd() ? new Parsed(local, micros, offset) : null;
    }

    /** Since September 2001: one digit less would make a slip in 20260401 a time in the past. */
    private static Parsed sinceEpoch(TimeText in, int digits) {
      long unit =
          switch (digits) {
            case 10 -> MICROS;
            case 13 -> 1_000L;
            case 16 -> 1L;
            default -> throw new TimeText.Unreadable();
          };
      long micros = in.number(digits) * unit;
      if (in.take('.')) {
        // Whole numbers are exported as 1772356500.0 where a column has empty cells.
        int fraction = in.fraction();
        if (unit == MICROS) {
          micros += fraction;
        } else if (fraction != 0) {
          return null;
        }
      }
      LocalDateTime utc =
          LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), 0, ZoneOffset.UTC);
      return in.atEnd() ? new Parsed(utc, (int) (micros % MICROS), ZoneOffset.UTC) : null;
    }
  }
}
