package io.cxwarehouse.generate;

/** Writes one JSON value, straight into the buffer; commas by themselves. */
final class JsonRow {
  private final TextBuffer buffer;
  private boolean comma;

  JsonRow(TextBuffer buffer) {
    this.buffer = buffer;
  }

  JsonRow start() {
    comma = false;
    return this;
  }

  private TextBuffer next() {
    if (comma) {
      buffer.put(',');
    }
    comma = true;
    return buffer;
  }

  private JsonRow open(char bracket) {
    next().put(bracket);
    comma = false;
    return this;
  }

  private JsonRow close(char bracket) {
    buffer.put(bracket);
    comma = true;
    return this;
  }

  JsonRow object() {
    return open('{');
  }

  JsonRow end() {
    return close('}');
  }

  JsonRow array() {
    return open('[');
  }

  JsonRow endArray() {
    return close(']');
  }

  JsonRow name(String name) {
    next().put('"').put(name).put("\":");
    comma = false;
    return this;
  }

  JsonRow text(String value) {
    if (value == null) {
      next().put("null");
      return this;
    }
    next().put('"');
    int clean = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || c < 0x20) {
        buffer.put(value.substring(clean, i));
        escape(c);
        clean = i + 1;
      }
    }
    buffer.put(clean == 0 ? value : value.substring(clean)).put('"');
    return this;
  }

  private void escape(char c) {
    if (c == '\n') {
      buffer.put("\\n");
    } else if (c < 0x20) {
      buffer.put(String.format("\\u%04x", (int) c));
    } else {
      buffer.put('\\').put(c);
    }
  }

  JsonRow number(long value) {
    next().number(value);
    return this;
  }

  JsonRow money(long cents) {
    next().money(cents);
    return this;
  }

  /** Numbers as text, the way SurveyMonkey writes its ids. */
  JsonRow quoted(long value) {
    next().put('"').number(value).put('"');
    return this;
  }

  JsonRow flag(boolean value) {
    next().put(value ? "true" : "false");
    return this;
  }

  JsonRow nothing() {
    next().put("null");
    return this;
  }

  JsonRow instant(long epochSecond, String zone) {
    next().put('"').instant(epochSecond, zone).put('"');
    return this;
  }

  JsonRow field(String name, String value) {
    return name(name).text(value);
  }

  JsonRow field(String name, long value) {
    return name(name).number(value);
  }

  JsonRow field(String name, boolean value) {
    return name(name).flag(value);
  }
}
