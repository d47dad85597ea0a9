package io.cxwarehouse.raw;

/** Something about the landing folder that its operator should know. Paths are below its root. */
public record Finding(Kind kind, String source, String path, String message) {

  /** Public words, in lower case. */
  public enum Kind {
    UNKNOWN_SOURCE,
    UNKNOWN_ENTITY,
    NOT_A_DATE,
    /** A file that lies beside the folders where files belong. */
    MISPLACED_FILE,
    OUTSIDE_ROOT,
    NO_MARKER,
    SETTLING,
    INCOMPLETE_DELIVERY,
    MANIFEST_MISMATCH,
    /** A folder or manifest that cannot be read: what lies there waits. */
    UNREADABLE,
    STALE_SOURCE,
    /** Other bytes under a known path: the rows of the earlier ones are replaced. */
    CHANGED_FILE
  }
}
