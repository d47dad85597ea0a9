package io.cxwarehouse.raw;

import java.time.LocalDate;

/**
 * A file of an earlier run, as recorded: one for each path.
 *
 * @param sha256 null if it was quarantined unread
 * @param fileId null likewise
 * @param shape fingerprint of the entity's shape it was read with
 */
public record KnownFile(
    String source,
    String entity,
    String surveyFolder,
    LocalDate deliveryDate,
    String path,
    long bytes,
    long modifiedMillis,
    String manifest,
    String sha256,
    String fileId,
    ReadOutcome.Status status,
    String shape) {

  /** The same once its path holds other bytes: it is known by both. */
  public KnownFile replaced() {
    return with(path + "#" + fileId, ReadOutcome.Status.REPLACED, shape);
  }

  /** The same, as if it had been read by other rules: it is read again. */
  public KnownFile unread() {
    return with(path, status, "");
  }

  /** The same, of another status. */
  KnownFile as(ReadOutcome.Status other) {
    return with(path, other, shape);
  }

  private KnownFile with(String otherPath, ReadOutcome.Status otherStatus, String otherShape) {
    return new KnownFile(
        source,
        entity,
        surveyFolder,
        deliveryDate,
        otherPath,
        bytes,
        modifiedMillis,
        manifest,
        sha256,
        fileId,
        otherStatus,
        otherShape);
  }

  /** The folder of its date. */
  public String delivery() {
    return source + "/" + entity + "/" + deliveryDate;
  }

  boolean hasSameBytes(LandingFile file) {
    return sha256 != null && bytes == file.bytes() && modifiedMillis == file.modifiedMillis();
  }

  /** Whether it stands for a file of the same bytes: the least delivery date and path does. */
  boolean isLess(LandingFile file) {
    int dates = deliveryDate.compareTo(file.deliveryDate());
    return dates < 0 || (dates == 0 && path.compareTo(file.path()) < 0);
  }
}
