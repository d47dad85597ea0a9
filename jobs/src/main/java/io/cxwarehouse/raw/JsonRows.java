package io.cxwarehouse.raw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/**
 * JSON in any of the shapes that exports come in, told by content: one object a line, pages that
 * hold an array of records in a field, bare arrays, and all of them pretty-printed. A broken line
 * loses that line; a broken page cannot be read further.
 */
final class JsonRows implements TextRows {
  private static final int PREFIX_CHARS = 1 << 18;
  private static final int MAX_STRING_CHARS = 64 << 20;
  private static final int SHOWN_CHARS = 4_000;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_STRING_CHARS).build())
          .build();

  private final EntityShape shape;
  private final BufferedReader in;
  private final JsonRecord record;
  private final StringBuilder text = new StringBuilder(512);
  private JsonParser document;
  private boolean isStarted;
  private boolean isInArray;
  private boolean isInPage;
  private boolean hasContent;
  private long number;
  private long line;
  private long start;
  private long end;
  private int arrays;

  JsonRows(Reader in, EntityShape shape) {
    this.shape = shape;
    this.in = new BufferedReader(in, 1 << 16);
    this.record = new JsonRecord(shape);
  }

  @Override
  public boolean namesFieldsPerRow() {
    return true;
  }

  @Override
  public boolean hasContent() {
    return hasContent;
  }

  @Override
  public Span span() {
    return new Span(start, end, isInArray ? arrays : Span.NO_ARRAY);
  }

  @Override
  public DeliveredRow next() throws IOException {
    if (!isStarted) {
      isStarted = true;
      if (isDocument(prefix())) {
        document = JSON.createParser(in);
      }
    }
    return document == null ? nextLine() : nextInDocument();
  }

  private String prefix() throws IOException {
    char[] prefix = new char[PREFIX_CHARS];
    in.mark(PREFIX_CHARS);
    int length = 0;
    int read = 0;
    while (read >= 0 && length < PREFIX_CHARS) {
      length += read;
      read = in.read(prefix, length, PREFIX_CHARS - length);
    }
    in.reset();
    return new String(prefix, 0, length);
  }

  /** Whether the file must be read as a stream of documents rather than line by line. */
  private boolean isDocument(String prefix) throws IOException {
    int start = nonBlank(prefix, 0);
    if (start < 0 || prefix.charAt(start) != '{') {
      return start >= 0 && prefix.charAt(start) == '[';
    }
    int lineEnd = prefix.indexOf('\n', start);
    try (JsonParser parser = JSON.createParser(prefix)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY
            && shape.options().recordsFields().contains(name)) {
          return true;
        }
        parser.skipChildren();
      }
      return lineEnd >= 0 && parser.currentLocation().getCharOffset() > lineEnd;
    } catch (JsonProcessingException e) {
      // Broken, or longer than the prefix: a line that begins an object speaks for JSON lines.
      int next = lineEnd < 0 ? -1 : nonBlank(prefix, lineEnd);
      return next >= 0 && prefix.charAt(next) != '{';
    }
  }

  private static int nonBlank(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private DeliveredRow nextInDocument() throws IOException {
    try {
      for (JsonToken token = document.nextToken(); token != null; token = document.nextToken()) {
        hasContent = true;
        DeliveredRow row = null;
        if (isInArray && token == JsonToken.END_ARRAY) {
          isInArray = false;
          row = isInPage ? rootFields() : null;
        } else if (isInArray) {
          row = element(token);
        } else if (token == JsonToken.START_ARRAY) {
          startArray();
        } else if (token == JsonToken.START_OBJECT) {
          start = document.currentTokenLocation().getCharOffset();
          record.begin();
          row = rootFields();
        } else {
          row = element(token);
        }
        if (row != null) {
          return row;
        }
      }
      return null;
    } catch (JsonProcessingException e) {
      // Jackson's own message would quote the text.
      throw new BrokenTailException(
          "row "
              + (number + 1)
              + (e.getLocation() == null
                  ? ""
                  : " (line "
                      + e.getLocation().getLineNr()
                      + ", column "
                      + e.getLocation().getColumnNr()
                      + ")")
              + ": not JSON, or cut off; nothing from this place on was taken in",
          null);
    }
  }

  /**
   * Reads a root object on: null if it is a page, whose array (or end) the parser then stands on.
   */
  private DeliveredRow rootFields() throws IOException {
    while (document.nextToken() == JsonToken.FIELD_NAME) {
      String name = document.currentName();
      boolean isArray = document.nextToken() == JsonToken.START_ARRAY;
      if (isArray && shape.options().recordsFields().contains(name)) {
        startArray();
        isInPage = true;
        return null;
      }
      if (isInPage) {
        document.skipChildren();
      } else {
        record.add(name, document);
      }
    }
    if (isInPage) {
      isInPage = false;
      return null;
    }
    end = document.currentLocation().getCharOffset();
    return record.row(++number, document.currentLocation().getLineNr());
  }

  private void startArray() {
    isInArray = true;
    arrays++;
  }

  private DeliveredRow element(JsonToken token) throws IOException {
    long firstLine = document.currentLocation().getLineNr();
    start = document.currentTokenLocation().getCharOffset();
    if (token != JsonToken.START_OBJECT) {
      document.skipChildren();
      document.finishToken();
      end = document.currentLocation().getCharOffset();
      return DeliveredRow.rejected(
          ++number, firstLine, Reason.MALFORMED_ROW, "not a JSON object", null);
    }
    record.begin();
    fields(document);
    end = document.currentLocation().getCharOffset();
    return record.row(++number, firstLine);
  }

  private void fields(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      record.add(name, parser);
    }
  }

  private DeliveredRow nextLine() throws IOException {
    while (readLine()) {
      if (nonBlank(text.toString(), 0) >= 0) {
        hasContent = true;
        number++;
        return lineRow(text.toString());
      }
    }
    return null;
  }

  private DeliveredRow lineRow(String json) throws IOException {
    if (json.length() > shape.limits().recordChars()) {
      return rejected(Reason.TOO_LONG, "line is longer than " + shape.limits().recordChars(), json);
    }
    if (StrictText.isUnclean(json)) {
      return rejected(
          Reason.UNDECODABLE, "not " + shape.options().charset() + " text, or it holds NUL", json);
    }
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return rejected(Reason.MALFORMED_ROW, "not a JSON object", json);
      }
      record.begin();
      fields(parser);
      if (parser.nextToken() != null) {
        return rejected(Reason.MALFORMED_ROW, "text behind the JSON object", json);
      }
      return record.row(number, line);
    } catch (JsonProcessingException e) {
      // Without a place: numbers of a thousand digits, or as many brackets inside each other.
      String place = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
      return rejected(Reason.MALFORMED_ROW, "not JSON" + place, json);
    }
  }

  private DeliveredRow rejected(String reason, String message, String json) {
    String shown = json.length() > SHOWN_CHARS ? json.substring(0, SHOWN_CHARS) : json;
    return DeliveredRow.rejected(number, line, reason, "line " + line + ": " + message, shown);
  }

  /** Reads a line of which at most one character more than allowed is kept; false at the end. */
  private boolean readLine() throws IOException {
    text.setLength(0);
    start = end;
    int c = in.read();
    if (c < 0) {
      return false;
    }
    line++;
    for (; c >= 0 && c != '\n'; c = in.read()) {
      end++;
      if (text.length() <= shape.limits().recordChars()) {
        text.append((char) c);
      }
    }
    end += c < 0 ? 0 : 1;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
