package io.cxwarehouse.functions;

import io.cxwarehouse.catalog.Resource;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Zones as help desks name them: by IANA name, or as Ruby on Rails does, such as "Berlin" or
 * "Eastern Time (US &amp; Canada)", which Zendesk delivers for schedules.
 */
final class ZoneNames {
  private static final Set<String> REGIONS =
      Set.of("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific");

  /** Names that are not the city of an IANA name. */
  private static final String LIST = "vendor-lists/zone-names.csv";

  private static final Map<String, ZoneId> KNOWN = known();

  private ZoneNames() {}

  /**
   * The zone of a name.
   *
   * @throws DateTimeException where there is none
   */
  static ZoneId zone(String name) {
    ZoneId known = KNOWN.get(name);
    return known == null ? ZoneId.of(name) : known;
  }

  private static Map<String, ZoneId> known() {
    Map<String, ZoneId> zones = new HashMap<>();
    for (String id : ZoneId.getAvailableZoneIds()) {
      String[] parts = id.split("/");
      if (parts.length == 2 && REGIONS.contains(parts[0])) {
        zones.put(parts[1].replace('_', ' '), ZoneId.of(id));
      }
    }
    named().forEach((name, zone) -> zones.put(name, ZoneId.of(zone)));
    return zones;
  }

  private static Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    for (String line :
        Resource.text(LIST).lines().filter(l -> !l.startsWith("#")).skip(1).toList()) {
      int comma = line.lastIndexOf(',');
      named.put(line.substring(0, comma), line.substring(comma + 1));
    }
    return named;
  }
}
