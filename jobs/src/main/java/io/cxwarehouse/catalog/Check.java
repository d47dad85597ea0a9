package io.cxwarehouse.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule that a table's new rows must meet: a SELECT that returns the offending rows.
 *
 * @param severity whether an offence stops the step or is only recorded
 */
public record Check(Severity severity, String name, String description, String sql) {
  /** What an offence leads to. */
  public enum Severity {
    FAIL,
    WARN
  }

  private static final Pattern HEAD =
      Pattern.compile("(?m)^--[ \\t]*(fail|warn)[ \\t]+(\\w+):[ \\t]*(.*)$");

  /** Reads {@code checks.sql}: each statement stands under a line {@code -- fail name: text}. */
  static List<Check> parse(String text) {
    List<Check> checks = new ArrayList<>();
    Matcher head = HEAD.matcher(text);
    boolean found = head.find();
    while (found) {
      Severity severity = Severity.valueOf(head.group(1).toUpperCase(Locale.ROOT));
      String name = head.group(2);
      String description = head.group(3).strip();
      int from = head.end();
      found = head.find();
      String sql = text.substring(from, found ? head.start() : text.length()).strip();
      checks.add(new Check(severity, name, description, sql.replaceFirst(";\\s*\\z", "")));
    }
    return checks;
  }
}
