package io.cxwarehouse.gold.health;

import io.cxwarehouse.functions.health.HealthFeature;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of gold.kpi_health_model.
 *
 * @param tested what was learnt and how the test went; empty: there were too few to learn from
 */
record HealthFit(
    String model, List<Example> examples, String status, String message, Optional<Tested> tested) {
  static final String OK = "ok";
  static final String NO_BETTER = "no_better";
  static final String TOO_FEW = "too_few";

  static final StructType SCHEMA =
      StructType.fromDDL(
          "fit_date DATE, model STRING, fit_status STRING, message STRING, is_published BOOLEAN,"
              + " training_rows BIGINT, training_churned BIGINT, calibration_rows BIGINT,"
              + " calibration_churned BIGINT, test_date DATE, test_rows BIGINT, test_churned"
              + " BIGINT, base_rate DOUBLE, brier_score DOUBLE, base_rate_brier_score DOUBLE,"
              + " brier_gain DOUBLE, brier_gain_low DOUBLE, auc_pr DOUBLE, calibration_intercept"
              + " DOUBLE, calibration_slope DOUBLE, calibration_bins ARRAY<STRUCT<bin: INT,"
              + " customers: BIGINT, mean_probability: DOUBLE, churned: BIGINT>>, sample_share"
              + " DOUBLE, platt_intercept DOUBLE, platt_slope DOUBLE, features"
              + " ARRAY<STRUCT<feature: STRING, is_used: BOOLEAN, average: DOUBLE, coefficient:"
              + " DOUBLE, importance: DOUBLE>>, levels ARRAY<STRUCT<feature: STRING, value:"
              + " STRING, customers: BIGINT, log_odds: DOUBLE>>, drift_bins ARRAY<STRUCT<feature:"
              + " STRING, edges: ARRAY<DOUBLE>, shares: ARRAY<DOUBLE>>>, parameters"
              + " ARRAY<DOUBLE>");

  /** What came of a model. */
  record Tested(
      Encoder encoder,
      Learned learned,
      LogisticLine platt,
      Evaluation evaluation,
      List<DriftBins> driftBins) {}

  boolean isOk() {
    return status.equals(OK);
  }

  double aucPr() {
    return tested.map(t -> t.evaluation().aucPr()).orElse(0.0);
  }

  Row row(LocalDate fitDate, boolean isPublished) {
    List<Example> training = Example.of(examples, Example.TRAINING);
    List<Example> calibration = Example.of(examples, Example.CALIBRATION);
    List<Example> test = Example.of(examples, Example.TEST);
    Optional<Evaluation> evaluation = tested.map(Tested::evaluation);
    Optional<LogisticLine> line = evaluation.flatMap(Evaluation::calibration);
    double rate = (double) Example.churned(test) / test.size();
    return RowFactory.create(
        Date.valueOf(fitDate),
        model,
        status,
        message,
        isPublished,
        (long) training.size(),
        Example.churned(training),
        (long) calibration.size(),
        Example.churned(calibration),
        test.isEmpty() ? null : Date.valueOf(test.get(0).date()),
        (long) test.size(),
        Example.churned(test),
        test.isEmpty() ? null : (Double) rate,
        evaluation.map(Evaluation::brierScore).orElse(null),
        test.isEmpty() ? null : (Double) (rate * (1 - rate)),
        evaluation.map(Evaluation::brierGain).orElse(null),
        evaluation.map(Evaluation::brierGainLow).orElse(null),
        evaluation.map(Evaluation::aucPr).orElse(null),
        line.map(LogisticLine::intercept).orElse(null),
        line.map(LogisticLine::slope).orElse(null),
        evaluation.map(Evaluation::bins).orElse(List.of()).stream()
            .map(
                bin ->
                    RowFactory.create(
                        bin.number(), bin.customers(), bin.meanProbability(), bin.churned()))
            .toArray(Row[]::new),
        examples.get(0).sampleShare(),
        tested.map(t -> t.platt().intercept()).orElse(null),
        tested.map(t -> t.platt().slope()).orElse(null),
        tested.map(HealthFit::features).orElse(List.of()).toArray(Row[]::new),
        tested.map(t -> t.encoder().levels()).orElse(List.of()).stream()
            .map(
                level ->
                    RowFactory.create(
                        level.feature().column(),
                        level.value(),
                        level.customers(),
                        level.logOdds()))
            .toArray(Row[]::new),
        tested.map(Tested::driftBins).orElse(List.of()).stream()
            .map(
                bins ->
                    RowFactory.create(bins.feature(), boxed(bins.edges()), boxed(bins.shares())))
            .toArray(Row[]::new),
        boxed(tested.map(t -> t.learned().parameters()).orElse(new double[0])));
  }

  private static List<Row> features(Tested tested) {
    List<Row> rows = new ArrayList<>();
    for (HealthFeature feature : HealthFeature.all()) {
      int i = feature.ordinal();
      boolean isUsed = tested.encoder().isUsed(i);
      rows.add(
          RowFactory.create(
              feature.column(),
              isUsed,
              isUsed ? (Double) tested.encoder().average(i) : null,
              isUsed ? at(tested.learned().coefficients(), i) : null,
              isUsed ? at(tested.learned().importances(), i) : null));
    }
    return rows;
  }

  private static Double at(double[] values, int i) {
    return values.length == 0 ? null : (Double) values[i];
  }

  private static Double[] boxed(double[] values) {
    return DoubleStream.of(values).boxed().toArray(Double[]::new);
  }
}
