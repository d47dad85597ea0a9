package io.cxwarehouse.raw;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that the place of a file gives its rows: {@code source/entity/date/[folder/…]name}. Survey
 * tools export one file per survey, and the file itself does not say which.
 */
final class PathValues {
  private static final Pattern TO_DATE = Pattern.compile("^.*?[0-9]{8}");

  private final String[] values;

  private PathValues(String[] values) {
    this.values = values;
  }

  static PathValues of(EntityShape shape, String path) {
    List<ColumnShape> columns = shape.columns();
    String[] values = new String[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (columns.get(i).origin()) {
            case FILE -> null;
            case SURVEY_FOLDER ->
                EntityShape.folder(path).isEmpty() ? stem(path) : EntityShape.folder(path);
            case TOOL_FOLDER ->
                shape.folders().containsKey(EntityShape.folder(path))
                    ? EntityShape.folder(path)
                    : shape.source();
            case EXPORT_TABLE -> upToDate(stem(path));
          };
    }
    return new PathValues(values);
  }

  private static String stem(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    name = name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
    int dot = name.lastIndexOf('.');
    return dot < 1 ? name : name.substring(0, dot);
  }

  private static String upToDate(String stem) {
    Matcher dated = TO_DATE.matcher(stem);
    return dated.find() ? dated.group() : stem;
  }

  void fill(String[] row) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        row[i] = values[i];
      }
    }
  }
}
