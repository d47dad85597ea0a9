package io.cxwarehouse.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.catalog.Resource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Channels as sources write them, by name or by number, in one word: that of the configuration, or
 * of the lines of {@code channels.csv} for help desks. What neither knows keeps its own name.
 */
public final class Channels {
  /** Stands for any source. */
  public static final String ANY = "*";

  /** The words by which this program's own queries call channels. */
  public static final Set<String> OURS =
      Set.of("api", "chat", "chatbot", "email", "messaging", "phone", "social", "web");

  private static final String FILE = "channels.csv";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Map<String, String>>> WORDS =
      new TypeReference<>() {};

  /** A line; {@code toldAs} is the name itself where the file says no other. */
  private record Line(String toldAs, String channel) {}

  /** By source, a line feed, and name or number as a plain word. */
  private static final Map<String, Line> NAMED = new HashMap<>();

  /** For channels that no source's line names, in the order of the file. */
  private static final Map<Pattern, String> ALIKE = new LinkedHashMap<>();

  /** Vocabularies already read; a warehouse has one text of them. */
  private static final ConcurrentHashMap<UTF8String, Map<String, Map<String, String>>> READ =
      new ConcurrentHashMap<>();

  static {
    Resource.text(FILE).lines().filter(line -> !line.startsWith("#")).forEach(Channels::read);
  }

  private Channels() {}

  private static void read(String text) {
    String[] cells = text.split(",", -1);
    String source = cells[0];
    String name = cells[2];
    if (source.equals(ANY)) {
      String word = Words.plain(name);
      ALIKE.put(Pattern.compile(name.startsWith(ANY) ? ".*" + word + ".*" : word), cells[4]);
      return;
    }
    Line line = new Line(cells[3].isEmpty() ? name : cells[3], cells[4]);
    NAMED.put(source + '\n' + Words.plain(name), line);
    if (!cells[1].isEmpty()) {
      NAMED.put(source + '\n' + cells[1], line);
    }
  }

  /** All words that channels have without any configuration. */
  public static Set<String> words() {
    Set<String> words = new TreeSet<>(OURS);
    NAMED.values().forEach(line -> words.add(line.channel()));
    return words;
  }

  /**
   * {@code known_channel(words, source, native)}: our word for a channel, by what is configured for
   * the source, the source's line, and what is configured for any; null where none names it.
   */
  public static UTF8String known(UTF8String words, UTF8String source, UTF8String channel) {
    Map<String, Map<String, String>> vocabulary = READ.get(words);
    if (vocabulary == null) {
      vocabulary = parse(words.toString());
      READ.put(words.clone(), vocabulary); // Spark reuses the bytes behind the argument
    }
    String from = source.toString();
    String said = said(channel.toString());
    String own = vocabulary.getOrDefault(from, Map.of()).get(said);
    if (own != null) {
      return UTF8String.fromString(own);
    }
    Line line = NAMED.get(from + '\n' + said);
    String name = line == null ? said : Words.plain(line.channel());
    String word = vocabulary.getOrDefault(ANY, Map.of()).get(name);
    return UTF8String.fromString(word == null && line != null ? line.channel() : word);
  }

  /**
   * {@code channel_name(source, native)}: a help desk's channel without any configuration; what no
   * line knows is what its words say, else it keeps its name.
   */
  public static UTF8String name(UTF8String source, UTF8String channel) {
    String text = NativeIds.normalize(channel.toString());
    if (text == null) {
      return null;
    }
    String said = Words.plain(text);
    Line line = NAMED.get(source + "\n" + said);
    return UTF8String.fromString(line == null ? like(said, text) : line.channel());
  }

  /** How tickets of a source tell a channel, whether it is named or numbered. */
  public static String toldAs(String source, String channel) {
    String text = NativeIds.normalize(channel);
    Line line = NAMED.get(source + '\n' + said(channel));
    return line == null ? (text == null ? "" : text.toLowerCase(Locale.ROOT)) : line.toldAs();
  }

  private static String like(String said, String text) {
    return ALIKE.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(said).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(text);
  }

  private static String said(String text) {
    String name = NativeIds.normalize(text);
    return name == null ? "" : Words.plain(name);
  }

  private static Map<String, Map<String, String>> parse(String words) {
    try {
      return JSON.readValue(words, WORDS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("words for channels that are no JSON", e);
    }
  }
}
