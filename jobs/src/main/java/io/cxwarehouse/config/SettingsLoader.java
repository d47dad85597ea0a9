package io.cxwarehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stacks the shipped defaults, a deployment's file (without one: {@code conf/env/local.conf}) and
 * single overrides, and binds the result.
 */
public final class SettingsLoader {
  private static final String DEFAULTS = "conf/warehouse.conf";

  private static final ConfigParseOptions OPTIONS =
      ConfigParseOptions.defaults().setIncluder(new LocalIncluder(null));

  private SettingsLoader() {}

  /** With the process's environment. */
  public static Settings load(Optional<Path> file, List<String> overrides) {
    return load(file, overrides, System.getenv());
  }

  /**
   * @param file on top of the defaults
   * @param overrides {@code key=value}, on top of the file
   * @param environment what <code>${?NAME}</code> may name
   */
  public static Settings load(
      Optional<Path> file, List<String> overrides, Map<String, String> environment) {
    try {
      Config stack = ConfigFactory.empty();
      for (String override : overrides) {
        stack = override(override).withFallback(stack);
      }
      stack =
          stack.withFallback(
              file.map(SettingsLoader::file).orElseGet(() -> shipped(Origins.LOCAL)));
      return SettingsBinder.bind(
          resolve(stack.withFallback(shipped(DEFAULTS)), environment), environment);
    } catch (ConfigException.BugOrBroken e) {
      // Its text may show whole files, and with them secrets.
      throw Problems.unusable("a substitution ${…} in it cannot be resolved", null);
    } catch (ConfigException e) {
      throw Problems.unusable(e.getMessage(), e);
    }
  }

  /** Variables take part as the lowest layer, and leave again once everything names its values. */
  private static Config resolve(Config stack, Map<String, String> environment) {
    ConfigObject variables = ConfigValueFactory.fromMap(environment, Origins.ENVIRONMENT);
    ConfigObject resolved =
        stack
            .withFallback(variables)
            .resolve(ConfigResolveOptions.defaults().setUseSystemEnvironment(false))
            .root();
    for (String name : variables.keySet()) {
      ConfigValue value = resolved.get(name);
      if (value != null && value.origin().description().startsWith(Origins.ENVIRONMENT)) {
        resolved = resolved.withoutKey(name);
      }
    }
    return resolved.toConfig();
  }

  private static Config shipped(String resource) {
    return ConfigFactory.parseResources(
        SettingsLoader.class.getClassLoader(), resource, OPTIONS.setAllowMissing(false));
  }

  private static Config file(Path file) {
    if (!Files.isReadable(file)) {
      throw new CxwException(
          ExitCode.USAGE,
          "There is no configuration file " + file + ".",
          "it does not exist or cannot be read (folder: " + Path.of("").toAbsolutePath() + ")",
          "Name an existing file with --conf.");
    }
    return ConfigFactory.parseFile(file.toFile(), OPTIONS.setAllowMissing(false));
  }

  /**
   * Lists, objects and quoted texts are HOCON; anything else is taken as it stands (paths, URLs).
   */
  private static Config override(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new CxwException(
          ExitCode.USAGE,
          "--set " + text + " cannot be read.",
          "it is not of the form key=value",
          "Write for example --set churn.inactive-after-days=60.");
    }
    String key = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    ConfigUtil.splitPath(key);
    ConfigValue parsed =
        value.matches("(?s)[\\[{\"].*") || value.equals("null")
            ? ConfigFactory.parseString(
                    "v = " + value, OPTIONS.setOriginDescription(Origins.OVERRIDE + key))
                .root()
                .get("v")
            : ConfigValueFactory.fromAnyRef(value, Origins.OVERRIDE + key);
    return parsed.atPath(key);
  }
}
