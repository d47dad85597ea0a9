package io.cxwarehouse.publish;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Rows as the text that PostgreSQL's COPY reads, in pieces. It runs where the rows are, on their
 * internal form: the driver only hands bytes on.
 */
final class CopyText implements FlatMapFunction<Iterator<InternalRow>, byte[]> {
  private static final long serialVersionUID = 1L;
  private static final int PIECE = 1 << 16;
  private static final long MICROS = 1_000_000;
  private static final long DAY = 86_400;

  private final StructType schema;

  CopyText(StructType schema) {
    this.schema = schema;
  }

  @Override
  public Iterator<byte[]> call(Iterator<InternalRow> rows) {
    Text text = new Text(schema);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public byte[] next() {
        if (!rows.hasNext()) {
          throw new NoSuchElementException();
        }
        while (rows.hasNext() && text.length < PIECE) {
          text.add(rows.next());
        }
        return text.taken();
      }
    };
  }

  /** Bytes that grow. */
  private static final class Text {
    private final DataType[] types;
    private byte[] bytes = new byte[PIECE * 2];
    private int length;

    Text(StructType schema) {
      types =
          Arrays.stream(schema.fields()).map(field -> field.dataType()).toArray(DataType[]::new);
    }

    byte[] taken() {
      byte[] taken = Arrays.copyOf(bytes, length);
      length = 0;
      return taken;
    }

    void add(InternalRow row) {
      for (int i = 0; i < types.length; i++) {
        if (i > 0) {
          put('\t');
        }
        if (row.isNullAt(i)) {
          put('\\');
          put('N');
        } else {
          value(row, i, types[i]);
        }
      }
      put('\n');
    }

    private void value(InternalRow row, int i, DataType type) {
      if (type instanceof StringType) {
        escaped(row.getUTF8String(i).getBytes());
      } else if (type instanceof LongType) {
        ascii(Long.toString(row.getLong(i)));
      } else if (type instanceof IntegerType) {
        ascii(Integer.toString(row.getInt(i)));
      } else if (type instanceof DoubleType) {
        ascii(Double.toString(row.getDouble(i)));
      } else if (type instanceof DateType) {
        date(LocalDate.ofEpochDay(row.getInt(i)));
      } else if (type instanceof BooleanType) {
        put(row.getBoolean(i) ? 't' : 'f');
      } else if (type instanceof TimestampType) {
        time(row.getLong(i));
        ascii("+00");
      } else if (type instanceof DecimalType decimal) {
        ascii(
            row.getDecimal(i, decimal.precision(), decimal.scale())
                .toJavaBigDecimal()
                .toPlainString());
      } else if (type instanceof TimestampNTZType) {
        time(row.getLong(i));
      } else if (type instanceof ShortType) {
        ascii(Short.toString(row.getShort(i)));
      } else if (type instanceof ByteType) {
        ascii(Byte.toString(row.getByte(i)));
      } else if (type instanceof FloatType) {
        ascii(Float.toString(row.getFloat(i)));
      } else {
        throw new IllegalArgumentException("no text of COPY for " + type);
      }
    }

    private void time(long micros) {
      long seconds = Math.floorDiv(micros, MICROS);
      int ofDay = (int) Math.floorMod(seconds, DAY);
      date(LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY)));
      put(' ');
      digits(ofDay / 3600, 2);
      put(':');
      digits(ofDay / 60 % 60, 2);
      put(':');
      digits(ofDay % 60, 2);
      put('.');
      digits((int) Math.floorMod(micros, MICROS), 6);
    }

    private void date(LocalDate date) {
      int year = date.getYear();
      if (year < 1 || year > 9999) {
        // Java writes a sign before years of five digits.
        ascii(date.toString().replace("+", ""));
        return;
      }
      digits(year, 4);
      put('-');
      digits(date.getMonthValue(), 2);
      put('-');
      digits(date.getDayOfMonth(), 2);
    }

    private void digits(int value, int count) {
      room(count);
      int rest = value;
      for (int i = length + count - 1; i >= length; i--) {
        bytes[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
      length += count;
    }

    private void ascii(String text) {
      int size = text.length();
      room(size);
      for (int i = 0; i < size; i++) {
        bytes[length++] = (byte) text.charAt(i);
      }
    }

    private void escaped(byte[] text) {
      room(text.length * 3);
      int plain = 0;
      for (int i = 0; i < text.length; i++) {
        byte b = text[i];
        if (b == '\\' || (b >= 0 && b <= '\r')) {
          plain(text, plain, i);
          special(b);
          plain = i + 1;
        }
      }
      plain(text, plain, text.length);
    }

    private void plain(byte[] text, int from, int to) {
      System.arraycopy(text, from, bytes, length, to - from);
      length += to - from;
    }

    /** PostgreSQL holds no NUL: it becomes the character that stands for what cannot be shown. */
    private void special(byte b) {
      switch (b) {
        case '\\' -> escape('\\');
        case '\t' -> escape('t');
        case '\n' -> escape('n');
        case '\r' -> escape('r');
        case 0 -> {
          for (byte part : "\uFFFD".getBytes(StandardCharsets.UTF_8)) {
            bytes[length++] = part;
          }
        }
        default -> bytes[length++] = b;
      }
    }

    private void escape(char of) {
      bytes[length++] = '\\';
      bytes[length++] = (byte) of;
    }

    private void put(char c) {
      room(1);
      bytes[length++] = (byte) c;
    }

    private void room(int more) {
      if (length + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
      }
    }
  }
}
