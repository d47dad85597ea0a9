package io.cxwarehouse.raw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Parquet values as text: instants in ISO form with {@code Z}, zone-less times without, decimals
 * digit by digit, nested values as JSON without their nulls.
 */
final class ParquetText {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final DateTimeFormatter ZONELESS =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(java.util.Locale.ROOT);

  private ParquetText() {}

  /** The text of a field, null if it is absent. */
  static String field(Group group, int field) throws IOException {
    Type type = group.getType().getType(field);
    if (group.getFieldRepetitionCount(field) == 0) {
      return null;
    }
    if (type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED)) {
      return primitive(group, field, 0);
    }
    StringWriter text = new StringWriter(128);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      value(group, field, json);
    }
    return text.toString();
  }

  /** Whether {@link #field} gives JSON text: a nested value, a number, a truth value. */
  static boolean isJson(Type type) {
    return !type.isPrimitive()
        || type.isRepetition(Type.Repetition.REPEATED)
        || isNumber(type.asPrimitiveType());
  }

  private static void value(Group group, int field, JsonGenerator json) throws IOException {
    Type type = group.getType().getType(field);
    if (type.isRepetition(Type.Repetition.REPEATED)) {
      json.writeStartArray();
      for (int i = 0; i < group.getFieldRepetitionCount(field); i++) {
        single(group, field, i, json);
      }
      json.writeEndArray();
    } else {
      single(group, field, 0, json);
    }
  }

  private static void single(Group group, int field, int index, JsonGenerator json)
      throws IOException {
    Type type = group.getType().getType(field);
    if (type.isPrimitive()) {
      String text = primitive(group, field, index);
      boolean isFinite = !text.equals("NaN") && !text.endsWith("Infinity");
      if (isNumber(type.asPrimitiveType()) && isFinite) {
        json.writeRawValue(text);
      } else {
        json.writeString(text);
      }
      return;
    }
    Group nested = group.getGroup(field, index);
    LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
    if (annotation instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
      list(nested, json);
    } else if (annotation instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
      map(nested, json);
    } else {
      json.writeStartObject();
      for (int i = 0; i < nested.getType().getFieldCount(); i++) {
        if (nested.getFieldRepetitionCount(i) > 0) {
          json.writeFieldName(nested.getType().getFieldName(i));
          value(nested, i, json);
        }
      }
      json.writeEndObject();
    }
  }

  /**
   * A list is a group with one repeated field, which holds the element or is it (older writers).
   */
  private static void list(Group list, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      Type repeated = list.getType().getType(0);
      boolean isWrapper =
          !repeated.isPrimitive()
              && repeated.asGroupType().getFieldCount() == 1
              && !repeated.getName().equals("array")
              && !repeated.getName().endsWith("_tuple");
      if (!isWrapper) {
        single(list, 0, i, json);
      } else if (list.getGroup(0, i).getFieldRepetitionCount(0) == 0) {
        json.writeNull();
      } else {
        value(list.getGroup(0, i), 0, json);
      }
    }
    json.writeEndArray();
  }

  private static void map(Group map, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
      Group entry = map.getGroup(0, i);
      json.writeFieldName(field(entry, 0));
      if (entry.getFieldRepetitionCount(1) == 0) {
        json.writeNull();
      } else {
        value(entry, 1, json);
      }
    }
    json.writeEndObject();
  }

  private static boolean isNumber(PrimitiveType type) {
    LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
    boolean isPlain =
        annotation == null || annotation instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation;
    return switch (type.getPrimitiveTypeName()) {
      case INT32, INT64 -> isPlain || isDecimal(annotation);
      case FLOAT, DOUBLE, BOOLEAN -> true;
      case BINARY, FIXED_LEN_BYTE_ARRAY -> isDecimal(annotation);
      case INT96 -> false;
    };
  }

  private static boolean isDecimal(LogicalTypeAnnotation annotation) {
    return annotation instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
  }

  private static String primitive(Group group, int field, int index) {
    PrimitiveType type = group.getType().getType(field).asPrimitiveType();
    LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> Boolean.toString(group.getBoolean(field, index));
      case FLOAT -> Float.toString(group.getFloat(field, index));
      case DOUBLE -> Double.toString(group.getDouble(field, index));
      case INT32 -> whole(group.getInteger(field, index), annotation);
      case INT64 -> whole(group.getLong(field, index), annotation);
      case INT96 -> int96(group.getInt96(field, index));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> binary(group.getBinary(field, index), type);
    };
  }

  private static String whole(long value, LogicalTypeAnnotation annotation) {
    if (annotation instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
      return BigDecimal.valueOf(value, decimal.getScale()).toPlainString();
    }
    if (annotation instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
      return LocalDate.ofEpochDay(value).toString();
    }
    if (annotation instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation timestamp) {
      Instant instant = instant(value, timestamp.getUnit());
      return timestamp.isAdjustedToUTC()
          ? instant.toString()
          : ZONELESS.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    return Long.toString(value);
  }

  private static Instant instant(long value, LogicalTypeAnnotation.TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> Instant.ofEpochMilli(value);
      case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
      case NANOS -> Instant.EPOCH.plusNanos(value);
    };
  }

  private static String int96(Binary value) {
    ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    long day = bytes.getInt() - JULIAN_DAY_OF_EPOCH;
    return Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanos).toString();
  }

  private static String binary(Binary value, PrimitiveType type) {
    LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
    if (annotation instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
      return new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()).toPlainString();
    }
    boolean isText = type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY;
    return isText ? value.toStringUsingUTF8() : Digests.hex(value.getBytes());
  }
}
