package io.cxwarehouse.functions.driver;

import io.cxwarehouse.functions.FalseDiscovery;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/** What a driver has to do with an outcome, for SQL. */
public final class DriverFunctions {
  /** Type of the customers of whom the driver is known, in any order; nothing in them is null. */
  public static final DataType CASES =
      DataType.fromDDL(
          "ARRAY<STRUCT<customer_id: STRING, value: DOUBLE, has_outcome: BOOLEAN, tenure: DOUBLE,"
              + " orders: DOUBLE, plan: STRING, country: STRING, region: STRING, industry: STRING,"
              + " acquisition_channel: STRING>>");

  /** Type of the result: a struct for each statistic. */
  public static final DataType STATISTICS =
      DataType.fromDDL(
          "ARRAY<STRUCT<statistic: STRING, estimate: DOUBLE, ci_low: DOUBLE, ci_high: DOUBLE,"
              + " p_value: DOUBLE, standard_error: DOUBLE, fit_status: STRING, message: STRING,"
              + " is_sign_reversed: BOOLEAN, reversed_by: STRING>>");

  private static final int WIDTH = 10;
  private static final List<String> STRATA =
      List.of("plan", "country", "region", "industry", "acquisition_channel");
  private static final int FIRST_STRATUM = 5;

  private DriverFunctions() {}

  /** {@code driver_statistics(cases)}. */
  public static ArrayData statistics(ArrayData array) {
    // In one order, so that sums do not depend on how rows arrived.
    List<InternalRow> rows =
        IntStream.range(0, array.numElements())
            .mapToObj(i -> array.getStruct(i, WIDTH))
            .sorted(Comparator.comparing(row -> row.getUTF8String(0)))
            .toList();
    boolean[] outcomes = new boolean[rows.size()];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = rows.get(i).getBoolean(2);
    }
    Map<String, String[]> columns = new LinkedHashMap<>();
    for (String name : STRATA) {
      columns.put(name, texts(rows, FIRST_STRATUM + STRATA.indexOf(name)));
    }
    Cases cases =
        new Cases(
            numbers(rows, 1),
            outcomes,
            List.of(numbers(rows, 3), numbers(rows, 4)),
            columns.get("plan"));
    Strata strata = new Strata(cases, columns);
    Estimate correlation = cases.correlation();
    Estimate odds = cases.logOdds();
    return new GenericArrayData(
        new Object[] {
          row(
              "spearman",
              correlation,
              Math::tanh,
              r -> 1 - r * r,
              strata.verdict(correlation, Cases::correlation)),
          row("odds_ratio", odds, Math::exp, ratio -> ratio, strata.verdict(odds, Cases::logOdds))
        });
  }

  private static double[] numbers(List<InternalRow> rows, int column) {
    return rows.stream().mapToDouble(row -> row.getDouble(column)).toArray();
  }

  private static String[] texts(List<InternalRow> rows, int column) {
    return rows.stream().map(row -> row.getUTF8String(column).toString()).toArray(String[]::new);
  }

  /**
   * @param scale from the estimate's scale to the statistic's
   * @param slope of that, at a value of the statistic
   */
  private static InternalRow row(
      String statistic,
      Estimate estimate,
      DoubleUnaryOperator scale,
      DoubleUnaryOperator slope,
      Strata.Verdict verdict) {
    double value = scale.applyAsDouble(estimate.value());
    return new GenericInternalRow(
        new Object[] {
          UTF8String.fromString(statistic),
          known(value),
          known(scale.applyAsDouble(estimate.low())),
          known(scale.applyAsDouble(estimate.high())),
          known(estimate.pValue()),
          known(slope.applyAsDouble(value) * estimate.error()),
          UTF8String.fromString(estimate.status().sql()),
          UTF8String.fromString(estimate.message()),
          verdict.isReversed(),
          UTF8String.fromString(verdict.by())
        });
  }

  private static Double known(double number) {
    return Double.isFinite(number) ? Double.valueOf(number) : null;
  }

  /** {@code q_values(p_values)}: of those that are known, in their places. */
  public static ArrayData qValues(ArrayData pValues) {
    int[] known =
        IntStream.range(0, pValues.numElements()).filter(i -> !pValues.isNullAt(i)).toArray();
    double[] q =
        FalseDiscovery.qValues(Arrays.stream(known).mapToDouble(pValues::getDouble).toArray());
    Object[] values = new Object[pValues.numElements()];
    for (int i = 0; i < known.length; i++) {
      values[known[i]] = q[i];
    }
    return new GenericArrayData(values);
  }
}
