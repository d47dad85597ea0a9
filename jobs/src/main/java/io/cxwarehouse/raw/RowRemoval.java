package io.cxwarehouse.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Takes rows out of a delivered text file and leaves all else as it is: header, order, line ends,
 * quotes, encoding, packing. The new file is read before it takes the old one's place: it must give
 * the other rows, and none that should have gone.
 */
final class RowRemoval {
  /**
   * What a reading gave.
   *
   * @param gone rows that go
   * @param kept names the other rows, in order
   */
  private record Reading(long gone, List<Span> cuts, String kept, ReadOutcome outcome) {}

  private final LandingStore store;
  private final Configuration hadoop;
  private final EntityShape entity;
  private final RowTest test;

  RowRemoval(LandingStore store, Configuration hadoop, EntityShape entity, RowTest test) {
    this.store = store;
    this.hadoop = hadoop;
    this.entity = entity;
    this.test = test;
  }

  /** How many rows go, and what stands in the way of that. */
  LandingRewritten find(String path) throws IOException {
    Reading read = read(path, path);
    String obstacle = null;
    if (store.isLink(path)) {
      obstacle = "is a symbolic link";
    } else if (read.outcome().reason() != null) {
      obstacle = "cannot be read to its end: " + read.outcome().message();
    } else if (read.gone() > 0 && isParquet(path)) {
      obstacle = "is Parquet, which is not rewritten";
    }
    return new LandingRewritten(path, read.gone(), obstacle);
  }

  /**
   * Writes the file without the rows to another place, below the same folder.
   *
   * @throws RefusedFileException if the new file would not be taken in as the old one
   */
  void write(String path, String to) throws IOException {
    Reading before = read(path, path);
    copy(path, to, before.cuts());
    Reading now = read(path, to);
    if (now.outcome().isRefused()) {
      throw new RefusedFileException("would be refused without them: " + now.outcome().message());
    }
    if (now.gone() > 0 || !now.kept().equals(before.kept())) {
      throw new RefusedFileException("its rows cannot be told apart safely");
    }
  }

  /** The number of a file's rows as manifests count them: rejected ones, too. */
  long rows(String path) throws IOException {
    ReadOutcome outcome = read(path, path).outcome();
    return outcome.rows() + outcome.rejected();
  }

  /** Reads a file as if it lay at a path, which tells how to. */
  private Reading read(String path, String from) throws IOException {
    EntityShape shape = entity.at(path);
    Tracked tracked = new Tracked();
    CutRanges cuts = new CutRanges();
    MessageDigest kept = Digests.sha256();
    long gone = 0;
    FileRows.Opener opener = () -> tracked.over(open(shape, path, from));
    try (FileRows rows = new FileRows(shape, PathValues.of(entity, path), opener)) {
      while (rows.hasNext()) {
        BronzeRow row = rows.next();
        boolean goes = tracked.last != null && goes(tracked.last, row);
        gone += goes ? 1 : 0;
        if (tracked.last != null && tracked.rows instanceof TextRows text) {
          cuts.add(text.span(), goes);
        }
        if (!goes) {
          String name = row.kind() + "|" + row.key() + "|" + row.contentHash() + row.reason();
          kept.update(name.getBytes(StandardCharsets.UTF_8));
        }
      }
      return new Reading(gone, cuts.done(), Digests.hex(kept.digest()), rows.outcome());
    }
  }

  private boolean goes(DeliveredRow delivered, BronzeRow row) {
    if (delivered.values() == null) {
      return delivered.raw() != null && test.goes(delivered.raw());
    }
    List<String> cells = new ArrayList<>(Arrays.asList(delivered.values()));
    cells.add(delivered.unknown().json());
    return test.goes(cells, row.key() == null ? "" : row.key());
  }

  private RowReader open(EntityShape shape, String path, String from) throws IOException {
    return isParquet(from)
        ? ParquetRows.open(shape, store.absolute(from), hadoop)
        : TextFiles.open(shape, path, store.open(from));
  }

  private boolean isParquet(String path) throws IOException {
    return entity.format() == Format.PARQUET
        || (entity.format() == Format.JSON && ParquetRows.isParquet(store.absolute(path), hadoop));
  }

  private void copy(String path, String to, List<Span> cuts) throws IOException {
    EntityShape shape = entity.at(path);
    String charset = shape.options().charset();
    try (InputStream head = store.open(path);
        InputStream packed = store.open(path);
        InputStream again = store.open(path);
        OutputStream file = store.create(to, path)) {
      boolean isGzip = Arrays.equals(head.readNBytes(2), new byte[] {0x1f, (byte) 0x8b});
      InputStream bytes = FileBytes.open(again, path, shape.limits());
      try (OutputStream out = isGzip ? new GZIPOutputStream(file) : file;
          Writer writer = StrictText.like(bytes, charset, out)) {
        Reader text = StrictText.open(FileBytes.open(packed, path, shape.limits()), charset);
        copy(text, writer, cuts, charset);
      }
    }
  }

  private static void copy(Reader text, Writer to, List<Span> cuts, String charset)
      throws IOException {
    char[] buffer = new char[1 << 15];
    long position = 0;
    int next = 0;
    for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
      for (int i = 0; i < read; i++, position++) {
        while (next < cuts.size() && cuts.get(next).end() <= position) {
          next++;
        }
        if (buffer[i] == StrictText.UNDECODABLE) {
          throw new RefusedFileException("holds bytes that are not " + charset + " text");
        }
        if (next == cuts.size() || position < cuts.get(next).start()) {
          to.write(buffer[i]);
        }
      }
    }
  }

  /** Keeps the row that was read last, before it is given a key and masked. */
  private static final class Tracked implements RowReader {
    private RowReader rows;
    private DeliveredRow last;

    RowReader over(RowReader reader) {
      rows = reader;
      return this;
    }

    @Override
    public DeliveredRow next() throws IOException {
      last = null;
      last = rows.next();
      return last;
    }

    @Override
    public boolean namesFieldsPerRow() {
      return rows.namesFieldsPerRow();
    }

    @Override
    public boolean hasContent() {
      return rows.hasContent();
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }
}
