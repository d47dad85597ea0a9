package io.cxwarehouse.raw;

import java.io.IOException;
import java.io.Reader;

/**
 * Cuts CSV text into records. The fields of a record are univocity's business; this class knows
 * what univocity does not tell: where a record that breaks the quoting rules begins, that a quote
 * was never closed, and any mix of line ends.
 */
final class RecordSplitter {
  /** What is wrong with a record. */
  enum Flaw {
    NONE,
    /** Text behind a closing quote. */
    STRAY_QUOTE,
    TOO_LONG,
    /** A quote opened in this record is not closed where it should be: the rest is unreadable. */
    UNCLOSED_QUOTE
  }

  private enum State {
    FIELD_START,
    PLAIN,
    QUOTED,
    CLOSED
  }

  private final Reader in;
  private char delimiter;
  private final char quote;
  private final char escape;
  private final ReadLimits limits;
  private final char[] buffer = new char[1 << 15];
  private int position;
  private int limit;
  private long read;
  private long start;
  private long line = 1;

  private final StringBuilder text = new StringBuilder(512);
  private long firstLine;
  private int fields;
  private boolean hasStrayQuote;
  private Flaw flaw;

  RecordSplitter(Reader in, ReadOptions options, ReadLimits limits) {
    this.in = in;
    this.delimiter = options.delimiter();
    this.quote = options.quote();
    this.escape = options.escape();
    this.limits = limits;
  }

  /** Moves to the next record that is not blank; false at the end. */
  boolean next() throws IOException {
    do {
      if (!scan()) {
        return false;
      }
    } while (text.length() == 0);
    return true;
  }

  /** From the next record on. */
  void useDelimiter(char other) {
    delimiter = other;
  }

  String text() {
    return text.toString();
  }

  /** Line on which the record begins, from 1. */
  long line() {
    return firstLine;
  }

  /** Where the record stands in the text, with its line end. */
  Span span() {
    return new Span(start, read + position, Span.NO_ARRAY);
  }

  int fields() {
    return fields;
  }

  /** Whether a field that is not quoted holds a quote. */
  boolean hasStrayQuote() {
    return hasStrayQuote;
  }

  Flaw flaw() {
    return flaw;
  }

  private boolean scan() throws IOException {
    text.setLength(0);
    fields = 1;
    flaw = Flaw.NONE;
    hasStrayQuote = false;
    firstLine = line;
    start = read + position;
    State state = State.FIELD_START;
    int c = read();
    if (c < 0) {
      return false;
    }
    for (; c >= 0; c = read()) {
      if (state == State.QUOTED) {
        append(c);
        if (c == escape && escape != quote) {
          int escaped = read();
          if (escaped < 0) {
            break;
          }
          append(escaped);
          countLine(escaped);
        } else if (c == quote) {
          if (escape == quote && peek() == quote) {
            append(read());
          } else {
            state = State.CLOSED;
          }
        } else if (countLine(c) && line - firstLine > limits.recordLines()) {
          flaw = Flaw.UNCLOSED_QUOTE;
          return true;
        }
      } else if (c == '\n' || c == '\r') {
        if (c == '\r' && peek() == '\n') {
          read();
        }
        line++;
        return true;
      } else if (c == delimiter) {
        append(c);
        fields++;
        state = State.FIELD_START;
      } else if (state == State.FIELD_START && c == quote && quote != '\0') {
        append(c);
        state = State.QUOTED;
      } else if (state == State.CLOSED) {
        if (line > firstLine) {
          flaw = Flaw.UNCLOSED_QUOTE;
          return true;
        }
        append(c);
        flaw = Flaw.STRAY_QUOTE;
        state = State.PLAIN;
      } else {
        append(c);
        hasStrayQuote |= c == quote;
        state = State.PLAIN;
      }
    }
    if (state == State.QUOTED) {
      flaw = Flaw.UNCLOSED_QUOTE;
    }
    return true;
  }

  /** Lines inside quotes: CR, LF and CRLF count as one each. */
  private boolean countLine(int c) throws IOException {
    if (c == '\n' || (c == '\r' && peek() != '\n')) {
      line++;
      return true;
    }
    return false;
  }

  private void append(int c) {
    if (text.length() < limits.recordChars()) {
      text.append((char) c);
    } else if (flaw == Flaw.NONE) {
      flaw = Flaw.TOO_LONG;
    }
  }

  private int read() throws IOException {
    return position < limit || fill() ? buffer[position++] : -1;
  }

  private int peek() throws IOException {
    return position < limit || fill() ? buffer[position] : -1;
  }

  private boolean fill() throws IOException {
    read += limit;
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }
}
