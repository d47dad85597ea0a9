package io.cxwarehouse.report;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Rows as records: each component takes the column of its name. */
final class Rows {
  private Rows() {}

  static <T> List<T> of(Class<T> type, List<Row> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Constructor<T> constructor = constructor(type);
    int[] columns =
        Arrays.stream(type.getRecordComponents())
            .mapToInt(part -> rows.get(0).fieldIndex(column(part.getName())))
            .toArray();
    return rows.stream()
        .map(row -> made(constructor, Arrays.stream(columns).mapToObj(row::get).toArray()))
        .toList();
  }

  static <T> T record(Class<T> type, Function<RecordComponent, Object> values) {
    return made(constructor(type), Arrays.stream(type.getRecordComponents()).map(values).toArray());
  }

  private static <T> Constructor<T> constructor(Class<T> type) {
    try {
      return type.getDeclaredConstructor(
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T made(Constructor<T> constructor, Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new IllegalStateException(
          constructor.getDeclaringClass().getSimpleName()
              + " does not fit "
              + Arrays.toString(values),
          e);
    }
  }

  /** {@code windowName} is the column {@code window_name}. */
  private static String column(String component) {
    return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
