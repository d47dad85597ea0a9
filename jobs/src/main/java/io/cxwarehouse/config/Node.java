package io.cxwarehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One object of the configuration, with a getter for each type of value. */
final class Node extends Keys {
  /** Settings of Spark and of file systems that nobody may read. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)^spark[.].*((secret|password|token|(access|secret|private)[.]?key|cxw_pii_key)$"
              + "|account[.]key[.]|client[.]secret[.])");

  Node(ConfigObject values, Problems problems) {
    this("", values, values.origin(), problems);
  }

  private Node(String path, ConfigObject values, ConfigOrigin origin, Problems problems) {
    super(path, values, origin, problems);
  }

  /** The same object with values, written in HOCON, for keys that are not set. */
  Node withDefaults(String hocon) {
    askForAll(); // the copy answers for them
    Config defaults = ConfigFactory.parseString(hocon);
    return new Node(path, values.withFallback(defaults), origin, problems);
  }

  /** The same object with another's values, but one, for keys that are not set. */
  Node withDefaults(Node other, String except) {
    askForAll(); // the copy answers for them
    return new Node(path, values.withFallback(other.values.withoutKey(except)), origin, problems);
  }

  /** The last part of its path. */
  String name() {
    String[] parts = path.split("\\.");
    return parts[parts.length - 1];
  }

  boolean has(String key) {
    return value(key) != null;
  }

  boolean hasObject(String key) {
    return value(key) instanceof ConfigObject;
  }

  /** Whether a key holds a list of objects. */
  boolean hasObjects(String key) {
    return value(key) instanceof ConfigList items
        && !items.isEmpty()
        && items.get(0).valueType() == ConfigValueType.OBJECT;
  }

  Set<String> keys() {
    Set<String> keys = new TreeSet<>(values.keySet());
    keys.removeIf(key -> values.get(key).valueType() == ConfigValueType.NULL);
    askForAll();
    return keys;
  }

  Node object(String key) {
    // What stands for a missing object reports nothing more: one problem is enough.
    Node nothing = new Node(path + key + ".", ConfigFactory.empty().root(), origin, new Problems());
    return required(key, nothing, value -> child(key, value), "an object { … }");
  }

  /** Every object below {@code key}, by its free name. */
  <T> Map<String, T> objects(String key, Function<Node, T> reader) {
    Node parent = object(key);
    Map<String, T> results = new TreeMap<>();
    parent.keys().forEach(name -> results.put(name, reader.apply(parent.object(name))));
    return results;
  }

  /** An object, or a single value that stands for {@code { shorthand = value }}. */
  Node objectOr(String key, String shorthand) {
    ConfigValue value = value(key);
    boolean isSingle = value != null && value.valueType() == ConfigValueType.STRING;
    return isSingle ? child(key, value.atKey(shorthand).root()) : object(key);
  }

  <T> List<T> list(String key, Function<Node, T> reader) {
    return required(
        key,
        List.of(),
        value -> {
          List<T> results = new ArrayList<>();
          ConfigList items = (ConfigList) value;
          for (int i = 0; i < items.size(); i++) {
            results.add(reader.apply(child(key + "[" + i + "]", items.get(i))));
          }
          return results;
        },
        "a list of objects [ { … } ]");
  }

  String text(String key) {
    return required(key, "", ConfigValues::text, "a text");
  }

  Optional<String> optionalText(String key) {
    return optional(key, ConfigValues::text, "a text");
  }

  /** A text that matches a pattern. */
  String text(String key, String pattern, String expected) {
    return required(
        key,
        "",
        value -> ConfigValues.checked(ConfigValues.text(value), text -> text.matches(pattern)),
        expected);
  }

  /** A text, or a list of texts. */
  List<String> texts(String key) {
    return required(key, List.of(), ConfigValues::texts, "a list of texts");
  }

  List<String> textsAmong(String key, List<String> allowed) {
    List<String> texts = texts(key);
    for (String text : texts) {
      if (!allowed.contains(text)) {
        wrong(key, "“" + text + "” is none of " + String.join(", ", allowed));
      }
    }
    return texts;
  }

  String oneOf(String key, List<String> allowed) {
    return required(
        key,
        "",
        value -> ConfigValues.checked(ConfigValues.text(value), allowed::contains),
        "one of " + allowed);
  }

  Optional<String> optionalOneOf(String key, List<String> allowed) {
    return optional(
        key,
        value -> ConfigValues.checked(ConfigValues.text(value), allowed::contains),
        "one of " + allowed);
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> names =
        List.of(constants).stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    int index = names.indexOf(oneOf(key, names));
    return constants[Math.max(index, 0)];
  }

  /** A text that only an environment variable may give. */
  Optional<String> secret(String key) {
    ConfigValue value = value(key);
    if (value != null && !value.origin().description().startsWith(Origins.ENVIRONMENT)) {
      wrong(
          key,
          "a secret in a file or command is none; write "
              + key
              + " = ${?CXW_…} in the file and set the variable");
    }
    // Compose files and schedulers set variables that nobody filled in.
    return value != null && "".equals(value.unwrapped()) ? Optional.empty() : optionalText(key);
  }

  /** A key that protects nothing, so that only the shipped file for demos may hold one. */
  Optional<String> demoKey(String key) {
    ConfigValue value = value(key);
    if (value != null && !value.origin().description().contains(Origins.LOCAL)) {
      wrong(key, "a key in a file is no secret; set the variable that privacy.key-env names");
    }
    return optionalText(key);
  }

  boolean flag(String key) {
    return required(key, false, value -> ConfigValues.flag(value), "true or false");
  }

  int integer(String key, int min, int max) {
    String expected = "a whole number from " + min + (max < Integer.MAX_VALUE ? " to " + max : "");
    return required(
        key,
        min,
        value -> {
          double number = ConfigValues.number(value);
          return (int)
              (double) ConfigValues.checked(number, n -> n == Math.rint(n) && n >= min && n <= max);
        },
        expected);
  }

  double number(String key, double min, double max) {
    String expected = "a number" + (Double.isInfinite(max) ? "" : " from " + min + " to " + max);
    return required(
        key,
        min,
        value -> ConfigValues.checked(ConfigValues.number(value), n -> n >= min && n <= max),
        expected);
  }

  Optional<Double> optionalNumber(String key) {
    return optional(
        key,
        value -> ConfigValues.checked(ConfigValues.number(value), Double::isFinite),
        "a number");
  }

  /** {@code [low, high]}, in ascending order; either may be null. */
  Settings.Bounds bounds(String key) {
    return required(
        key, new Settings.Bounds(null, null), ConfigValues::bounds, "[low, high] with low < high");
  }

  Duration duration(String key) {
    return required(
        key,
        Duration.ZERO,
        value -> ConfigValues.checked(ConfigValues.duration(value), d -> !d.isNegative()),
        "a duration such as 2 days");
  }

  long bytes(String key) {
    return required(
        key,
        0L,
        value -> ConfigValues.checked(ConfigValues.bytes(value), n -> n > 0),
        "a size such as 4 MiB");
  }

  /** A text turned into something that throws {@link RuntimeException} where it cannot be. */
  <T> T parsed(String key, T placeholder, Function<String, T> parser, String expected) {
    return required(key, placeholder, value -> parser.apply(ConfigValues.text(value)), expected);
  }

  <T> Optional<T> optionalParsed(String key, Function<String, T> parser, String expected) {
    return optional(key, value -> parser.apply(ConfigValues.text(value)), expected);
  }

  /** All values below {@code key}, however nested, by their path below it. */
  Map<String, String> flattened(String key) {
    Map<String, String> results = new TreeMap<>();
    object(key).flattenInto("", results);
    return results;
  }

  private void flattenInto(String prefix, Map<String, String> results) {
    for (String key : keys()) {
      if (values.get(key).valueType() == ConfigValueType.OBJECT) {
        object(key).flattenInto(prefix + key + ".", results);
      } else if (SECRET.matcher(path + key).find()) {
        secret(key).ifPresent(value -> results.put(prefix + key, value));
      } else {
        results.put(prefix + key, text(key));
      }
    }
  }

  private Node child(String key, ConfigValue value) {
    return new Node(path + key + ".", (ConfigObject) value, value.origin(), problems);
  }
}
