package io.cxwarehouse.functions;

import java.time.LocalDate;
import java.time.zone.ZoneRulesProvider;
import java.util.Optional;

/**
 * The rules of time zones, which come with Java: governments change them, often for a date a few
 * months ahead, and with them the date on which an instant falls.
 */
public final class ZoneData {
  private ZoneData() {}

  /** The release of the IANA time zone database, such as 2025a. */
  public static String version() {
    return ZoneRulesProvider.getVersions("UTC").lastKey();
  }

  /** What dates and times are computed with. */
  public static String description() {
    return "Java " + System.getProperty("java.version") + ", time zone data " + version();
  }

  /** What to know of a date for which rules may have changed since that release. */
  public static Optional<String> doubt(LocalDate date) {
    return doubt(version(), date);
  }

  static Optional<String> doubt(String version, LocalDate date) {
    int year = Integer.parseInt(version.substring(0, 4));
    return date.getYear() <= year
        ? Optional.empty()
        : Optional.of(
            "time zone data "
                + version
                + " are older than "
                + date
                + ": rules that were changed since are not known, and times in such zones may fall on"
                + " other dates; update Java, and the tables concerned are computed again");
  }
}
