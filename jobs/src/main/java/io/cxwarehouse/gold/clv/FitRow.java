package io.cxwarehouse.gold.clv;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of gold.kpi_clv_model.
 *
 * @param customers customers in the fit
 * @param repeaters those of them who came back; of contract customers, who left
 * @param correlation of frequency and value, for the spend model; else NaN
 * @param backtest of the weeks held out, where there was one
 * @param influences customers who bend the fit
 */
record FitRow(
    Segment segment,
    String model,
    Fit fit,
    long customers,
    long repeaters,
    double correlation,
    Optional<Backtest> backtest,
    List<Influential> influences) {
  static final StructType SCHEMA =
      StructType.fromDDL(
          "fit_date DATE, segment_name STRING, segment_value STRING, model STRING, fit_status"
              + " STRING, message STRING, log_likelihood DOUBLE, gradient_norm DOUBLE, iterations"
              + " INT, customers BIGINT, repeaters BIGINT, frequency_value_correlation DOUBLE,"
              + " holdout_mae DOUBLE, holdout_mse DOUBLE, holdout_correlation DOUBLE, holdout_bias"
              + " DOUBLE, holdout_mse_zeros DOUBLE, holdout_mse_same_rate DOUBLE, is_published"
              + " BOOLEAN, parameters ARRAY<STRUCT<parameter: STRING, value: DOUBLE,"
              + " standard_error: DOUBLE>>, tracking ARRAY<STRUCT<week: INT, week_end: DATE, actual:"
              + " BIGINT, expected: DOUBLE, is_holdout: BOOLEAN>>, influences"
              + " ARRAY<STRUCT<customer_id: STRING, parameter: STRING, change_approximated: DOUBLE,"
              + " change: DOUBLE>>");

  /** Whose fit it is. */
  record Segment(String name, String value) {
    static final Segment ALL = new Segment("all", "all");
  }

  /** A customer without whom a parameter would change by more than the bound. */
  record Influential(String customerId, String parameter, double approximate, Double change) {}

  boolean isOk() {
    return fit.status() == FitStatus.OK;
  }

  double holdoutMse() {
    return backtest.map(test -> test.errors().mse()).orElse(Double.MAX_VALUE);
  }

  Row row(LocalDate fitDate, boolean isPublished) {
    Optional<ForecastErrors> errors = backtest.map(Backtest::errors);
    return RowFactory.create(
        Date.valueOf(fitDate),
        segment.name(),
        segment.value(),
        model,
        fit.status().sql(),
        fit.message(),
        fit.logLikelihood(),
        fit.gradientNorm(),
        fit.iterations(),
        customers,
        repeaters,
        finite(correlation),
        errors.map(e -> finite(e.mae())).orElse(null),
        errors.map(e -> finite(e.mse())).orElse(null),
        errors.map(e -> finite(e.correlation())).orElse(null),
        errors.map(e -> finite(e.bias())).orElse(null),
        backtest.map(test -> finite(test.mseZeros())).orElse(null),
        backtest.map(test -> finite(test.mseSameRate())).orElse(null),
        isPublished,
        fit.parameters().stream()
            .map(p -> RowFactory.create(p.name(), p.value(), p.standardError()))
            .toArray(Row[]::new),
        backtest.map(Backtest::weeks).orElse(List.of()).stream()
            .map(
                week ->
                    RowFactory.create(
                        week.number(),
                        Date.valueOf(week.end()),
                        week.actual(),
                        week.expected(),
                        week.isHoldout()))
            .toArray(Row[]::new),
        influences.stream()
            .map(i -> RowFactory.create(i.customerId(), i.parameter(), i.approximate(), i.change()))
            .toArray(Row[]::new));
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? Double.valueOf(value) : null;
  }
}
