package io.cxwarehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Values of the configuration as Java has them; what cannot be read throws. */
final class ConfigValues {
  private static final String VALUE = "v";

  private ConfigValues() {}

  /** A text that is not empty. */
  static String text(ConfigValue value) {
    return checked(config(value).getString(VALUE), text -> !text.isEmpty());
  }

  /** A list of texts; one text is a list of one. */
  static List<String> texts(ConfigValue value) {
    return value.valueType() == ConfigValueType.LIST
        ? List.copyOf(config(value).getStringList(VALUE))
        : List.of(text(value));
  }

  static boolean flag(ConfigValue value) {
    return config(value).getBoolean(VALUE);
  }

  static double number(ConfigValue value) {
    return config(value).getDouble(VALUE);
  }

  static Duration duration(ConfigValue value) {
    return config(value).getDuration(VALUE);
  }

  static long bytes(ConfigValue value) {
    return config(value).getBytes(VALUE);
  }

  /** {@code [low, high]} with low below high; either may be null. */
  static Settings.Bounds bounds(ConfigValue value) {
    ConfigList ends = (ConfigList) value;
    checked(ends.size(), size -> size == 2);
    Settings.Bounds bounds = new Settings.Bounds(end(ends.get(0)), end(ends.get(1)));
    return checked(bounds, b -> b.low() == null || b.high() == null || b.low() < b.high());
  }

  private static Double end(ConfigValue value) {
    return value.valueType() == ConfigValueType.NULL ? null : number(value);
  }

  /** The value, if it is as a rule says. */
  static <T> T checked(T value, Predicate<T> rule) {
    if (!rule.test(value)) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  /** A value for a message, cut where it is long. */
  static String shown(ConfigValue value) {
    String text = value.render(ConfigRenderOptions.concise());
    return text.length() > 60 ? text.substring(0, 57) + "…" : text;
  }

  private static Config config(ConfigValue value) {
    return value.atKey(VALUE);
  }
}
