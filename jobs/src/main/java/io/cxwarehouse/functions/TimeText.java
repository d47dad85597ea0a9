package io.cxwarehouse.functions;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A cursor over the text of a date or time, without the blanks around it. */
final class TimeText {
  /** No letter between the parts of a date or time. */
  static final char NONE = '\0';

  private final byte[] text;
  private final int end;
  private int at;

  TimeText(byte[] text) {
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

  boolean take(String expected) {
    int length = expected.length();
    for (int i = 0; i < length; i++) {
      if (at + i >= end || text[at + i] != expected.charAt(i)) {
        return false;
      }
    }
    at += length;
    return true;
  }

  void require(char expected) {
    if (expected != NONE && !take(expected)) {
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

  /** How many digits come next. */
  int leadingDigits() {
    int last = at;
    while (last < end && text[last] >= '0' && text[last] <= '9') {
      last++;
    }
    return last - at;
  }

  long number(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value * 10 + digits(1);
    }
    return value;
  }

  String rest() {
    return new String(text, at, end - at, StandardCharsets.UTF_8);
  }

  LocalDate date(char between) {
    int year = digits(4);
    require(between);
    int month = digits(2);
    require(between);
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
    take(' ');
    if (take('Z') || take('z') || take("UTC") || take("GMT")) {
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

  /** Thrown per bad row, so without a stack trace. */
  static final class Unreadable extends DateTimeException {
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
