package io.cxwarehouse.gold.clv;

import io.cxwarehouse.engine.Parameters;
import io.cxwarehouse.engine.Step;
import io.cxwarehouse.engine.StepInputs;
import io.cxwarehouse.functions.clv.GammaGamma;
import io.cxwarehouse.functions.clv.Model;
import io.cxwarehouse.functions.clv.Models;
import io.cxwarehouse.functions.clv.PurchaseHistogram;
import io.cxwarehouse.functions.clv.ShiftedBetaGeometric;
import io.cxwarehouse.functions.clv.SpendHistogram;
import io.cxwarehouse.functions.clv.TenureHistogram;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.collection.JavaConverters;

/**
 * gold.kpi_clv_model: the fits that serve the run's as-of date, on data up to the last month end.
 * The fit is a function of the data alone, so it is computed again when the data changed, and is
 * the same when they did not.
 */
public final class ClvModelStep implements Step {
  private static final String PARTS = "gold.fct_purchase_part";
  private static final String MOVEMENTS = "gold.fct_mrr_movement";
  private static final String EXCLUDED = "config.clv_exclude";

  @Override
  public Set<String> inputs() {
    return Set.of(PARTS, MOVEMENTS, EXCLUDED);
  }

  @Override
  public Dataset<Row> compute(StepInputs in) {
    Parameters parameters = in.parameters();
    LocalDate fitDate = fitDate(parameters);
    Dataset<Row> parts = included(in, PARTS).persist(StorageLevel.MEMORY_AND_DISK());
    int minRepeaters = parameters.integer("clv_min_repeaters");
    List<FitRow> purchases;
    FitRow spend;
    Optional<Holdout> holdout;
    try {
      Dataset<Row> histories = PurchaseHistories.asOf(parts, fitDate);
      int weeks = parameters.integer("clv_holdout_weeks");
      holdout = weeks > 0 ? Optional.of(Holdout.of(parts, fitDate, weeks)) : Optional.empty();
      purchases = purchases(histories, holdout, parameters.string("clv_models"), minRepeaters);
      spend = spend(histories, minRepeaters);
    } finally {
      parts.unpersist();
    }
    Optional<FitRow> published = published(purchases, parameters.string("clv_publish"));
    List<Row> rows = new ArrayList<>();
    for (FitRow fit : purchases) {
      rows.add(fit.row(fitDate, holdout, published.filter(fit::equals).isPresent()));
    }
    rows.add(spend.row(fitDate, Optional.empty(), spend.isOk()));
    Tenures.asOf(included(in, MOVEMENTS), fitDate)
        .forEach(
            (plan, data) -> {
              FitRow fit = contracts(plan, data, minRepeaters);
              rows.add(fit.row(fitDate, Optional.empty(), fit.isOk()));
            });
    return in.spark().createDataFrame(rows, FitRow.SCHEMA);
  }

  /** The relation without the customers that are left out of fits by configuration. */
  private static Dataset<Row> included(StepInputs in, String relation) {
    return in.relation(relation)
        .join(
            in.relation(EXCLUDED),
            JavaConverters.asScalaBufferConverter(List.of("customer_id")).asScala().toSeq(),
            "left_anti");
  }

  /** The last month end up to the as-of date, or that date itself where every run fits. */
  static LocalDate fitDate(Parameters parameters) {
    LocalDate asOf = parameters.date("as_of");
    return parameters.string("clv_refit").equals("every-run")
        ? asOf
        : asOf.plusDays(1).withDayOfMonth(1).minusDays(1);
  }

  private static List<FitRow> purchases(
      Dataset<Row> histories, Optional<Holdout> holdout, String models, int minRepeaters) {
    PurchaseHistogram data = PurchaseHistories.purchases(histories);
    List<FitRow> fits = new ArrayList<>();
    for (Model model : Models.ALL) {
      if (List.of(models.split(",")).contains(model.name())) {
        Fit fit = Fit.of(model.likelihood(data), data.repeaters(), minRepeaters);
        fits.add(
            new FitRow(
                model.name(),
                "",
                fit,
                data.customers(),
                data.repeaters(),
                Double.NaN,
                holdout.flatMap(held -> errors(model, held, minRepeaters))));
      }
    }
    return fits;
  }

  /** The model's forecast from the cut-off on, where it can be fitted to what was known then. */
  private static Optional<Holdout.Errors> errors(Model model, Holdout holdout, int minRepeaters) {
    PurchaseHistogram training = holdout.training();
    Fit fit = Fit.of(model.likelihood(training), training.repeaters(), minRepeaters);
    return fit.status() == FitStatus.OK
        ? Optional.of(holdout.errors(model, fit.values()))
        : Optional.empty();
  }

  private static FitRow spend(Dataset<Row> histories, int minRepeaters) {
    SpendHistogram data = PurchaseHistories.spend(histories);
    long customers = data.customers();
    Fit fit = Fit.of(GammaGamma.likelihood(data), customers, minRepeaters);
    return new FitRow(
        GammaGamma.NAME, "", fit, customers, customers, data.correlation(), Optional.empty());
  }

  private static FitRow contracts(String plan, TenureHistogram data, int minRepeaters) {
    Fit fit = Fit.of(ShiftedBetaGeometric.likelihood(data), data.left(), minRepeaters);
    return new FitRow(
        ShiftedBetaGeometric.NAME,
        plan,
        fit,
        data.customers(),
        data.left(),
        Double.NaN,
        Optional.empty());
  }

  /**
   * The fit that serves: the configured model's, or of those that are ok the one with the smallest
   * squared error over the weeks held out; where none could be tested, the first.
   */
  private static Optional<FitRow> published(List<FitRow> fits, String publish) {
    return fits.stream()
        .filter(FitRow::isOk)
        .filter(fit -> publish.equals("best") || publish.equals(fit.model()))
        .min(
            Comparator.comparingDouble(
                fit -> fit.errors().map(Holdout.Errors::mse).orElse(Double.MAX_VALUE)));
  }
}
