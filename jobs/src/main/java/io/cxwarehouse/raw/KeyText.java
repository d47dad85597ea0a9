package io.cxwarehouse.raw;

import io.cxwarehouse.functions.Instants;
import io.cxwarehouse.functions.NativeIds;
import io.cxwarehouse.functions.Networks;
import io.cxwarehouse.functions.Numbers;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * How a value is spelled in the name of its record, so that a record is the same one however a
 * delivery writes it. What cannot be read keeps its text.
 *
 * @param given the zone of times without one; the currency where none is told, or null
 */
public record KeyText(Kind kind, String given) implements Serializable {
  /** What a value says. */
  public enum Kind {
    ID,
    /** {@code 10.50} where {@code 10.5} is delivered: most amounts have their cents. */
    NUMBER,
    DATE,
    /** A date where it is midnight, else as in {@code 2026-03-01T10:00:00Z}. */
    TIME,
    CURRENCY,
    /** A social network: Twitter is {@code x}. */
    NETWORK
  }

  public static final KeyText ID = new KeyText(Kind.ID, null);

  private static final int DATE_LENGTH = 10;
  private static final int CENTS = 2;

  /** The value's one spelling; null where there is none. */
  String of(String text) {
    String id = NativeIds.normalize(text);
    if (kind == Kind.CURRENCY) {
      return id == null ? given : id.toUpperCase(Locale.ROOT);
    }
    String told =
        id == null
            ? null
            : switch (kind) {
              case NUMBER -> number(id);
              case DATE -> date(id);
              case TIME -> time(id);
              case NETWORK -> Networks.name(id);
              case ID, CURRENCY -> id;
            };
    return told == null ? id : told;
  }

  private static String number(String id) {
    Decimal read = Numbers.parseNumber(UTF8String.fromString(id));
    if (read == null) {
      return null;
    }
    BigDecimal number = read.toJavaBigDecimal().stripTrailingZeros();
    return number.scale() <= 0
        ? number.toPlainString()
        : number.setScale(Math.max(number.scale(), CENTS)).toPlainString();
  }

  /** The day that is written, whatever time and zone follow it. */
  private String date(String id) {
    Instant day = instant(id.length() > DATE_LENGTH ? id.substring(0, DATE_LENGTH) : id, "UTC");
    if (day == null || id.indexOf('-') < 0) {
      day = instant(id, "UTC");
    }
    return day == null ? null : day.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
  }

  private String time(String id) {
    Instant at = instant(id, given);
    if (at == null) {
      return null;
    }
    ZonedDateTime local = at.atZone(ZoneId.of(given));
    return local.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? local.toLocalDate().toString()
        : at.toString();
  }

  private static Instant instant(String text, String zone) {
    Long micros = Instants.toInstant(UTF8String.fromString(text), UTF8String.fromString(zone));
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
