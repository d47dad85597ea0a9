package io.cxwarehouse.functions;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Countries as people write them: ISO codes of two or three letters, and names. */
final class Countries {
  private static final Map<String, String> REGIONS = regions();

  private Countries() {}

  /** The ISO code of two letters, or null where the text names no country. */
  static String region(String country) {
    return REGIONS.get(key(country));
  }

  private static Map<String, String> regions() {
    Map<String, String> regions = new HashMap<>();
    for (String region : Locale.getISOCountries()) {
      Locale locale = new Locale("", region);
      regions.put(key(region), region);
      regions.put(key(locale.getISO3Country()), region);
      for (Locale language :
          List.of(
              Locale.ENGLISH,
              Locale.GERMAN,
              Locale.FRENCH,
              Locale.ITALIAN,
              new Locale("es"),
              new Locale("nl"),
              new Locale("pt"))) {
        regions.putIfAbsent(key(locale.getDisplayCountry(language)), region);
      }
    }
    regions.put("UK", "GB");
    regions.put("GREAT BRITAIN", "GB");
    regions.put("ENGLAND", "GB");
    regions.put("SCOTLAND", "GB");
    regions.put("WALES", "GB");
    regions.put("UNITED STATES OF AMERICA", "US");
    regions.put("U.S.", "US");
    regions.put("U.S.A.", "US");
    regions.put("HOLLAND", "NL");
    regions.put("THE NETHERLANDS", "NL");
    regions.put("CZECH REPUBLIC", "CZ");
    regions.put("TURKEY", "TR");
    regions.put("KOREA", "KR");
    return Map.copyOf(regions);
  }

  private static String key(String country) {
    return country.strip().toUpperCase(Locale.ROOT);
  }
}
