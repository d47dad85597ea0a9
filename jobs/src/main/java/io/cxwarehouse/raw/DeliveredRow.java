package io.cxwarehouse.raw;

/**
 * A row as its file gives it.
 *
 * @param number position among the file's rows, from 1
 * @param line line on which it begins, 0 where the format has none
 * @param values in the order of the entity's columns; null if the row cannot be told apart
 * @param unknown what the entity's columns do not know
 * @param reason why it is rejected, null for a good row
 * @param raw the text, unmasked, where there are no values to show
 */
record DeliveredRow(
    long number,
    long line,
    String[] values,
    UnknownFields unknown,
    String reason,
    String message,
    String raw) {

  static DeliveredRow good(long number, long line, String[] values, UnknownFields unknown) {
    return new DeliveredRow(number, line, values, unknown, null, null, null);
  }

  static DeliveredRow rejected(long number, long line, String reason, String message, String raw) {
    return new DeliveredRow(number, line, null, UnknownFields.NONE, reason, message, raw);
  }

  DeliveredRow rejectedFor(String why, String text) {
    return new DeliveredRow(number, line, values, unknown, why, text, raw);
  }
}
