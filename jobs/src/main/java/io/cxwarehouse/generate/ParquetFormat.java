package io.cxwarehouse.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;

/**
 * Parquet. Writers give rows as JSON lines, as everywhere; they are turned when the file is
 * complete. Not compressed, since packers differ from machine to machine.
 */
final class ParquetFormat implements EntityFormat {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MessageType schema;

  /**
   * @param schema in Parquet's own words; fields that it does not name are not written
   */
  ParquetFormat(String schema) {
    this.schema = MessageTypeParser.parseMessageType(schema);
  }

  @Override
  public String extension() {
    return "parquet";
  }

  @Override
  public int rowsPerFile() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void head(TextBuffer file) {}

  @Override
  public void separate(TextBuffer file) {}

  @Override
  public void tail(TextBuffer file, int page, int rows, long endTime) {}

  @Override
  public long gzipFromBytes(long given) {
    return Long.MAX_VALUE;
  }

  @Override
  public void write(TextBuffer text, OutputStream out) throws IOException {
    MemoryFile file = new MemoryFile();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withConf(new Configuration(false))
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .build()) {
      for (String line : text.toString().lines().toList()) {
        Group row = new SimpleGroup(schema);
        fill(row, JSON.readTree(line));
        writer.write(row);
      }
    }
    file.bytes.writeTo(out);
  }

  private static void fill(Group group, JsonNode record) {
    for (Type field : group.getType().getFields()) {
      JsonNode value = record.get(field.getName());
      if (value == null || value.isNull()) {
        continue;
      }
      if (value.isArray()) {
        value.forEach(element -> fill(group.addGroup(field.getName()), element));
      } else if (field.isPrimitive()) {
        add(group, field, value);
      } else {
        fill(group.addGroup(field.getName()), value);
      }
    }
  }

  private static void add(Group group, Type field, JsonNode value) {
    switch (field.asPrimitiveType().getPrimitiveTypeName()) {
      case INT64 -> group.add(field.getName(), value.asLong());
      case DOUBLE -> group.add(field.getName(), value.asDouble());
      case BOOLEAN -> group.add(field.getName(), value.asBoolean());
      case BINARY -> group.add(field.getName(), value.asText());
      case INT32, FLOAT, INT96, FIXED_LEN_BYTE_ARRAY ->
          throw new IllegalArgumentException("no source here writes " + field);
    }
  }

  private static final class MemoryFile implements OutputFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);

    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return bytes.size();
        }

        @Override
        public void write(int b) {
          bytes.write(b);
        }

        @Override
        public void write(byte[] source, int from, int n) {
          bytes.write(source, from, n);
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
