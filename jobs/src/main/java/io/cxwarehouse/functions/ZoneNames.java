package io.cxwarehouse.functions;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Zones as help desks name them: by IANA name, or as Ruby on Rails does, such as "Berlin" or
 * "Eastern Time (US &amp; Canada)", which Zendesk delivers for schedules.
 */
final class ZoneNames {
  private static final Set<String> REGIONS =
      Set.of("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific");

  /** Names that are not the city of an IANA name: name=zone, in the order of their offsets. */
  private static final List<String> NAMED =
      List.of(
          "International Date Line West=Etc/GMT+12",
          "Midway Island=Pacific/Midway",
          "American Samoa=Pacific/Pago_Pago",
          "Hawaii=Pacific/Honolulu",
          "Alaska=America/Juneau",
          "Pacific Time (US & Canada)=America/Los_Angeles",
          "Mountain Time (US & Canada)=America/Denver",
          "Arizona=America/Phoenix",
          "Central Time (US & Canada)=America/Chicago",
          "Saskatchewan=America/Regina",
          "Guadalajara=America/Mexico_City",
          "Central America=America/Guatemala",
          "Eastern Time (US & Canada)=America/New_York",
          "Indiana (East)=America/Indiana/Indianapolis",
          "Quito=America/Lima",
          "Atlantic Time (Canada)=America/Halifax",
          "Georgetown=America/Guyana",
          "Newfoundland=America/St_Johns",
          "Brasilia=America/Sao_Paulo",
          "Buenos Aires=America/Argentina/Buenos_Aires",
          "Greenland=America/Godthab",
          "Mid-Atlantic=Atlantic/South_Georgia",
          "Cape Verde Is.=Atlantic/Cape_Verde",
          "Edinburgh=Europe/London",
          "Bern=Europe/Zurich",
          "West Central Africa=Africa/Algiers",
          "Kyiv=Europe/Kiev",
          "Pretoria=Africa/Johannesburg",
          "St. Petersburg=Europe/Moscow",
          "Abu Dhabi=Asia/Muscat",
          "Ekaterinburg=Asia/Yekaterinburg",
          "Islamabad=Asia/Karachi",
          "Chennai=Asia/Kolkata",
          "Mumbai=Asia/Kolkata",
          "New Delhi=Asia/Kolkata",
          "Sri Jayawardenepura=Asia/Colombo",
          "Astana=Asia/Almaty",
          "Hanoi=Asia/Bangkok",
          "Beijing=Asia/Shanghai",
          "Osaka=Asia/Tokyo",
          "Sapporo=Asia/Tokyo",
          "Solomon Is.=Pacific/Guadalcanal",
          "New Caledonia=Pacific/Noumea",
          "Marshall Is.=Pacific/Majuro",
          "Wellington=Pacific/Auckland",
          "Nuku'alofa=Pacific/Tongatapu",
          "Tokelau Is.=Pacific/Fakaofo",
          "Chatham Is.=Pacific/Chatham",
          "Samoa=Pacific/Apia");

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
    for (String named : NAMED) {
      int equals = named.indexOf('=');
      zones.put(named.substring(0, equals), ZoneId.of(named.substring(equals + 1)));
    }
    return zones;
  }
}
