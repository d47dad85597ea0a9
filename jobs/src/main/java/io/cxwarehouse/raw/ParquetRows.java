package io.cxwarehouse.raw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Parquet, file by file: Spark's own reader merges the schemas of all files of a read, and one
 * damaged or differing file fails them all.
 */
final class ParquetRows implements RowReader {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final EntityShape shape;
  private final ParquetFileReader file;
  private final MessageType schema;
  private final DeliveredColumns columns;
  private RecordReader<Group> rows;
  private long left;
  private long number;

  private ParquetRows(EntityShape shape, ParquetFileReader file) throws IOException {
    this.shape = shape;
    this.file = file;
    this.schema = file.getFooter().getFileMetaData().getSchema();
    this.columns =
        new DeliveredColumns(
            schema.getFields().stream().map(Type::getName).toArray(String[]::new), shape);
  }

  /**
   * The rows of a file.
   *
   * @param place its path below the landing root
   */
  static FileRows read(EntityShape entity, String place, Path path, Configuration hadoop) {
    EntityShape shape = entity.at(place);
    return new FileRows(shape, PathValues.of(entity, place), () -> open(shape, path, hadoop));
  }

  /** Whether the file begins as Parquet does, whatever its name. */
  static boolean isParquet(Path path, Configuration hadoop) throws IOException {
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  static RowReader open(EntityShape shape, Path path, Configuration hadoop) throws IOException {
    HadoopInputFile input = HadoopInputFile.fromPath(path, hadoop);
    if (input.getLength() == 0) {
      return new NoRows();
    }
    ParquetFileReader file;
    try {
      file = ParquetFileReader.open(input, ParquetReadOptions.builder().build());
    } catch (RuntimeException e) {
      throw new RefusedFileException("not a Parquet file, or cut off", e);
    } catch (IOException e) {
      // Thrift reports damage as IOException, like the storage its own troubles.
      if (String.valueOf(e.getMessage()).startsWith("can not read class")) {
        throw new RefusedFileException("the Parquet footer is damaged", e);
      }
      throw e;
    }
    try {
      return new ParquetRows(shape, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public boolean hasContent() {
    return true;
  }

  @Override
  public DeliveredRow next() throws IOException {
    try {
      while (left == 0) {
        PageReadStore group = file.readNextRowGroup();
        if (group == null) {
          return null;
        }
        left = group.getRowCount();
        rows =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(group, new GroupRecordConverter(schema));
      }
      left--;
      number++;
      return row(rows.read());
    } catch (RuntimeException e) {
      throw new RefusedFileException("Parquet data is damaged at row " + number, e);
    }
  }

  private DeliveredRow row(Group group) throws IOException {
    String[] values = new String[shape.columns().size()];
    UnknownFields unknown = UnknownFields.NONE;
    String tooLong = null;
    for (int i = 0; i < columns.size(); i++) {
      String text = ParquetText.field(group, i);
      if (text == null) {
        continue;
      }
      tooLong = text.length() > shape.limits().fieldChars() ? columns.name(i) : tooLong;
      int target = columns.target(i);
      if (target >= 0) {
        values[target] = text;
      } else {
        if (unknown == UnknownFields.NONE) {
          unknown = new UnknownFields();
        }
        unknown.add(columns.name(i), text, ParquetText.isJson(schema.getType(i)));
      }
    }
    DeliveredRow row = DeliveredRow.good(number, 0, values, unknown);
    return tooLong == null
        ? row
        : row.rejectedFor(Reason.TOO_LONG, "field “" + tooLong + "” is longer than allowed");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static final class NoRows implements RowReader {
    @Override
    public DeliveredRow next() {
      return null;
    }

    @Override
    public boolean hasContent() {
      return false;
    }

    @Override
    public void close() {}
  }
}
