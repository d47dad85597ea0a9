package io.cxwarehouse.config;

import java.time.ZoneId;

/** What texts of the configuration must look like. */
final class Texts {
  /** Names of sources and their like. */
  static final String NAME = "[a-z][a-z0-9_]*";

  private Texts() {}

  /** A time zone by its name; offsets are none, since they know no summer time. */
  static ZoneId zone(String id) {
    if (!ZoneId.getAvailableZoneIds().contains(id)) {
      throw new IllegalArgumentException(id);
    }
    return ZoneId.of(id);
  }
}
