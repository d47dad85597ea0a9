package io.cxwarehouse.raw;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The rows of one file, each with its record's key, and after the last one how reading ended.
 * Problems of the file end the rows; problems of the storage are thrown, so that the task is tried
 * again.
 */
public final class FileRows implements Iterator<BronzeRow>, Closeable {
  private static final int REJECTED_SAMPLE = 100;

  /** Rejected rows that a file may hold whatever its size. */
  private static final int REJECTED_ALLOWANCE = 20;

  /** Opens the rows of a file; called once. */
  @FunctionalInterface
  interface Opener {
    RowReader open() throws IOException;
  }

  private final EntityShape shape;
  private final PathValues given;
  private final Opener opener;
  private final RowIdentity identity;
  private final Masking masking;
  private RowReader reader;
  private BronzeRow next;
  private long rows;
  private long rejected;
  private ReadOutcome outcome;

  /**
   * Rows of a file not yet opened.
   *
   * @param given what its place says of all of them
   */
  FileRows(EntityShape shape, PathValues given, Opener opener) {
    this.shape = shape;
    this.given = given;
    this.opener = opener;
    this.identity = new RowIdentity(shape);
    this.masking = new Masking(shape);
  }

  @Override
  public boolean hasNext() {
    if (next == null && outcome == null) {
      advance();
    }
    return next != null;
  }

  @Override
  public BronzeRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the file has no more rows");
    }
    BronzeRow row = next;
    next = null;
    return row;
  }

  /** How reading ended; only after the last row. */
  public ReadOutcome outcome() {
    if (outcome == null) {
      throw new IllegalStateException("rows are left to read");
    }
    return outcome;
  }

  private void advance() {
    try {
      if (reader == null) {
        reader = opener.open();
      }
      DeliveredRow row = reader.next();
      if (row == null) {
        finish();
      } else {
        next = finished(row);
      }
    } catch (RefusedFileException e) {
      outcome = outcome(ReadOutcome.Status.OK, null, null).refused(e.getMessage());
    } catch (BrokenTailException e) {
      next = rejectedRow(rows + rejected + 1, Reason.FILE_REFUSED, e.getMessage(), e.raw());
      outcome = limited(ReadOutcome.Status.PARTIAL, Reason.FILE_REFUSED, e.getMessage());
    } catch (IOException e) {
      if (reader != null || !Unreadable.is(e)) {
        throw new UncheckedIOException(e);
      }
      outcome = outcome(ReadOutcome.Status.REFUSED, Reason.UNREADABLE, Unreadable.MESSAGE);
    }
  }

  private void finish() {
    if (rows + rejected > 0) {
      outcome = limited(ReadOutcome.Status.OK, null, null);
    } else {
      outcome =
          limited(
              reader.hasContent() ? ReadOutcome.Status.HEADER_ONLY : ReadOutcome.Status.EMPTY,
              null,
              null);
    }
  }

  /** Refuses the file if too many of its rows are bad, or too few are good. */
  private ReadOutcome limited(ReadOutcome.Status status, String reason, String message) {
    ReadOutcome read = outcome(status, reason, message);
    long all = rows + rejected;
    if (rejected > REJECTED_ALLOWANCE && rejected > shape.maxRejectedRate() * all) {
      return read.refused(
          rejected
              + " of "
              + all
              + " rows rejected, allowed are "
              + Math.round(shape.maxRejectedRate() * 1000) / 10.0
              + " %");
    }
    if (rows < shape.minRows()) {
      return read.refused(rows + " rows, expected are at least " + shape.minRows());
    }
    return read;
  }

  private ReadOutcome outcome(ReadOutcome.Status status, String reason, String message) {
    return new ReadOutcome(status, rows, rejected, reason, message);
  }

  private BronzeRow finished(DeliveredRow row) {
    if (row.values() != null) {
      given.fill(row.values());
    }
    if (row.reason() != null) {
      String raw =
          row.values() == null ? masking.text(row.raw()) : masking.row(row.values(), row.unknown());
      return rejectedMasked(row.number(), row.reason(), row.message(), raw);
    }
    String missing = missing(row.values());
    String key = missing == null ? identity.key(row.values()) : null;
    if (key == null) {
      return rejectedMasked(
          row.number(),
          Reason.MISSING_REQUIRED,
          missing == null
              ? "key is empty: " + String.join(", ", shape.key())
              : "no value in “" + missing + "”",
          masking.row(row.values(), row.unknown()));
    }
    rows++;
    return new BronzeRow(
        BronzeRow.Kind.GOOD,
        row.number(),
        row.values(),
        row.unknown().json(),
        key,
        identity.cursor(row.values()),
        identity.contentHash(row.values(), row.unknown()),
        null,
        null,
        null);
  }

  /** CSV and Parquet files without a required column are refused; JSON says so row by row. */
  private String missing(String[] values) {
    if (reader.namesFieldsPerRow()) {
      for (int i = 0; i < values.length; i++) {
        ColumnShape column = shape.columns().get(i);
        boolean isKey = shape.key().contains(column.name());
        if (values[i] == null && column.isRequired() && !isKey) {
          return column.name();
        }
      }
    }
    return null;
  }

  private BronzeRow rejectedRow(long number, String reason, String message, String raw) {
    return rejectedMasked(number, reason, message, masking.text(raw));
  }

  private BronzeRow rejectedMasked(long number, String reason, String message, String masked) {
    rejected++;
    return new BronzeRow(
        rejected <= REJECTED_SAMPLE
            ? BronzeRow.Kind.REJECTED
            : BronzeRow.Kind.REJECTED_BEYOND_SAMPLE,
        number,
        null,
        null,
        null,
        null,
        null,
        reason,
        message,
        masked);
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
