package io.cxwarehouse.raw;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.List;

/**
 * What lay in the landing folder, in order of paths.
 *
 * @param files delivered up to the date, whole, and not quarantined
 * @param quarantined files of deliveries that do not fit their manifest
 * @param missing required sources without a delivery that is recent enough
 */
public record Landing(
    String root,
    LocalDate asOf,
    List<LandingFile> files,
    List<LandingFile> quarantined,
    List<Finding> findings,
    List<MissingDelivery> missing) {
  public Landing {
    files = List.copyOf(files);
    quarantined = List.copyOf(quarantined);
    findings = List.copyOf(findings);
    missing = List.copyOf(missing);
  }

  /**
   * A required source whose newest delivery is older than it may be.
   *
   * @param newest null if it never delivered
   * @param needed the earliest date that would do
   */
  public record MissingDelivery(String source, LocalDate newest, LocalDate needed) {}

  /** The same if, and only if, the same files lie there with the same sizes and times. */
  public String digest() {
    MessageDigest digest = Digests.sha256();
    for (List<LandingFile> list : List.of(files, quarantined)) {
      for (LandingFile file : list) {
        String line =
            String.join(
                "\0",
                file.path(),
                Long.toString(file.bytes()),
                Long.toString(file.modifiedMillis()),
                file.manifest());
        digest.update((line + '\n').getBytes(StandardCharsets.UTF_8));
      }
      digest.update((byte) '\n');
    }
    return Digests.hex(digest.digest());
  }
}
