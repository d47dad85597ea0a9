package io.cxwarehouse.functions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
   * {@code yyyy-MM-dd[(T| )HH:mm[:ss[.f]][zone]]} with zone {@code Z}, {@code UTC}, {@code +HH},
   * {@code +HHmm} or {@code +HH:mm}. Read by hand: a DateTimeFormatter is ten times slower.
   */
  private record Parsed(LocalDateTime local, int micros, ZoneOffset offset) {
    static Parsed of(byte[] text) {
      Reader in = new Reader(text);
      try {
        LocalDate date = in.date();
        if (in.atEnd()) {
          return new Parsed(LocalDateTime.of(date, LocalTime.MIDNIGHT), 0, null);
        }
        if (!in.take('T') && !in.take('t') && !in.take(' ')) {
          return null;
        }
        int hour = in.digits(2);
        in.require(':');
        int minute = in.digits(2);
        int second = in.take(':') ? in.digits(2) : 0;
        int micros = in.take('.') || in.take(',') ? in.fraction() : 0;
        LocalDateTime local = LocalDateTime.of(date, LocalTime.of(hour, minute, second));
        ZoneOffset offset = in.atEnd() ? null : in.offset();
        return in.atEnd() ? new Parsed(local, micros, offset) : null;
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  /** A cursor over the text without the blanks around it. */
  private static final class Reader {
    private final byte[] text;
    private final int end;
    private int at;

    Reader(byte[] text) {
      int first = 0;
      int last = text.length;
      while (first < last && text[first] >= 0 && text[first] <= ' ') {
        first++;
      }
      while (last > first && text[last - 1] >= 0 && text[last - 1] <= ' ') {
        last--;
      }
      this.text = text;
      this.at = first;
      this.end = last;
    }

    boolean atEnd() {
      return at == end;
    }

    boolean take(char expected) {
      if (at < end && text[at] == expected) {
        at++;
        return true;
      }
      return false;
    }

    void require(char expected) {
      if (!take(expected)) {
        throw new Unreadable();
      }
    }

    int digits(int count) {
      int value = 0;
      for (int i = 0; i < count; i++) {
        if (at >= end || text[at] < '0' || text[at] > '9') {
          throw new Unreadable();
        }
        value = value * 10 + text[at++] - '0';
      }
      return value;
    }

    LocalDate date() {
      int year = digits(4);
      require('-');
      int month = digits(2);
      require('-');
      return LocalDate.of(year, month, digits(2));
    }

    /** Up to nine digits; what is finer than a microsecond is cut. */
    int fraction() {
      int value = 0;
      int count = 0;
      while (at < end && text[at] >= '0' && text[at] <= '9') {
        if (count < 6) {
          value = value * 10 + text[at] - '0';
        }
        at++;
        count++;
      }
      if (count == 0 || count > 9) {
        throw new Unreadable();
      }
      for (int i = count; i < 6; i++) {
        value *= 10;
      }
      return value;
    }

    ZoneOffset offset() {
      boolean apart = take(' ');
      if (take('Z') || take('z') || (apart && take('U') && take('T') && take('C'))) {
        return ZoneOffset.UTC;
      }
      boolean negative = take('-');
      if (!negative) {
        require('+');
      }
      int hours = digits(2);
      int minutes = take(':') || !atEnd() ? digits(2) : 0;
      return ZoneOffset.ofHoursMinutes(negative ? -hours : hours, negative ? -minutes : minutes);
    }
  }

  /** Thrown per bad row, so without a stack trace. */
  private static final class Unreadable extends DateTimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("not a timestamp");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
