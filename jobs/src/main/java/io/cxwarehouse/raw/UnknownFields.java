package io.cxwarehouse.raw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Delivered fields that no column of the entity takes: kept as JSON, so that nothing is lost. */
final class UnknownFields {
  /** A field's text; JSON text (a number, an object) stays JSON in {@code _rescued}. */
  private record Field(String name, String text, boolean isJson) {}

  static final UnknownFields NONE = new UnknownFields();

  private static final JsonFactory JSON = new JsonFactory();

  private final List<Field> fields = new ArrayList<>(0);

  void add(String name, String text, boolean isJson) {
    fields.add(new Field(name, text, isJson));
  }

  int size() {
    return fields.size();
  }

  String name(int index) {
    return fields.get(index).name();
  }

  String text(int index) {
    return fields.get(index).text();
  }

  /** In order of names; for hashes, which must not depend on the order of columns in a file. */
  UnknownFields sorted() {
    UnknownFields sorted = new UnknownFields();
    sorted.fields.addAll(fields);
    sorted.fields.sort(java.util.Comparator.comparing(Field::name).thenComparing(Field::text));
    return sorted;
  }

  /** One JSON object in delivered order, null if there are none. */
  String json() {
    if (fields.isEmpty()) {
      return null;
    }
    StringWriter text = new StringWriter(64);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Field field : fields) {
        json.writeFieldName(field.name());
        if (field.isJson()) {
          json.writeRawValue(field.text());
        } else {
          json.writeString(field.text());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
