package io.cxwarehouse.raw;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * A delivered file.
 *
 * @param surveyFolder path below the date folder without the file's name, empty if there is none
 * @param path below the landing root, with {@code /}
 * @param manifest bytes and time of the delivery's manifest, empty if it has none
 * @param expected what the manifest says of the file, null if there is none
 */
public record LandingFile(
    String source,
    String entity,
    String surveyFolder,
    LocalDate deliveryDate,
    String path,
    long bytes,
    long modifiedMillis,
    String manifest,
    Manifest.Entry expected)
    implements Serializable {

  /** The folder of its date: what is delivered, and quarantined, together. */
  public String delivery() {
    return source + "/" + entity + "/" + deliveryDate;
  }
}
