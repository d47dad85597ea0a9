package io.cxwarehouse.functions;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Times with names in them: those of mails and web servers (RFC 1123, {@code Sun, 01 Mar 2026
 * 09:15:00 GMT}) and those of X ({@code Sun Mar 01 09:15:00 +0000 2026}).
 */
final class NamedDates {
  private static final Pattern MAIL =
      Pattern.compile(
          "([A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{5,8} (GMT|[+-][0-9]{4})");
  private static final Pattern X =
      Pattern.compile("[A-Z][a-z]{2} [A-Z][a-z]{2} [0-9]{2} [0-9:]{8} [+-][0-9]{4} [0-9]{4}");
  private static final DateTimeFormatter AS_X =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss xx uuuu", Locale.ENGLISH);

  private NamedDates() {}

  /** Null where the text is no such time. */
  static OffsetDateTime parse(String text) {
    try {
      if (MAIL.matcher(text).matches()) {
        return OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      }
      return X.matcher(text).matches() ? OffsetDateTime.parse(text, AS_X) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
