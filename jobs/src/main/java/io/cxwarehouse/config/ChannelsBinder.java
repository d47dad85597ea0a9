package io.cxwarehouse.config;

import io.cxwarehouse.functions.Channels;
import io.cxwarehouse.functions.Words;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the vocabulary of channels: our words with other spellings, and beside them, by source,
 * what only that source calls so.
 */
final class ChannelsBinder {
  private ChannelsBinder() {}

  /** By source, or {@link Channels#ANY}, the spellings of our words. */
  static Map<String, Map<String, String>> bind(Node node) {
    Set<String> sources = new TreeSet<>(node.keys());
    sources.removeIf(key -> !node.hasObject(key));
    Set<String> keys = new TreeSet<>(node.keys());
    keys.removeAll(sources);
    Map<String, String> words = WordsBinder.bind(node, keys, Channels.OURS);
    Channels.words().forEach(word -> words.putIfAbsent(Words.plain(word), word));
    Map<String, Map<String, String>> channels = new TreeMap<>();
    for (String source : sources) {
      if (source.equals(Channels.ANY)) {
        node.wrong(source, "is no source; what all sources call so stands as word = [spelling]");
      }
      channels.put(source, names(node.object(source), words));
    }
    channels.put(Channels.ANY, words);
    return channels;
  }

  /** A word that the configuration uses, however it is written there, is one of all sources. */
  static String word(Map<String, String> words, String said) {
    words.putIfAbsent(Words.plain(said), said);
    return words.get(Words.plain(said));
  }

  private static Map<String, String> names(Node node, Map<String, String> words) {
    Map<String, String> names = new TreeMap<>();
    for (String name : node.keys()) {
      String word = word(words, node.text(name));
      String other = names.putIfAbsent(Words.plain(name), word);
      if (other != null && !other.equals(word)) {
        node.wrong(name, "“" + Words.plain(name) + "” belongs to " + other + " already");
      }
    }
    return names;
  }
}
