package io.cxwarehouse.graph;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableDefinition;
import io.cxwarehouse.catalog.TableId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Says which table, which file and which column a definition error is about. */
public final class DefinitionErrors {
  private DefinitionErrors() {}

  public static CxwException invalid(TableId table, String file, Exception error) {
    if (error instanceof CxwException known) {
      return known;
    }
    String message = String.valueOf(error.getMessage()).strip();
    int plan = message.indexOf("\n'");
    return new CxwException(
        ExitCode.USAGE,
        "Table " + table + ": " + file + " cannot be analysed.",
        plan > 0 ? message.substring(0, plan) : message,
        "Correct " + file + ".",
        error);
  }

  /** Requires that a query's columns equal the table's by name, order and type. */
  public static void requireColumns(TableDefinition definition, String file, StructType actual) {
    boolean mayReject = file.startsWith("from_") || definition.sources().isPresent();
    List<StructField> given = new ArrayList<>();
    for (StructField field : actual.fields()) {
      if (!(mayReject && Rejects.COLUMNS.contains(field.name()) && !declares(definition, field))) {
        given.add(field);
      }
    }
    List<String> faults = new ArrayList<>();
    List<String> names = given.stream().map(StructField::name).toList();
    for (StructField expected : definition.spec().schema().fields()) {
      int at = names.indexOf(expected.name());
      if (at < 0) {
        faults.add("column " + expected.name() + " " + expected.dataType().sql() + " is missing");
      } else if (!same(given.get(at).dataType(), expected.dataType())) {
        faults.add(
            "column %s is %s, but table.sql says %s"
                .formatted(
                    expected.name(), given.get(at).dataType().sql(), expected.dataType().sql()));
      }
    }
    List<String> expectedNames = List.of(definition.spec().schema().fieldNames());
    names.stream()
        .filter(name -> !expectedNames.contains(name))
        .forEach(name -> faults.add("column " + name + " is not in table.sql"));
    if (faults.isEmpty() && !names.equals(expectedNames)) {
      faults.add("the columns' order is " + names + ", but table.sql says " + expectedNames);
    }
    if (!faults.isEmpty()) {
      throw new CxwException(
          ExitCode.USAGE,
          "Table " + definition.id() + ": " + file + " does not match its table.sql.",
          String.join("; ", faults),
          "Make the SELECT and the CREATE TABLE agree in name, order and type (cast explicitly).");
    }
  }

  private static boolean declares(TableDefinition definition, StructField field) {
    return List.of(definition.spec().schema().fieldNames()).contains(field.name());
  }

  /** Equal types, whatever is said about nulls inside them. */
  private static boolean same(DataType a, DataType b) {
    if (a instanceof ArrayType left && b instanceof ArrayType right) {
      return same(left.elementType(), right.elementType());
    }
    if (a instanceof StructType left && b instanceof StructType right) {
      if (left.length() != right.length()) {
        return false;
      }
      for (int i = 0; i < left.length(); i++) {
        if (!left.fields()[i].name().equals(right.fields()[i].name())
            || !same(left.fields()[i].dataType(), right.fields()[i].dataType())) {
          return false;
        }
      }
      return true;
    }
    return a.equals(b);
  }
}
