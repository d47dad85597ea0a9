package io.cxwarehouse.engine;

import static org.apache.spark.sql.functions.col;

import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.raw.FileOutcome;
import io.cxwarehouse.raw.KnownFile;
import io.cxwarehouse.raw.ReadOutcome.Status;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A row of {@code ops.ingested_file}: a delivered file, and what became of its rows.
 *
 * @param known the file: its place, identity and status
 * @param reason why it, or some of it, was refused; null: it was not
 * @param rows good rows that were taken in
 * @param suppressed good rows that were left out, since they are about erased persons
 * @param bronzeVersion of the bronze table that its rows came with; -1: none did
 * @param repeatedKeys keys that come several times in it with different contents
 */
public record IngestedFile(
    KnownFile known,
    String reason,
    long rows,
    long rejected,
    long suppressed,
    long bronzeVersion,
    long repeatedKeys,
    long runNumber,
    String runId) {

  static IngestedFile of(
      FileOutcome outcome, long bronzeVersion, long repeatedKeys, long runNumber, String runId) {
    return new IngestedFile(
        outcome.file(),
        outcome.message() == null ? outcome.reason() : outcome.message(),
        outcome.rows(),
        outcome.rejected(),
        outcome.suppressed(),
        bronzeVersion,
        repeatedKeys,
        runNumber,
        runId);
  }

  /**
   * As it was recorded.
   *
   * @param held gives equal values as one object: thousands of files have them in common
   */
  static IngestedFile of(Row row, UnaryOperator<Object> held) {
    return new IngestedFile(
        new KnownFile(
            text(row, "source", held),
            text(row, "entity", held),
            text(row, "survey_folder", held),
            (LocalDate) held.apply(row.<Date>getAs("delivery_date").toLocalDate()),
            row.getAs("path"),
            row.<Long>getAs("bytes"),
            row.<Timestamp>getAs("modified_at").getTime(),
            text(row, "manifest", held),
            row.getAs("sha256"),
            row.getAs("file_id"),
            status(row.getAs("status")),
            text(row, "reading", held)),
        text(row, "reason", held),
        row.<Long>getAs("rows"),
        row.<Long>getAs("rejected"),
        count(row, "suppressed"),
        row.<Long>getAs("bronze_version"),
        count(row, "repeated_keys"),
        row.<Long>getAs("run_number"),
        text(row, "run_id", held));
  }

  /** Whether a row is of a file that ended in one of these ways. */
  static Column is(Status... any) {
    return col("status").isin(Arrays.stream(any).map(IngestedFile::word).toArray());
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static Status status(String word) {
    return Status.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String text(Row row, String column, UnaryOperator<Object> held) {
    String value = row.getAs(column);
    return value == null ? null : (String) held.apply(value);
  }

  /** Rows of before the column was there have none. */
  private static long count(Row row, String column) {
    boolean isThere = Arrays.asList(row.schema().fieldNames()).contains(column);
    Long count = isThere ? row.getAs(column) : null;
    return count == null ? 0 : count;
  }

  Row row() {
    return RowFactory.create(
        known.fileId(),
        known.source(),
        known.entity(),
        known.surveyFolder(),
        known.path(),
        Date.valueOf(known.deliveryDate()),
        known.bytes(),
        new Timestamp(known.modifiedMillis()),
        known.manifest(),
        known.sha256(),
        word(known.status()),
        reason,
        rows,
        rejected,
        suppressed,
        bronzeVersion,
        known.shape(),
        runNumber,
        runId,
        repeatedKeys);
  }

  /** The same file once its rows have left bronze, or do not come from this path any more. */
  IngestedFile replaced(long version, long run, String id) {
    return new IngestedFile(
        known.replaced(), "its path holds other bytes now", 0, 0, 0, version, 0, run, id);
  }

  /** The same file once some of its rows have left bronze: they belong to an erased person's. */
  IngestedFile without(long gone, long version, long run, String id) {
    return new IngestedFile(
        known,
        reason,
        Math.max(0, rows - gone),
        rejected,
        suppressed + gone,
        version,
        repeatedKeys,
        run,
        id);
  }

  /** Null: it was quarantined unread. */
  public String fileId() {
    return known.fileId();
  }

  public String path() {
    return known.path();
  }

  public LocalDate deliveryDate() {
    return known.deliveryDate();
  }

  TableId bronze() {
    return TableId.bronze(known.source(), known.entity());
  }

  public boolean isReplaced() {
    return known.status() == Status.REPLACED;
  }

  boolean isDuplicate() {
    return known.status() == Status.DUPLICATE;
  }

  boolean isRefused() {
    return known.status() == Status.REFUSED;
  }

  /** Whether some of it may lie in no table. */
  public boolean isIncomplete() {
    return isRefused() || known.status() == Status.PARTIAL;
  }
}
