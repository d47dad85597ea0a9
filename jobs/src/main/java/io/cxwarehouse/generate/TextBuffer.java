package io.cxwarehouse.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** Growing UTF-8 bytes: rows are written straight into it, without strings between. */
final class TextBuffer {
  private byte[] bytes;
  private int length;

  TextBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** Forgets everything after a former length. */
  void cut(int newLength) {
    length = newLength;
  }

  TextBuffer put(char c) {
    if (c < 0x80) {
      room(1);
      bytes[length++] = (byte) c;
    } else {
      put(String.valueOf(c));
    }
    return this;
  }

  TextBuffer put(String text) {
    int n = text.length();
    room(n);
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return putEncoded(text.substring(i));
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  private TextBuffer putEncoded(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return put(encoded, 0, encoded.length);
  }

  TextBuffer put(TextBuffer other) {
    return put(other.bytes, 0, other.length);
  }

  private TextBuffer put(byte[] source, int from, int n) {
    room(n);
    System.arraycopy(source, from, bytes, length, n);
    length += n;
    return this;
  }

  TextBuffer number(long value) {
    if (value < 0) {
      return put('-').number(-value);
    }
    int digits = 1;
    for (long v = value; v >= 10; v /= 10) {
      digits++;
    }
    return padded(value, digits);
  }

  /** With leading zeros. */
  TextBuffer padded(long value, int digits) {
    room(digits);
    long v = value;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + v % 10);
      v /= 10;
    }
    length += digits;
    return this;
  }

  /** Hundredths as a decimal number: 1250 is 12.50. */
  TextBuffer money(long cents) {
    if (cents < 0) {
      put('-');
    }
    long absolute = Math.abs(cents);
    return number(absolute / 100).put('.').padded(absolute % 100, 2);
  }

  TextBuffer date(long epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    padded(date.getYear(), 4).put('-').padded(date.getMonthValue(), 2);
    return put('-').padded(date.getDayOfMonth(), 2);
  }

  /** {@code 2026-03-01T09:15:00} followed by the zone's text. */
  TextBuffer instant(long epochSecond, String zone) {
    date(Math.floorDiv(epochSecond, 86_400L)).put('T');
    return time(epochSecond).put(zone);
  }

  /** {@code 2026-03-01 09:15:00}, in UTC without saying so. */
  TextBuffer dateTime(long epochSecond) {
    return date(Math.floorDiv(epochSecond, 86_400L)).put(' ').time(epochSecond);
  }

  private TextBuffer time(long epochSecond) {
    long second = Math.floorMod(epochSecond, 86_400L);
    padded(second / 3600, 2).put(':').padded(second / 60 % 60, 2);
    return put(':').padded(second % 60, 2);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  private void room(int n) {
    if (length + n > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + n, bytes.length * 2));
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
