package io.cxwarehouse.graph;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values that queries name as {@code :name}. Dates are {@link Date}, instants {@link
 * java.sql.Timestamp}, a null value stands for an absent one.
 */
public record Parameters(Map<String, Object> values) {
  public Parameters {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  public Object value(String name) {
    if (!values.containsKey(name)) {
      throw new IllegalArgumentException("no parameter :" + name + "; known: " + values.keySet());
    }
    return values.get(name);
  }

  public LocalDate date(String name) {
    return ((Date) value(name)).toLocalDate();
  }

  public String string(String name) {
    return (String) value(name);
  }

  public int integer(String name) {
    return (Integer) value(name);
  }

  public double number(String name) {
    return (Double) value(name);
  }
}
