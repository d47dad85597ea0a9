package io.cxwarehouse.raw;

import java.util.List;

/**
 * Which files to read, and which rows of earlier runs no longer stand. Files with the same bytes in
 * the same source, entity and survey folder are read once; the least delivery date and path stands
 * for them, whenever it is seen, and the others are recorded as deliveries of the same. Other bytes
 * under a known path replace the earlier ones.
 *
 * @param toRead in order of source, entity and path
 * @param recorded outcomes that need no reading: duplicates and quarantined files
 * @param dropped identities whose rows go
 */
public record IntakePlan(
    List<Identified> toRead,
    List<FileOutcome> recorded,
    List<Dropped> dropped,
    List<Finding> findings) {

  /** A file with its content's identity. */
  public record Identified(LandingFile file, String sha256, String fileId) {}

  /** The identity of a file whose rows go. */
  public record Dropped(String source, String entity, String fileId) {}
}
