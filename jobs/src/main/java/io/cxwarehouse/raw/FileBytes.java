package io.cxwarehouse.raw;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file as written by its source: unpacked, with the expansion bounded. */
final class FileBytes {
  private FileBytes() {}

  /**
   * Told by content: a {@code .gz} that is none is refused, a gzip file without the name is not.
   */
  static InputStream open(InputStream in, String name, ReadLimits limits) throws IOException {
    Packed packed = new Packed(in);
    if (packed.isGzip()) {
      return new Bounded(packed, limits);
    }
    if (name.toLowerCase(Locale.ROOT).endsWith(".gz") && packed.available() > 0) {
      throw new RefusedFileException("named .gz, but the bytes are not gzip");
    }
    return packed;
  }

  /**
   * Counts what is read. {@link #available} says 0 only at the end, since {@link GZIPInputStream}
   * takes 0 for the end of a file of several members, and object stores answer 0 in between.
   */
  private static final class Packed extends BufferedInputStream {
    private long count;

    Packed(InputStream in) {
      super(in, 1 << 16);
    }

    boolean isGzip() throws IOException {
      mark(2);
      boolean magic = super.read() == 0x1f && super.read() == 0x8b;
      reset();
      return magic;
    }

    @Override
    public synchronized int available() throws IOException {
      if (super.available() > 0) {
        return super.available();
      }
      mark(1);
      int next = super.read();
      if (next < 0) {
        return 0;
      }
      reset();
      return 1;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }

  private static final class Bounded extends FilterInputStream {
    private final Packed packed;
    private final ReadLimits limits;
    private long expanded;

    Bounded(Packed packed, ReadLimits limits) throws IOException {
      super(header(packed));
      this.packed = packed;
      this.limits = limits;
    }

    private static InputStream header(Packed packed) throws IOException {
      try {
        return new GZIPInputStream(packed, 1 << 16);
      } catch (EOFException | ZipException e) {
        throw new RefusedFileException("gzip header is damaged: " + e.getMessage(), e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read;
      try {
        read = super.read(bytes, offset, length);
      } catch (EOFException | ZipException e) {
        throw new RefusedFileException(
            "gzip data is truncated or damaged after " + expanded + " unpacked bytes", e);
      }
      expanded += Math.max(0, read);
      if (expanded > limits.expandedBytes()) {
        throw new RefusedFileException("expands to more than " + limits.expandedBytes() + " bytes");
      }
      if (expanded > ReadLimits.RATIO_FLOOR_BYTES
          && expanded / Math.max(1, packed.count) > limits.expansionRatio()) {
        throw new RefusedFileException(
            "expands to more than " + limits.expansionRatio() + " times its size");
      }
      return read;
    }
  }
}
