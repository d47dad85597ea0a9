package io.cxwarehouse.gold.clv;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of gold.kpi_clv_model.
 *
 * @param segment plan in which the customers began, or empty for all
 * @param customers customers in the fit
 * @param repeaters those of them who came back; of contract customers, who left
 * @param correlation of frequency and value, for the spend model; else NaN
 * @param errors of the forecast of the weeks held out, where there was one
 */
record FitRow(
    String model,
    String segment,
    Fit fit,
    long customers,
    long repeaters,
    double correlation,
    Optional<Holdout.Errors> errors) {
  static final StructType SCHEMA =
      StructType.fromDDL(
          "fit_date DATE, segment_name STRING, segment_value STRING, model STRING, fit_status"
              + " STRING, message STRING, log_likelihood DOUBLE, gradient_norm DOUBLE, iterations"
              + " INT, customers BIGINT, repeaters BIGINT, frequency_value_correlation DOUBLE,"
              + " holdout_mae DOUBLE, holdout_mse DOUBLE, holdout_correlation DOUBLE, holdout_bias"
              + " DOUBLE, holdout_mse_zeros DOUBLE, holdout_mse_same_rate DOUBLE, is_published"
              + " BOOLEAN, parameters ARRAY<STRUCT<parameter: STRING, value: DOUBLE,"
              + " standard_error: DOUBLE>>");
  private static final String ALL = "all";

  boolean isOk() {
    return fit.status() == FitStatus.OK;
  }

  Row row(LocalDate fitDate, Optional<Holdout> holdout, boolean isPublished) {
    boolean tested = errors.isPresent() && holdout.isPresent();
    Row[] parameters =
        fit.parameters().stream()
            .map(p -> RowFactory.create(p.name(), p.value(), p.standardError()))
            .toArray(Row[]::new);
    return RowFactory.create(
        Date.valueOf(fitDate),
        segment.isEmpty() ? ALL : "plan",
        segment.isEmpty() ? ALL : segment,
        model,
        fit.status().sql(),
        fit.message(),
        fit.logLikelihood(),
        fit.gradientNorm(),
        fit.iterations(),
        customers,
        repeaters,
        finite(correlation),
        tested ? finite(errors.get().mae()) : null,
        tested ? finite(errors.get().mse()) : null,
        tested ? finite(errors.get().correlation()) : null,
        tested ? finite(errors.get().bias()) : null,
        tested ? finite(holdout.get().ofZeros().mse()) : null,
        tested ? finite(holdout.get().ofSameRate().mse()) : null,
        isPublished,
        parameters);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? Double.valueOf(value) : null;
  }
}
