package io.cxwarehouse.cli;

import io.cxwarehouse.config.Settings;
import io.cxwarehouse.config.SettingsLoader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command takes. */
final class CommonOptions {
  /** How the course of a command is told where nobody sits at a terminal. */
  enum LogFormat {
    TEXT,
    JSON
  }

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Your configuration, on top of the defaults. Without it: the local demo's.")
  private Path conf;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one key of the configuration, on top of the file. May be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      description = "How progress is written: for people, or one JSON object a line.")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell more; show stack traces.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  Settings settings() {
    return SettingsLoader.load(Optional.ofNullable(conf), overrides);
  }

  Settings settings(List<String> defaults) {
    List<String> all = new ArrayList<>(defaults);
    all.addAll(overrides);
    return SettingsLoader.load(Optional.ofNullable(conf), all);
  }

  boolean isVerbose() {
    return verbose;
  }

  boolean isJson() {
    return logFormat == LogFormat.JSON;
  }

  Events events(PrintWriter target) {
    return isJson() ? new JsonEvents(target) : new TextEvents(target, System.console() != null);
  }
}
