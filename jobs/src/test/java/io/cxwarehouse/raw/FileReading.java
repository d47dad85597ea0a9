package io.cxwarehouse.raw;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A file's rows as read, for assertions. */
record FileReading(List<BronzeRow> good, List<BronzeRow> rejected, ReadOutcome outcome) {
  static final ReadLimits LIMITS = new ReadLimits(1_000, 4_000, 50, 256L << 20, 200);

  static EntityShape csv(String... columns) {
    return shape(Format.CSV, columns);
  }

  static EntityShape json(String... columns) {
    return shape(Format.JSON, columns);
  }

  /** The first column is the key. */
  static EntityShape shape(Format format, String... columns) {
    return new EntityShape(
        "crm",
        "contact",
        format,
        Arrays.stream(columns).map(ColumnShape::of).toList(),
        List.of(columns[0]),
        List.of(),
        null,
        ReadOptions.DEFAULT,
        LIMITS,
        0,
        0.05);
  }

  static EntityShape with(EntityShape shape, ReadOptions options) {
    return new EntityShape(
        shape.source(),
        shape.name(),
        shape.format(),
        shape.columns(),
        shape.key(),
        shape.identity(),
        shape.cursor(),
        options,
        shape.limits(),
        shape.minRows(),
        shape.maxRejectedRate());
  }

  static EntityShape with(EntityShape shape, ReadLimits limits) {
    return new EntityShape(
        shape.source(),
        shape.name(),
        shape.format(),
        shape.columns(),
        shape.key(),
        shape.identity(),
        shape.cursor(),
        shape.options(),
        limits,
        shape.minRows(),
        shape.maxRejectedRate());
  }

  static EntityShape withColumns(
      EntityShape shape, List<ColumnShape> columns, List<String> key, List<String> identity) {
    return new EntityShape(
        shape.source(),
        shape.name(),
        shape.format(),
        columns,
        key,
        identity,
        shape.cursor(),
        shape.options(),
        shape.limits(),
        shape.minRows(),
        shape.maxRejectedRate());
  }

  static FileReading of(EntityShape shape, String text) {
    return of(shape, "file", text.getBytes(StandardCharsets.UTF_8));
  }

  static FileReading of(EntityShape shape, String name, byte[] bytes) {
    List<BronzeRow> good = new ArrayList<>();
    List<BronzeRow> rejected = new ArrayList<>();
    try (FileRows rows = TextFiles.read(shape, name, () -> new ByteArrayInputStream(bytes))) {
      rows.forEachRemaining(row -> (row.kind() == BronzeRow.Kind.GOOD ? good : rejected).add(row));
      return new FileReading(good, rejected, rows.outcome());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  List<List<String>> values() {
    return good.stream().map(row -> Arrays.asList(row.values())).toList();
  }

  List<String> keys() {
    return good.stream().map(BronzeRow::key).toList();
  }

  List<String> reasons() {
    return rejected.stream().map(BronzeRow::reason).toList();
  }
}
