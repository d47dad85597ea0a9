package io.cxwarehouse.raw;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lay in the landing folder, in order of paths. Files of date folders that lie as they were
 * dealt with last are counted, and not listed.
 *
 * @param files delivered up to the date, whole, and not quarantined
 * @param quarantined files of deliveries that do not fit their manifest
 * @param missing required sources without a delivery that is recent enough
 * @param changed the folders of {@code files}
 */
public record Landing(
    String root,
    LocalDate asOf,
    List<LandingFile> files,
    List<LandingFile> quarantined,
    List<Finding> findings,
    List<MissingDelivery> missing,
    List<ListedFolder> changed,
    Totals totals) {
  public Landing {
    files = List.copyOf(files);
    quarantined = List.copyOf(quarantined);
    findings = List.copyOf(findings);
    missing = List.copyOf(missing);
    changed = List.copyOf(changed);
  }

  /** Some files, of folders of which nothing is to be said. */
  public Landing(
      String root,
      LocalDate asOf,
      List<LandingFile> files,
      List<LandingFile> quarantined,
      List<Finding> findings,
      List<MissingDelivery> missing) {
    this(root, asOf, files, quarantined, findings, missing, List.of(), Totals.NONE);
  }

  /**
   * A required source whose newest delivery is older than it may be.
   *
   * @param newest null if it never delivered
   * @param needed the earliest date that would do
   */
  public record MissingDelivery(String source, LocalDate newest, LocalDate needed) {}

  /**
   * All that lies there, changed or not.
   *
   * @param folders date folders
   * @param listed those of them whose files were looked at
   * @param newest delivery date, null if there is none
   * @param digest of all folders' digests
   */
  public record Totals(long files, long folders, long listed, LocalDate newest, String digest) {
    private static final Totals NONE = new Totals(0, 0, 0, null, "");
  }

  /** The same if, and only if, the same files lie there with the same sizes and times. */
  public String digest() {
    return totals.digest();
  }

  /** The same, some files of unchanged folders with it. */
  public Landing with(Collection<LandingFile> more) {
    return new Landing(
        root,
        asOf,
        Stream.concat(files.stream(), more.stream())
            .sorted(Comparator.comparing(LandingFile::path))
            .toList(),
        quarantined,
        findings,
        missing,
        changed,
        totals);
  }
}
