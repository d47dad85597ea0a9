package io.cxwarehouse.gold.clv;

import io.cxwarehouse.functions.clv.TenureHistogram;
import io.cxwarehouse.functions.clv.TenureModel;
import io.cxwarehouse.graph.Parameters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fits of how long contract customers stay: of all, and of each plan in which they began. */
final class ContractFits {
  private static final double WEEKS_PER_MONTH = 4.345;

  private ContractFits() {}

  static List<FitRow> of(
      Dataset<Row> movements,
      Dataset<Row> subscriptions,
      LocalDate fitDate,
      Parameters parameters) {
    int minLeft = parameters.integer("clv_min_repeaters");
    int months = (int) Math.round(parameters.integer("clv_holdout_weeks") / WEEKS_PER_MONTH);
    Map<String, Tenures> byPlan = Tenures.asOf(movements, subscriptions, fitDate);
    List<FitRow> rows = new ArrayList<>();
    byPlan.forEach(
        (plan, tenures) -> {
          FitRow.Segment segment =
              plan.isEmpty() ? FitRow.Segment.ALL : new FitRow.Segment("plan", plan);
          for (TenureModel model : TenureModel.ALL) {
            TenureHistogram data = tenures.histogram();
            rows.add(
                new FitRow(
                    segment,
                    model.name(),
                    Fit.of(model.likelihood(data), data.left(), minLeft),
                    data.customers(),
                    data.left(),
                    Double.NaN,
                    months > 0 ? backtest(model, tenures, months, minLeft) : Optional.empty(),
                    List.of()));
          }
        });
    return rows;
  }

  /** Who of those there some months before the fit date left in these months. */
  private static Optional<Backtest> backtest(
      TenureModel model, Tenures tenures, int months, int minLeft) {
    TenureHistogram training = tenures.histogramBefore(months);
    Fit fit = Fit.of(model.likelihood(training), training.left(), minLeft);
    List<Tenures.Outcome> outcomes = tenures.outcomes(months);
    if (fit.status() != FitStatus.OK || outcomes.isEmpty()) {
      return Optional.empty();
    }
    double rate = training.left() / training.exposure();
    return Optional.of(
        new Backtest(
            errors(outcomes, stay -> 1 - staying(model, fit.values(), stay, months)),
            errors(outcomes, stay -> 0).mse(),
            errors(outcomes, stay -> 1 - Math.pow(1 - rate, months)).mse(),
            List.of()));
  }

  private static double staying(TenureModel model, double[] theta, int stayed, int months) {
    return model.survival(theta, stayed + months) / model.survival(theta, stayed);
  }

  private static ForecastErrors errors(
      List<Tenures.Outcome> outcomes, IntToDoubleFunction forecast) {
    return ForecastErrors.of(
        outcomes.stream()
            .map(
                outcome ->
                    new ForecastErrors.Point(
                        forecast.applyAsDouble(outcome.stayed()),
                        outcome.hasLeft() ? 1 : 0,
                        outcome.customers()))
            .toList());
  }
}
