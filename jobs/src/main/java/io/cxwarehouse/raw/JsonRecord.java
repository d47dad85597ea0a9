package io.cxwarehouse.raw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Collects the fields of one JSON object. Scalars become their text as delivered (numbers digit by
 * digit), nested values compact JSON text, so that pretty-printing changes nothing.
 */
final class JsonRecord {
  private static final JsonFactory JSON = new JsonFactory();

  private final EntityShape shape;
  private final ColumnIndex index;
  private String[] values;
  private String[] names;
  private int[] ranks;
  private boolean[] areJson;
  private UnknownFields unknown;
  private long size;
  private String reason;
  private String message;

  JsonRecord(EntityShape shape) {
    this.shape = shape;
    this.index = new ColumnIndex(shape);
  }

  void begin() {
    values = new String[shape.columns().size()];
    names = new String[values.length];
    ranks = new int[values.length];
    areJson = new boolean[values.length];
    unknown = UnknownFields.NONE;
    size = 0;
    reason = null;
    message = null;
  }

  /** Takes the value that the parser stands on. */
  void add(String name, JsonParser parser) throws IOException {
    boolean isJson = parser.currentToken() != JsonToken.VALUE_STRING;
    String text = text(name, parser);
    if (text == null) {
      return;
    }
    size += text.length();
    if (text.length() > shape.limits().fieldChars() || size > shape.limits().recordChars()) {
      reject(Reason.TOO_LONG, "field “" + name + "” makes it longer than allowed");
    } else if (StrictText.isUnclean(text)) {
      reject(Reason.UNDECODABLE, "field “" + name + "” is not text, or it holds NUL");
    }
    ColumnIndex.Match match = index.find(name);
    if (match == null) {
      keep(name, text, isJson);
    } else {
      assign(match, name, text, isJson);
    }
  }

  /** The best name takes the column, in whatever order the fields come; others are kept. */
  private void assign(ColumnIndex.Match match, String name, String text, boolean isJson) {
    int target = match.column();
    String other = names[target];
    if (name.equals(other)) {
      reject(Reason.MALFORMED_ROW, "field “" + name + "” twice");
    } else if (other == null || match.rank() < ranks[target]) {
      release(target);
      names[target] = name;
      ranks[target] = match.rank();
      areJson[target] = isJson;
      values[target] = text;
    } else {
      keep(name, text, isJson);
      if (match.rank() == ranks[target]) {
        release(target);
        if (DeliveredColumns.isDecisive(shape, target)) {
          String column = shape.columns().get(target).name();
          reject(
              Reason.MALFORMED_ROW,
              "“" + other + "” and “" + name + "” are both the field “" + column + "”");
        }
      }
    }
  }

  private void release(int target) {
    if (values[target] != null) {
      keep(names[target], values[target], areJson[target]);
      values[target] = null;
    }
  }

  private void keep(String name, String text, boolean isJson) {
    if (unknown == UnknownFields.NONE) {
      unknown = new UnknownFields();
    }
    unknown.add(name, text, isJson);
  }

  /** What was collected since {@link #begin}. */
  DeliveredRow row(long number, long line) {
    DeliveredRow row = DeliveredRow.good(number, line, values, unknown);
    return reason == null ? row : row.rejectedFor(reason, message);
  }

  private void reject(String why, String text) {
    if (reason == null) {
      reason = why;
      message = text;
    }
  }

  private String text(String name, JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    return token.isStructStart() ? compact(name, parser) : parser.getText();
  }

  private String compact(String name, JsonParser parser) throws IOException {
    StringWriter text = new StringWriter(128);
    int depth = 0;
    boolean isFull = false;
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      JsonToken token = parser.currentToken();
      while (true) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (!isFull) {
          copy(token, parser, json);
          isFull = text.getBuffer().length() > shape.limits().fieldChars();
        }
        if (depth == 0) {
          break;
        }
        token = parser.nextToken();
      }
    }
    if (isFull) {
      reject(Reason.TOO_LONG, "field “" + name + "” is longer than allowed");
      return "null";
    }
    return text.toString();
  }

  private static void copy(JsonToken token, JsonParser parser, JsonGenerator json)
      throws IOException {
    switch (token) {
      case START_OBJECT -> json.writeStartObject();
      case END_OBJECT -> json.writeEndObject();
      case START_ARRAY -> json.writeStartArray();
      case END_ARRAY -> json.writeEndArray();
      case FIELD_NAME -> json.writeFieldName(parser.currentName());
      case VALUE_STRING -> json.writeString(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.writeNumber(parser.getText());
      case VALUE_TRUE -> json.writeBoolean(true);
      case VALUE_FALSE -> json.writeBoolean(false);
      case VALUE_NULL -> json.writeNull();
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("text parsers give no " + token);
    }
  }
}
