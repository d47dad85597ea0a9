package io.cxwarehouse.gold.clv;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.cxwarehouse.functions.clv.GammaGamma;
import io.cxwarehouse.functions.clv.TenureModel;
import io.cxwarehouse.graph.Parameters;
import io.cxwarehouse.graph.Step;
import io.cxwarehouse.graph.StepInputs;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * gold.kpi_clv_model: the fits that serve the run's as-of date, on data up to the last month end.
 * The fit is a function of the data alone, so it is computed again when the data changed, and is
 * the same when they did not.
 */
public final class ClvModelStep implements Step {
  private static final String PARTS = "gold.fct_purchase_part";
  private static final String MOVEMENTS = "gold.fct_mrr_movement";
  private static final String SUBSCRIPTIONS = "gold.fct_subscription";
  private static final String TENURES = "gold.fct_customer_tenure";
  private static final String EXCLUDED = "config.clv_exclude";
  private static final String ALIASES = "silver.customer_alias";

  @Override
  public Set<String> inputs() {
    return Set.of(PARTS, MOVEMENTS, SUBSCRIPTIONS, TENURES, EXCLUDED, ALIASES);
  }

  @Override
  public Set<LocalDate> dates(StepInputs in) {
    return Set.of(fitDate(in.parameters()));
  }

  @Override
  public Dataset<Row> compute(StepInputs in) {
    Parameters parameters = in.parameters();
    LocalDate fitDate = fitDate(parameters);
    List<FitRow> fits = new ArrayList<>();
    Dataset<Row> parts = included(in, PARTS).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      fits.addAll(new PurchaseFits(FitRow.Segment.ALL, parameters).of(parts, fitDate, parameters));
      fits.addAll(bySegment(in, parts, fitDate));
    } finally {
      parts.unpersist();
    }
    fits.addAll(
        ContractFits.of(included(in, MOVEMENTS), in.relation(SUBSCRIPTIONS), fitDate, parameters));
    String publish = parameters.string("clv_publish");
    List<Row> rows =
        fits.stream().map(fit -> fit.row(fitDate, isPublished(fit, fits, publish))).toList();
    return in.spark().createDataFrame(rows, FitRow.SCHEMA);
  }

  /**
   * The relation without the customers that are left out of fits by configuration, whether by their
   * id of today or by one that they had before they merged with others.
   */
  private static Dataset<Row> included(StepInputs in, String relation) {
    Dataset<Row> excluded = in.relation(EXCLUDED).select("customer_id");
    Dataset<Row> aliases = in.relation(ALIASES);
    Dataset<Row> today =
        aliases
            .join(
                excluded,
                aliases.col("alias_customer_id").equalTo(excluded.col("customer_id")),
                "left_semi")
            .select("customer_id");
    return in.relation(relation).join(excluded.union(today), customer(), "left_anti");
  }

  /** Fits of the values of clv.segment at the first purchase that have enough customers. */
  private static List<FitRow> bySegment(StepInputs in, Dataset<Row> parts, LocalDate fitDate) {
    Parameters parameters = in.parameters();
    String name = parameters.string("clv_segment");
    List<FitRow> fits = new ArrayList<>();
    if (name.equals("none")) {
      return fits;
    }
    Dataset<Row> customers =
        in.relation(TENURES)
            .where("basis = 'orders'")
            .select(col("customer_id"), coalesce(col(name), lit("unknown")).as("value"));
    for (Row row :
        customers
            .groupBy("value")
            .count()
            .where(col("count").geq(parameters.integer("clv_min_repeaters")))
            .orderBy("value")
            .collectAsList()) {
      Dataset<Row> own =
          parts.join(
              customers.where(col("value").equalTo(row.getString(0))), customer(), "left_semi");
      FitRow.Segment segment = new FitRow.Segment(name, row.getString(0));
      fits.addAll(new PurchaseFits(segment, parameters).of(own, fitDate, parameters));
    }
    return fits;
  }

  private static Seq<String> customer() {
    return JavaConverters.asScalaBufferConverter(List.of("customer_id")).asScala().toSeq();
  }

  /** The last month end up to the as-of date, or that date itself where every run fits. */
  static LocalDate fitDate(Parameters parameters) {
    LocalDate asOf = parameters.date("as_of");
    return parameters.string("clv_refit").equals("every-run")
        ? asOf
        : asOf.plusDays(1).withDayOfMonth(1).minusDays(1);
  }

  /**
   * Whether this fit serves its segment: it is ok, and is the configured model's or, of the models
   * that answer the same question, the one with the smallest squared error over the time held out;
   * where none could be tested, the first.
   */
  private static boolean isPublished(FitRow fit, List<FitRow> fits, String publish) {
    if (fit.model().equals(GammaGamma.NAME)) {
      return fit.isOk();
    }
    boolean isContract = isContract(fit);
    Stream<FitRow> rivals =
        fits.stream()
            .filter(FitRow::isOk)
            .filter(other -> other.segment().equals(fit.segment()))
            .filter(other -> !other.model().equals(GammaGamma.NAME))
            .filter(other -> isContract(other) == isContract)
            .filter(other -> isContract || publish.equals("best") || publish.equals(other.model()));
    return rivals
        .min(Comparator.comparingDouble(FitRow::holdoutMse))
        .filter(best -> best == fit)
        .isPresent();
  }

  private static boolean isContract(FitRow fit) {
    return TenureModel.ALL.stream().anyMatch(model -> model.name().equals(fit.model()));
  }
}
