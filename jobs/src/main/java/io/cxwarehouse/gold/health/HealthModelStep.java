package io.cxwarehouse.gold.health;

import io.cxwarehouse.functions.health.HealthFeature;
import io.cxwarehouse.functions.health.RiskModel;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Step;
import io.cxwarehouse.graph.StepInputs;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * gold.kpi_health_model: a regression and boosted trees learnt from the earlier dates of
 * gold.fct_health_history, and tested on the latest. Nights only score: the step runs where the
 * examples changed, which without late deliveries is at a month's end.
 */
public final class HealthModelStep implements Step {
  private static final String HISTORY = "gold.fct_health_history";
  private static final List<String> MODELS = List.of(RiskModel.REGRESSION, RiskModel.TREES);

  @Override
  public Set<String> inputs() {
    return Set.of(HISTORY);
  }

  @Override
  public boolean movesWithDays() {
    return false;
  }

  @Override
  public Set<LocalDate> dates(StepInputs in) {
    return Set.of(fitDate(in.parameters()));
  }

  @Override
  public Dataset<Row> compute(StepInputs in) {
    Parameters parameters = in.parameters();
    LocalDate fitDate = fitDate(parameters);
    List<Example> examples = Example.of(in.relation(HISTORY), fitDate);
    List<Row> rows = new ArrayList<>();
    if (!examples.isEmpty()) {
      List<HealthFit> fits = fits(in.spark(), examples, parameters);
      Optional<HealthFit> best =
          fits.stream().filter(HealthFit::isOk).max(Comparator.comparingDouble(HealthFit::aucPr));
      for (HealthFit fit : fits) {
        rows.add(fit.row(fitDate, best.filter(b -> b == fit).isPresent()));
      }
    }
    return in.spark().createDataFrame(rows, HealthFit.SCHEMA);
  }

  /** The last month end up to the as-of date, or that date itself where every run fits. */
  private static LocalDate fitDate(Parameters parameters) {
    LocalDate asOf = parameters.date("as_of");
    return parameters.string("health_refit").equals("every-run")
        ? asOf
        : asOf.plusDays(1).withDayOfMonth(1).minusDays(1);
  }

  private static List<HealthFit> fits(
      SparkSession spark, List<Example> examples, Parameters parameters) {
    List<Example> training = Example.of(examples, Example.TRAINING);
    Set<String> isProtected =
        Set.copyOf(List.of(parameters.string("health_protected_attributes").split(",")));
    Optional<String> lacking = lacking(examples, parameters.integer("health_min_churned"));
    if (lacking.isPresent()) {
      return without(HealthFit.TOO_FEW, lacking.get(), examples);
    }
    Encoder encoder = new Encoder(training, isProtected);
    if (encoder.used().length == 0) {
      return without(HealthFit.NO_BETTER, "nothing that may be used varies", examples);
    }
    return new Learner(spark, encoder, training)
        .all().stream().map(learned -> tested(encoder, learned, examples)).toList();
  }

  private static List<HealthFit> without(String status, String message, List<Example> examples) {
    return MODELS.stream()
        .map(model -> new HealthFit(model, examples, status, message, Optional.empty()))
        .toList();
  }

  /** What is missing to learn from. */
  private static Optional<String> lacking(List<Example> examples, int least) {
    for (String part : List.of(Example.TRAINING, Example.CALIBRATION, Example.TEST)) {
      List<Example> some = Example.of(examples, part);
      long churned = Example.churned(some);
      if (churned < least || some.size() - churned < least) {
        return Optional.of(
            "%s: %d customers left and %d stayed, needed: %d each"
                .formatted(part, churned, some.size() - churned, least));
      }
    }
    return Optional.empty();
  }

  private static HealthFit tested(Encoder encoder, Learned learned, List<Example> examples) {
    List<Example> calibration = Example.of(examples, Example.CALIBRATION);
    List<Example> test = Example.of(examples, Example.TEST);
    // Scores that do not vary tell nothing: everybody is given the rate.
    LogisticLine platt =
        LogisticLine.platt(scores(encoder, learned, calibration), outcomes(calibration))
            .orElseGet(() -> flat(calibration));
    double[] probabilities =
        test.stream()
            .mapToDouble(e -> platt.probability(learned.score(encoder.encode(e))))
            .toArray();
    Evaluation evaluation = Evaluation.of(probabilities, outcomes(test));
    boolean isOk = evaluation.brierGainLow() > 0 && platt.slope() > 0;
    List<DriftBins> bins = new ArrayList<>();
    bins.add(DriftBins.of("churn_probability", probabilities));
    List<Example> training = Example.of(examples, Example.TRAINING);
    for (HealthFeature feature : HealthFeature.all()) {
      if (!feature.isAttribute()) {
        double[] values =
            training.stream().mapToDouble(e -> e.values()[feature.ordinal()]).toArray();
        bins.add(DriftBins.of(feature.column(), values));
      }
    }
    return new HealthFit(
        learned.model(),
        examples,
        isOk ? HealthFit.OK : HealthFit.NO_BETTER,
        isOk ? null : "the Brier score does not beat the base rate's by more than chance",
        Optional.of(new HealthFit.Tested(encoder, learned, platt, evaluation, bins)));
  }

  private static LogisticLine flat(List<Example> examples) {
    double rate = (double) Example.churned(examples) / examples.size();
    return new LogisticLine(Math.log(rate / (1 - rate)), 0);
  }

  private static double[] scores(Encoder encoder, Learned learned, List<Example> examples) {
    return examples.stream().mapToDouble(e -> learned.score(encoder.encode(e))).toArray();
  }

  private static double[] outcomes(List<Example> examples) {
    return examples.stream().mapToDouble(Example::outcome).toArray();
  }
}
