package io.cxwarehouse.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The keys of one object of the configuration. What is missing or cannot be read is recorded, and
 * reading goes on with a placeholder to the next problem; keys that nobody asked for are unknown.
 */
abstract class Keys {
  final String path;
  final ConfigObject values;
  final ConfigOrigin origin;
  final Problems problems;
  private final Set<String> asked = new TreeSet<>();

  Keys(String path, ConfigObject values, ConfigOrigin origin, Problems problems) {
    this.path = path;
    this.values = values;
    this.origin = origin;
    this.problems = problems;
    problems.atEnd(this::reportUnknownKeys);
  }

  /** Some other reader asks for all keys. */
  final void askForAll() {
    asked.addAll(values.keySet());
  }

  /** Says that the value of {@code key}, or the node itself where it has none, is wrong. */
  final void wrong(String key, String text) {
    ConfigValue value = values.get(key);
    problems.add(value == null ? origin : value.origin(), path + key + ": " + text);
  }

  private void reportUnknownKeys() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        String hint = Spelling.nearest(key, asked).map(k -> "; did you mean " + k + "?").orElse("");
        wrong(key, "unknown key" + hint);
      }
    }
  }

  /** The value of a key; null: it has none. */
  final ConfigValue value(String key) {
    asked.add(key);
    ConfigValue value = values.get(key);
    return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
  }

  final <T> T required(
      String key, T placeholder, Function<ConfigValue, T> reader, String expected) {
    if (value(key) == null) {
      wrong(key, "missing; expected " + expected);
      return placeholder;
    }
    return optional(key, reader, expected).orElse(placeholder);
  }

  final <T> Optional<T> optional(String key, Function<ConfigValue, T> reader, String expected) {
    ConfigValue value = value(key);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(value));
    } catch (ConfigException
        | ClassCastException
        | IllegalArgumentException
        | DateTimeException e) {
      wrong(key, ConfigValues.shown(value) + " is not " + expected);
      return Optional.empty();
    }
  }
}
