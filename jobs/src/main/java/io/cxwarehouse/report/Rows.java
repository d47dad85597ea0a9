package io.cxwarehouse.report;

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
    return rows.stream()
        .map(row -> record(type, part -> row.getAs(row.fieldIndex(column(part.getName())))))
        .toList();
  }

  static <T> T record(Class<T> type, Function<RecordComponent, Object> values) {
    RecordComponent[] parts = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments = Arrays.stream(parts).map(values).toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new IllegalStateException(
          type.getSimpleName() + " does not fit " + Arrays.toString(arguments), e);
    }
  }

  /** {@code windowName} is the column {@code window_name}. */
  private static String column(String component) {
    return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
