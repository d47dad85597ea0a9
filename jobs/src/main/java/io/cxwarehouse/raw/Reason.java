package io.cxwarehouse.raw;

/** Codes of rejected rows that intake gives; conforming has more. */
public final class Reason {
  public static final String MALFORMED_ROW = "malformed_row";
  public static final String UNDECODABLE = "undecodable";
  public static final String TOO_LONG = "too_long";
  public static final String MISSING_REQUIRED = "missing_required";
  public static final String FILE_REFUSED = "file_refused";

  /** The file could not be opened: it is tried again in the next run. */
  public static final String UNREADABLE = "unreadable";

  private Reason() {}
}
