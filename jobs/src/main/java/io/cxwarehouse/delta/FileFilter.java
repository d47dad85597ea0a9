package io.cxwarehouse.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.InSet;
import org.apache.spark.sql.catalyst.expressions.KnownNullable;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.JavaConverters;

/**
 * Which files can hold a row that some filters keep, by the least and the greatest value of each
 * column that Delta's log knows of a file. It understands what narrowing writes: one of some texts
 * or dates, and dates from and to.
 */
final class FileFilter {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of one column: whether some value from a least to a greatest one is looked for. */
  private record Range(
      String column, DataType type, BiPredicate<Comparable<Object>, Comparable<Object>> meets) {}

  private final List<Range> ranges = new ArrayList<>();

  FileFilter(List<Expression> filters) {
    filters.forEach(this::add);
  }

  boolean mayHold(AddFile file) {
    if (ranges.isEmpty() || file.stats() == null) {
      return true;
    }
    try {
      JsonNode stats = JSON.readTree(file.stats());
      return ranges.stream().allMatch(range -> mayHold(range, stats));
    } catch (JsonProcessingException | DateTimeException e) {
      return true; // what is not known keeps the file
    }
  }

  private static boolean mayHold(Range range, JsonNode stats) {
    JsonNode least = stats.path("minValues").path(range.column());
    JsonNode greatest = stats.path("maxValues").path(range.column());
    return !least.isTextual()
        || !greatest.isTextual()
        || range
            .meets()
            .test(value(range.type(), least.asText()), value(range.type(), greatest.asText()));
  }

  private void add(Expression filter) {
    if (filter instanceof InSet in) {
      // what marks it for Spark says nothing of the column
      Expression child = in.child() instanceof KnownNullable marked ? marked.child() : in.child();
      add(child, new ArrayList<>(JavaConverters.setAsJavaSetConverter(in.hset()).asJava()));
    } else if (filter instanceof In in) {
      addList(in.value(), JavaConverters.seqAsJavaListConverter(in.list()).asJava());
    } else if (filter instanceof EqualTo equal) {
      addList(equal.left(), List.of(equal.right()));
    } else if (filter instanceof GreaterThan after && after.right() instanceof Literal literal) {
      Comparable<Object> value = comparable(literal.value());
      add(after.left(), literal.value(), (least, greatest) -> greatest.compareTo(value) > 0);
    } else if (filter instanceof LessThanOrEqual upTo && upTo.right() instanceof Literal literal) {
      Comparable<Object> value = comparable(literal.value());
      add(upTo.left(), literal.value(), (least, greatest) -> least.compareTo(value) <= 0);
    }
  }

  private void addList(Expression child, List<Expression> list) {
    List<Object> values = new ArrayList<>();
    for (Expression expression : list) {
      if (!(expression instanceof Literal literal)) {
        return;
      }
      values.add(literal.value());
    }
    add(child, values);
  }

  private void add(Expression child, List<Object> values) {
    NavigableSet<Comparable<Object>> sorted = new TreeSet<>();
    for (Object value : values) {
      if (value instanceof UTF8String || value instanceof Integer) {
        sorted.add(comparable(value));
      } else if (value != null) { // null equals nothing
        return;
      }
    }
    add(
        child,
        sorted,
        (least, greatest) -> {
          Comparable<Object> next = sorted.ceiling(least);
          return next != null && next.compareTo(greatest) <= 0;
        });
  }

  private void add(
      Expression child, Object sought, BiPredicate<Comparable<Object>, Comparable<Object>> meets) {
    if (sought != null
        && child instanceof AttributeReference column
        && (column.dataType().equals(DataTypes.StringType)
            || column.dataType().equals(DataTypes.DateType))) {
      ranges.add(new Range(column.name(), column.dataType(), meets));
    }
  }

  /** As Spark holds it; a long text's greatest value in the log is cut, and then made greater. */
  private static Comparable<Object> value(DataType type, String text) {
    return comparable(
        type.equals(DataTypes.DateType)
            ? (Object) (int) LocalDate.parse(text).toEpochDay()
            : UTF8String.fromString(text));
  }

  @SuppressWarnings("unchecked")
  private static Comparable<Object> comparable(Object value) {
    return (Comparable<Object>) value;
  }
}
