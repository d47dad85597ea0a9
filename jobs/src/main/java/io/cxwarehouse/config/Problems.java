package io.cxwarehouse.config;

import com.typesafe.config.ConfigOrigin;
import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything that is wrong, so that one attempt shows it all. */
final class Problems {
  private record Problem(String file, int line, String text) {
    @Override
    public String toString() {
      return (line > 0 ? file + ":" + line : file) + ": " + text;
    }
  }

  private final String page;
  private final List<Problem> found = new ArrayList<>();
  private final List<Runnable> atEnd = new ArrayList<>();

  Problems() {
    this("docs/configuration.md");
  }

  /**
   * @param page the page that explains the keys
   */
  Problems(String page) {
    this.page = page;
  }

  void add(ConfigOrigin origin, String text) {
    int line = origin.description().startsWith(Origins.OVERRIDE) ? 0 : origin.lineNumber();
    Problem problem = new Problem(file(origin), line, text);
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  /** What is looked for when all has been read. */
  void atEnd(Runnable look) {
    atEnd.add(look);
  }

  void throwIfAny() {
    atEnd.forEach(Runnable::run);
    if (found.isEmpty()) {
      return;
    }
    found.sort(Comparator.comparing(Problem::file).thenComparing(Problem::line));
    StringBuilder lines = new StringBuilder();
    found.forEach(problem -> lines.append("\n    ").append(problem));
    String count = found.size() == 1 ? "1 problem" : found.size() + " problems";
    throw unusable(count + " in it, nothing was started" + lines, page, null);
  }

  static CxwException unusable(String cause, Throwable origin) {
    return unusable(cause, "docs/configuration.md", origin);
  }

  static CxwException unusable(String cause, String page, Throwable origin) {
    return new CxwException(
        ExitCode.USAGE,
        "The configuration cannot be used.",
        cause,
        "Correct the lines named; " + page + " explains every key.",
        origin);
  }

  /** The file as its user named it, without the library's decorations. */
  private static String file(ConfigOrigin origin) {
    String text = origin.description().replaceFirst("^merge of ", "");
    return text.split(",", 2)[0].replaceFirst(": \\d+(-\\d+)?$", "").replaceFirst(" @ .*$", "");
  }
}
