package io.cxwarehouse.functions.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/** Probability and reasons of a customer under a fit, for SQL. */
public final class HealthScore {
  /** What {@link #score} returns. */
  public static final DataType SCORE =
      DataType.fromDDL("STRUCT<probability: DOUBLE, reasons: ARRAY<STRING>>");

  private static final int MOST_REASONS = 3;

  /** Log-odds below which nobody would notice: the odds rise by less than 5 %. */
  private static final double LEAST = 0.05;

  private record Reason(HealthFeature feature, boolean isAbove, double logOdds) {}

  private HealthScore() {}

  /**
   * {@code health_score(model, parameters, platt_intercept, platt_slope, averages, values)}.
   *
   * @param averages of the training by feature, on the scale of the model; null: not used
   * @param values by feature, as they are (of attributes the log-odds of their value); unknown ones
   *     are taken for the average, so that they give no reason
   */
  public static InternalRow score(
      UTF8String model,
      ArrayData parameters,
      double plattIntercept,
      double plattSlope,
      ArrayData averages,
      ArrayData values) {
    String name = model.toString();
    double[] theta = parameters.toDoubleArray();
    double[] x = new double[HealthFeature.all().size()];
    for (int i = 0; i < x.length; i++) {
      if (!averages.isNullAt(i)) {
        x[i] =
            values.isNullAt(i)
                ? averages.getDouble(i)
                : HealthFeature.all().get(i).scaled(values.getDouble(i));
      }
    }
    double score = RiskModel.score(name, theta, x);
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      if (averages.isNullAt(i) || x[i] == averages.getDouble(i)) {
        continue;
      }
      double average = averages.getDouble(i);
      double raised = plattSlope * (score - RiskModel.scoreWith(name, theta, x, i, average));
      if (raised >= LEAST) {
        reasons.add(new Reason(HealthFeature.all().get(i), x[i] > average, raised));
      }
    }
    // the sort is stable: of equals the feature that comes first
    reasons.sort(Comparator.comparingDouble(Reason::logOdds).reversed());
    Object[] words =
        reasons.stream()
            .limit(MOST_REASONS)
            .map(reason -> UTF8String.fromString(reason.feature().reason(reason.isAbove())))
            .toArray();
    return new GenericInternalRow(
        new Object[] {
          RiskModel.probability(plattIntercept + plattSlope * score), new GenericArrayData(words)
        });
  }
}
