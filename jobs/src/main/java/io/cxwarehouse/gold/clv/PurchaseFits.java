package io.cxwarehouse.gold.clv;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.functions.clv.GammaGamma;
import io.cxwarehouse.functions.clv.Likelihood;
import io.cxwarehouse.functions.clv.Model;
import io.cxwarehouse.functions.clv.Models;
import io.cxwarehouse.functions.clv.PurchaseHistogram;
import io.cxwarehouse.functions.clv.SpendHistogram;
import io.cxwarehouse.graph.Parameters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Fits of the purchase models and of the spend model to some customers' purchase days. */
final class PurchaseFits {
  /** Above so many cells a fit begins where one of customers rounded to weeks ended. */
  private static final int MANY_CELLS = 20_000;

  /** Purchase days and histories are asked for several times. */
  private static final StorageLevel KEPT = StorageLevel.MEMORY_AND_DISK();

  private final FitRow.Segment segment;
  private final int minRepeaters;

  PurchaseFits(FitRow.Segment segment, Parameters parameters) {
    this.segment = segment;
    this.minRepeaters = parameters.integer("clv_min_repeaters");
  }

  /** One row per configured model, the spend model's last. */
  List<FitRow> of(Dataset<Row> parts, LocalDate fitDate, Parameters parameters) {
    int weeks = parameters.integer("clv_holdout_weeks");
    Dataset<Row> days = PurchaseHistories.daysAsOf(parts, fitDate).persist(KEPT);
    Dataset<Row> histories = PurchaseHistories.of(days, fitDate).persist(KEPT);
    try {
      Optional<Holdout> holdout =
          weeks > 0 ? Optional.of(Holdout.of(parts, days, fitDate, weeks)) : Optional.empty();
      return of(histories, holdout, parameters);
    } finally {
      histories.unpersist();
      days.unpersist();
    }
  }

  private List<FitRow> of(
      Dataset<Row> histories, Optional<Holdout> holdout, Parameters parameters) {
    List<PurchaseHistogram.Cell> cells = PurchaseHistories.purchases(histories);
    List<String> names = List.of(parameters.string("clv_models").split(","));
    List<FitRow> fits = new ArrayList<>();
    for (Model model : Models.ALL) {
      if (names.contains(model.name())) {
        fits.add(purchases(model, cells, holdout, histories));
      }
    }
    fits.add(spend(histories));
    return fits;
  }

  /** The fit of a purchase model, begun on a coarse histogram where there are many cells. */
  static Fit fit(Model model, PurchaseHistogram data, int minRepeaters) {
    Likelihood likelihood = model.likelihood(data);
    double[] start = likelihood.start();
    if (data.size() > MANY_CELLS && data.repeaters() >= minRepeaters) {
      Maximizer.Optimum coarse = Maximizer.maximize(model.likelihood(data.coarse()));
      start = coarse.gradientNorm() <= Maximizer.TOLERANCE ? coarse.theta() : start;
    }
    return Fit.of(likelihood, start, data.repeaters(), minRepeaters);
  }

  private FitRow purchases(
      Model model,
      List<PurchaseHistogram.Cell> cells,
      Optional<Holdout> holdout,
      Dataset<Row> histories) {
    PurchaseHistogram data = new PurchaseHistogram(cells);
    Fit fit = fit(model, data, minRepeaters);
    Influence<PurchaseHistogram.Cell> influence =
        new Influence<>(
            kinds -> model.likelihood(new PurchaseHistogram(kinds)),
            cell -> cell.of(1),
            cell -> Optional.of(cell.of(cell.customers() - 1)).filter(c -> c.customers() > 0));
    return new FitRow(
        segment,
        model.name(),
        fit,
        data.customers(),
        data.repeaters(),
        Double.NaN,
        holdout.flatMap(held -> backtest(model, held)),
        customers(
            influence.findings(cells, fit),
            histories,
            List.of(col("frequency"), col("recency_days"), col("age_days")),
            cell -> List.of(cell.frequency(), cell.recencyDays(), cell.ageDays())));
  }

  /** The model's forecast from the cut-off on, where it can be fitted to what was known then. */
  private Optional<Backtest> backtest(Model model, Holdout holdout) {
    Fit fit = fit(model, holdout.training(), minRepeaters);
    return fit.status() == FitStatus.OK
        ? Optional.of(holdout.backtest(model, fit.values()))
        : Optional.empty();
  }

  private FitRow spend(Dataset<Row> histories) {
    List<SpendHistogram.Cell> cells = PurchaseHistories.spend(histories);
    SpendHistogram data = new SpendHistogram(cells);
    long customers = data.customers();
    Fit fit = Fit.of(GammaGamma.likelihood(data), customers, minRepeaters);
    Influence<SpendHistogram.Cell> influence =
        new Influence<>(
            kinds -> GammaGamma.likelihood(new SpendHistogram(kinds)),
            cell -> cell.of(1),
            cell -> Optional.of(cell.of(cell.customers() - 1)).filter(c -> c.customers() > 0));
    return new FitRow(
        segment,
        GammaGamma.NAME,
        fit,
        customers,
        customers,
        data.correlation(),
        Optional.empty(),
        customers(
            influence.findings(cells, fit),
            histories,
            List.of(col("frequency"), PurchaseHistories.MEAN_VALUE),
            cell -> List.of(cell.frequency(), cell.meanValue())));
  }

  /** Who the customers of these kinds are. */
  private static <C> List<FitRow.Influential> customers(
      List<Influence.Finding<C>> findings,
      Dataset<Row> histories,
      List<Column> columns,
      Function<C, List<Object>> values) {
    if (findings.isEmpty()) {
      return List.of();
    }
    Map<List<Object>, Influence.Finding<C>> byValues =
        findings.stream().collect(Collectors.toMap(f -> values.apply(f.kind()), f -> f));
    Column isOne = lit(false);
    for (List<Object> wanted : byValues.keySet()) {
      Column all = lit(true);
      for (int i = 0; i < columns.size(); i++) {
        all = all.and(columns.get(i).equalTo(lit(wanted.get(i))));
      }
      isOne = isOne.or(all);
    }
    List<Column> selected = new ArrayList<>(columns);
    selected.add(col("customer_id"));
    return histories
        .where(isOne)
        .select(selected.toArray(Column[]::new))
        .orderBy("customer_id")
        .collectAsList()
        .stream()
        .map(
            row -> {
              List<Object> key = new ArrayList<>();
              for (int i = 0; i < columns.size(); i++) {
                key.add(row.get(i));
              }
              Influence.Finding<C> finding = byValues.get(key);
              return new FitRow.Influential(
                  row.getAs("customer_id"),
                  finding.parameter(),
                  finding.approximate(),
                  finding.change());
            })
        .toList();
  }
}
