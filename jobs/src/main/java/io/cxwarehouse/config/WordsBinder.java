package io.cxwarehouse.config;

import io.cxwarehouse.functions.Words;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the words of a vocabulary, each with other spellings of it. */
final class WordsBinder {
  private WordsBinder() {}

  /**
   * Spellings, each of one word: of two, a customer's would be a matter of chance.
   *
   * @param fixed words that the program's own queries name: they are there whether they are
   *     configured or not, and no spelling of another word
   */
  static Map<String, String> bind(Node node, Set<String> keys, Set<String> fixed) {
    Map<String, String> words = new TreeMap<>();
    fixed.forEach(word -> words.put(Words.plain(word), word));
    for (String word : keys) {
      Set<String> spellings = new TreeSet<>(Set.of(Words.plain(word)));
      node.texts(word).forEach(spelling -> spellings.add(Words.plain(spelling)));
      for (String spelling : spellings) {
        String other = words.putIfAbsent(spelling, word);
        if (other != null && !other.equals(word)) {
          String why = fixed.contains(spelling) ? ", a word that KPIs are counted by" : " already";
          node.wrong(word, "“" + spelling + "” belongs to " + other + why);
        }
      }
    }
    return words;
  }
}
