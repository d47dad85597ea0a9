package io.cxwarehouse.functions;

import io.cxwarehouse.catalog.Resource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Channels as help desks write them, by name or by number, in one name: the lines of {@code
 * channels.csv}. What no line knows keeps its own name in small letters.
 */
public final class Channels {
  private static final String FILE = "channels.csv";
  private static final String ANY = "*";

  /** A line; {@code toldAs} is the name itself where the file says no other. */
  private record Line(String toldAs, String channel) {}

  /** By source, a line feed, and name or number. */
  private static final Map<String, Line> NAMED = new HashMap<>();

  /** For channels that no source's line names, in the order of the file. */
  private static final Map<Pattern, String> ALIKE = new LinkedHashMap<>();

  static {
    Resource.text(FILE).lines().filter(line -> !line.startsWith("#")).forEach(Channels::read);
  }

  private Channels() {}

  private static void read(String text) {
    String[] cells = text.split(",", -1);
    String source = cells[0];
    String name = cells[2];
    if (source.equals(ANY)) {
      ALIKE.put(Pattern.compile(name.replace("*", ".*")), cells[4]);
      return;
    }
    Line line = new Line(cells[3].isEmpty() ? name : cells[3], cells[4]);
    NAMED.put(source + '\n' + name, line);
    if (!cells[1].isEmpty()) {
      NAMED.put(source + '\n' + cells[1], line);
    }
  }

  /** {@code channel_name(source, native)}: our name of a channel. */
  public static UTF8String name(UTF8String source, UTF8String channel) {
    String text = key(channel.toString());
    Line line = NAMED.get(source + "\n" + text);
    return text.isEmpty()
        ? null
        : UTF8String.fromString(line == null ? like(text) : line.channel());
  }

  /** How tickets of a source tell a channel, whether it is named or numbered. */
  public static String toldAs(String source, String channel) {
    String text = key(channel);
    Line line = NAMED.get(source + '\n' + text);
    return line == null ? text : line.toldAs();
  }

  private static String like(String text) {
    return ALIKE.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(text).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(text);
  }

  private static String key(String text) {
    String name = NativeIds.normalize(text);
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
