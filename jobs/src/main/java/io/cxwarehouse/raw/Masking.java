package io.cxwarehouse.raw;

import java.util.regex.Pattern;

/**
 * Makes text of a rejected row fit to be shown: nothing in it may name a person. Where columns are
 * known, personal ones are blanked; where they are not, only the shape is left.
 */
final class Masking {
  private static final int MAX_CHARS = 1_000;
  private static final String BLANK = "***";

  /** In links an at sign is a code, or a code of a code. */
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@,;|<>\"'=:]+(?:@|%(?:25)*40)[^\\s@,;|<>\"']+");

  private static final Pattern PHONE =
      Pattern.compile(
          "(?:(?<![\\w.])|(?<=%(?:25){0,4}\\p{XDigit}{2}))"
              + "\\+?\\(?\\d(?:[ ()/.-]{0,2}\\d){6,14}(?![\\w])");

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");

  private final EntityShape shape;
  private final boolean hasPersonal;

  Masking(EntityShape shape) {
    this.shape = shape;
    this.hasPersonal = shape.columns().stream().anyMatch(ColumnShape::isPersonal);
  }

  /** Text whose columns are not known. */
  String text(String raw) {
    if (raw == null) {
      return null;
    }
    String shown = raw.length() > 2 * MAX_CHARS ? raw.substring(0, 2 * MAX_CHARS) : raw;
    return cut(hasPersonal ? shape(shown) : patterns(shown));
  }

  /** A row whose columns are known, as a JSON object. */
  String row(String[] values, UnknownFields unknown) {
    UnknownFields fields = new UnknownFields();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        ColumnShape column = shape.columns().get(i);
        fields.add(column.name(), column.isPersonal() ? BLANK : shown(column, values[i]), false);
      }
    }
    for (int i = 0; i < unknown.size(); i++) {
      // A column nobody described may hold anything, answers and names included.
      fields.add(unknown.name(i), BLANK, false);
    }
    return cut(fields.json());
  }

  /** A record's key looks like a phone number often, and is what the record is found by. */
  private String shown(ColumnShape column, String value) {
    return shape.key().contains(column.name())
        ? EMAIL.matcher(cut(value)).replaceAll(BLANK)
        : shown(value);
  }

  private static String shown(String value) {
    return patterns(value.length() > MAX_CHARS ? value.substring(0, MAX_CHARS) : value);
  }

  private static String patterns(String text) {
    String masked = EMAIL.matcher(text).replaceAll(BLANK);
    return PHONE
        .matcher(masked)
        .replaceAll(match -> DATE.matcher(match.group()).matches() ? match.group() : BLANK);
  }

  private static String shape(String text) {
    StringBuilder shape = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isStructure = c < 128 && !Character.isLetterOrDigit(c) && c != 0;
      shape.append(isStructure ? c : Character.isDigit(c) ? '9' : 'x');
    }
    return shape.toString();
  }

  private static String cut(String text) {
    return text == null || text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
  }
}
