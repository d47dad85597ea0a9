package io.cxwarehouse.functions;

import java.util.Locale;
import java.util.Map;

/** What names are called where people read them. */
public final class Labels {
  /** Words that are written otherwise than they stand in names. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("nps", "NPS"),
          Map.entry("enps", "eNPS"),
          Map.entry("csat", "CSAT"),
          Map.entry("ces", "CES"),
          Map.entry("fcr", "First contact resolution"),
          Map.entry("mrr", "Recurring revenue (MRR)"),
          Map.entry("nrr", "Net revenue retention"),
          Map.entry("12m", "12 months"),
          Map.entry("clv", "Customer lifetime value"),
          Map.entry("sla", "SLA"),
          Map.entry("web", "Website"));

  private Labels() {}

  /** A name in words: {@code too_expensive} as Too expensive. */
  public static String words(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.split("_", -1)) {
      String written = WORDS.getOrDefault(word, word);
      text.append(text.length() == 0 ? "" : " ").append(written);
    }
    return text.isEmpty() || WORDS.containsKey(name)
        ? text.toString()
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
