package io.cxwarehouse.raw;

import java.io.Serializable;
import java.util.List;

/**
 * A column of bronze: the name it has there, other names it may be delivered under, whether a file
 * without it is refused, whether its values identify a person, what gives its values, and how they
 * are spelled in the name of a record.
 */
public record ColumnShape(
    String name,
    List<String> aliases,
    boolean isRequired,
    boolean isPersonal,
    Origin origin,
    KeyText keyText)
    implements Serializable {

  /** What gives a column's values. */
  public enum Origin {
    /** The file's fields. */
    FILE,
    /** The file's folder below the delivery date; where there is none, its name without endings. */
    SURVEY_FOLDER,
    /** The file's folder, where that is configured for the entity; else the source's name. */
    TOOL_FOLDER,
    /**
     * The file's name up to its date (yyyymmdd): the exported table, whatever part of it the file
     * holds; without a date the name without endings.
     */
    EXPORT_TABLE
  }

  public ColumnShape {
    aliases = List.copyOf(aliases);
  }

  public ColumnShape(String name, List<String> aliases, boolean isRequired, boolean isPersonal) {
    this(name, aliases, isRequired, isPersonal, Origin.FILE, KeyText.ID);
  }

  public static ColumnShape of(String name) {
    return new ColumnShape(name, List.of(), false, false);
  }

  boolean isDelivered() {
    return origin == Origin.FILE;
  }

  /**
   * Names how the column is read, for the fingerprint of its entity; an id is as it was before
   * there were other spellings, so that no file is read again for it.
   */
  @Override
  public String toString() {
    String told =
        "ColumnShape[name=%s, aliases=%s, isRequired=%s, isPersonal=%s, origin=%s"
            .formatted(name, aliases, isRequired, isPersonal, origin);
    return told + (keyText.equals(KeyText.ID) ? "]" : ", keyText=" + keyText + "]");
  }
}
