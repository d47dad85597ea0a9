package io.cxwarehouse.generate;

/** Writes the cells of one CSV row (RFC 4180, comma). */
final class CsvRow {
  private final TextBuffer buffer;
  private boolean first = true;

  CsvRow(TextBuffer buffer) {
    this.buffer = buffer;
  }

  CsvRow start() {
    first = true;
    return this;
  }

  private TextBuffer next() {
    if (!first) {
      buffer.put(',');
    }
    first = false;
    return buffer;
  }

  CsvRow empty() {
    next();
    return this;
  }

  CsvRow text(String value) {
    next();
    if (value == null) {
      return this;
    }
    if (needsQuotes(value)) {
      buffer.put('"').put(value.replace("\"", "\"\"")).put('"');
    } else {
      buffer.put(value);
    }
    return this;
  }

  private static boolean needsQuotes(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  CsvRow number(long value) {
    next().number(value);
    return this;
  }

  CsvRow money(long cents) {
    next().money(cents);
    return this;
  }

  CsvRow flag(boolean value) {
    next().put(value ? "true" : "false");
    return this;
  }

  CsvRow date(long epochDay) {
    next().date(epochDay);
    return this;
  }

  /** Without a zone, as many exports write it; it is UTC. */
  CsvRow dateTime(long epochSecond) {
    next().dateTime(epochSecond);
    return this;
  }

  CsvRow instant(long epochSecond, String zone) {
    next().instant(epochSecond, zone);
    return this;
  }
}
