package io.cxwarehouse.gold.clv;

import io.cxwarehouse.engine.Parameters;
import io.cxwarehouse.engine.Step;
import io.cxwarehouse.engine.StepInputs;
import io.cxwarehouse.functions.clv.GammaGamma;
import io.cxwarehouse.functions.clv.Model;
import io.cxwarehouse.functions.clv.Models;
import io.cxwarehouse.functions.clv.PurchaseHistogram;
import io.cxwarehouse.functions.clv.SpendHistogram;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * gold.kpi_clv_model: the fits that serve the run's as-of date, on data up to the last month end.
 * The fit is a function of the data alone, so it is computed again when the data changed, and is
 * the same when they did not.
 */
public final class ClvModelStep implements Step {
  private static final String PURCHASES = "gold.fct_purchase_part";
  private static final String ALL = "all";
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "fit_date DATE, segment_name STRING, segment_value STRING, model STRING, fit_status"
              + " STRING, message STRING, log_likelihood DOUBLE, gradient_norm DOUBLE, iterations"
              + " INT, customers BIGINT, repeaters BIGINT, frequency_value_correlation DOUBLE,"
              + " holdout_mae DOUBLE, holdout_mse DOUBLE, holdout_correlation DOUBLE, holdout_bias"
              + " DOUBLE, is_published BOOLEAN, parameters ARRAY<STRUCT<parameter: STRING, value:"
              + " DOUBLE, standard_error: DOUBLE>>");

  @Override
  public Set<String> inputs() {
    return Set.of(PURCHASES);
  }

  @Override
  public Dataset<Row> compute(StepInputs in) {
    LocalDate fitDate = fitDate(in.parameters());
    int minRepeaters = in.parameters().integer("clv_min_repeaters");
    String publish = in.parameters().string("clv_publish");
    Dataset<Row> histories =
        PurchaseHistories.asOf(in.relation(PURCHASES), fitDate)
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<Row> rows = new ArrayList<>();
    try {
      PurchaseHistogram purchases = PurchaseHistories.purchases(histories);
      for (Model model : Models.ALL) {
        Fit fit = Fit.of(model.likelihood(purchases), purchases.repeaters(), minRepeaters);
        boolean published =
            fit.status() == FitStatus.OK
                && (publish.equals("best") || publish.equals(model.name()));
        rows.add(
            row(
                fitDate,
                model.name(),
                fit,
                purchases.customers(),
                purchases.repeaters(),
                null,
                published));
      }
      SpendHistogram spend = PurchaseHistories.spend(histories);
      long spenders = spend.customers();
      Fit fit = Fit.of(GammaGamma.likelihood(spend), spenders, minRepeaters);
      double correlation = spend.correlation();
      rows.add(
          row(
              fitDate,
              GammaGamma.NAME,
              fit,
              spenders,
              spenders,
              Double.isNaN(correlation) ? null : Double.valueOf(correlation),
              fit.status() == FitStatus.OK));
    } finally {
      histories.unpersist();
    }
    return in.spark().createDataFrame(rows, SCHEMA);
  }

  /** The last month end up to the as-of date, or that date itself where every run fits. */
  static LocalDate fitDate(Parameters parameters) {
    LocalDate asOf = parameters.date("as_of");
    return parameters.string("clv_refit").equals("every-run")
        ? asOf
        : asOf.plusDays(1).withDayOfMonth(1).minusDays(1);
  }

  private static Row row(
      LocalDate fitDate,
      String model,
      Fit fit,
      long customers,
      long repeaters,
      Double correlation,
      boolean published) {
    List<Row> parameters =
        fit.parameters().stream()
            .map(p -> RowFactory.create(p.name(), p.value(), p.standardError()))
            .toList();
    return RowFactory.create(
        Date.valueOf(fitDate),
        ALL,
        ALL,
        model,
        fit.status().sql(),
        fit.message(),
        fit.logLikelihood(),
        fit.gradientNorm(),
        fit.iterations(),
        customers,
        repeaters,
        correlation,
        null,
        null,
        null,
        null,
        published,
        parameters.toArray());
  }
}
