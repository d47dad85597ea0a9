package io.cxwarehouse.gold.health;

import io.cxwarehouse.functions.health.HealthFeature;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A customer on a past date, and what came of it: a row of gold.fct_health_history.
 *
 * @param sampleShare share of the customers that was drawn
 * @param values by feature as they are; NaN: unknown, and of attributes
 * @param attributes by feature; null: unknown, and of what is no attribute
 */
record Example(
    LocalDate date,
    String customerId,
    String part,
    boolean hasChurned,
    double sampleShare,
    double[] values,
    String[] attributes) {
  static final String TRAINING = "training";
  static final String CALIBRATION = "calibration";
  static final String TEST = "test";

  /** In an order that does not depend on how the rows lie. */
  private static final Comparator<Example> ORDER =
      Comparator.comparing(Example::date).thenComparing(Example::customerId);

  static List<Example> of(Dataset<Row> history, LocalDate fitDate) {
    return history
        .where(functions.col("fit_date").equalTo(functions.lit(Date.valueOf(fitDate))))
        .collectAsList()
        .stream()
        .map(Example::of)
        .sorted(ORDER)
        .toList();
  }

  static Example of(Row row) {
    List<HealthFeature> features = HealthFeature.all();
    double[] values = new double[features.size()];
    String[] attributes = new String[features.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = row.getAs(features.get(i).column());
      values[i] =
          !features.get(i).isAttribute() && value instanceof Number number
              ? number.doubleValue()
              : Double.NaN;
      attributes[i] = features.get(i).isAttribute() ? (String) value : null;
    }
    return new Example(
        row.<Date>getAs("snapshot_date").toLocalDate(),
        row.getAs("customer_id"),
        row.getAs("part"),
        row.getAs("has_churned"),
        row.getAs("sample_share"),
        values,
        attributes);
  }

  double outcome() {
    return hasChurned ? 1 : 0;
  }

  static List<Example> of(List<Example> examples, String part) {
    return examples.stream().filter(e -> e.part().equals(part)).toList();
  }

  static long churned(List<Example> examples) {
    return examples.stream().filter(Example::hasChurned).count();
  }
}
