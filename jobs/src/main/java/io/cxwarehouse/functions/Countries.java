package io.cxwarehouse.functions;

import io.cxwarehouse.catalog.Resource;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/** Countries as people and tools write them: ISO codes of two or three letters, and names. */
public final class Countries {
  /** Names that Java does not know, with their date. */
  private static final String LIST = "vendor-lists/countries.csv";

  private static final List<Locale> LANGUAGES =
      List.of(
          Locale.ENGLISH,
          Locale.GERMAN,
          Locale.FRENCH,
          Locale.ITALIAN,
          new Locale("es"),
          new Locale("nl"),
          new Locale("pt"));

  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern WITHIN_WORDS = Pattern.compile("['’`´.]");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern SAINT = Pattern.compile("\\bSAINT\\b");
  private static final Pattern ARTICLE = Pattern.compile("^THE |( THE)$");

  /** {@code Korea, Republic of} and {@code Korea (the Republic of)}. */
  private static final Pattern INVERTED = Pattern.compile("([^,(]+)[,(]([^,()]+)\\)?\\s*");

  /** {@code United States (US)} and {@code DE - Germany}, as shops export them. */
  private static final Pattern TWICE = Pattern.compile("[^\\p{L}\\p{M}\\p{N} .'’]+");

  private static final Map<String, String> REGIONS = regions();

  private Countries() {}

  /** {@link #region} for SQL: {@code country_code(text)}. */
  public static UTF8String code(UTF8String country) {
    return UTF8String.fromString(region(country.toString()));
  }

  /** The ISO code of two letters, or null where the text names no country. */
  static String region(String country) {
    String region = REGIONS.get(key(country));
    if (region != null) {
      return region;
    }
    Matcher inverted = INVERTED.matcher(country);
    region =
        inverted.matches() ? REGIONS.get(key(inverted.group(2) + " " + inverted.group(1))) : null;
    return region == null ? toldTwice(country) : region;
  }

  /** The country of a text all parts of which name it; null where one names another or none. */
  private static String toldTwice(String country) {
    List<String> named =
        TWICE
            .splitAsStream(country)
            .map(Countries::key)
            .filter(key -> !key.isEmpty())
            .map(key -> REGIONS.getOrDefault(key, ""))
            .distinct()
            .toList();
    return named.size() == 1 && !named.get(0).isEmpty() ? named.get(0) : null;
  }

  private static Map<String, String> regions() {
    Map<String, String> regions = new HashMap<>();
    for (String region : Locale.getISOCountries()) {
      Locale locale = new Locale("", region);
      regions.put(key(region), region);
      regions.put(key(locale.getISO3Country()), region);
    }
    listed(regions);
    for (String region : Locale.getISOCountries()) {
      for (Locale language : LANGUAGES) {
        regions.putIfAbsent(key(new Locale("", region).getDisplayCountry(language)), region);
      }
    }
    return Map.copyOf(regions);
  }

  private static void listed(Map<String, String> regions) {
    Resource.text(LIST)
        .lines()
        .filter(line -> line.matches("[A-Z]{2},.+"))
        .forEach(line -> regions.put(key(line.substring(3)), line.substring(0, 2)));
  }

  private static String key(String country) {
    String plain =
        ACCENTS.matcher(Normalizer.normalize(country, Normalizer.Form.NFKD)).replaceAll("");
    String words = WITHIN_WORDS.matcher(plain.replace("&", " and ")).replaceAll("");
    String key = BETWEEN_WORDS.matcher(words.toUpperCase(Locale.ROOT)).replaceAll(" ").strip();
    return ARTICLE.matcher(SAINT.matcher(key).replaceAll("ST")).replaceAll("");
  }
}
