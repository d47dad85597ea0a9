package io.cxwarehouse.functions.health;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What health looks at, in the order in which scores take it: columns of gold.kpi_customer_health,
 * then attributes of the customer. Each has the words for lying above and below the average.
 */
public enum HealthFeature {
  TENURE_DAYS(Scale.LOGARITHM, "long_tenure", "short_tenure"),
  MRR(Scale.LOGARITHM, "high_mrr", "low_mrr"),
  MRR_CHANGE_90D(Scale.AS_IT_IS, "mrr_rose", "mrr_fell"),
  CONTRACT_MONTHS(Scale.AS_IT_IS, "long_contract", "short_contract"),
  RENEWALS_90D(Scale.AS_IT_IS, "renewal_ahead", "no_renewal_ahead"),
  TICKETS_90D(Scale.LOGARITHM, "many_tickets", "few_tickets"),
  FIRST_REPLY_MINUTES_90D(Scale.LOGARITHM, "slow_first_reply", "fast_first_reply"),
  RESOLUTION_MINUTES_90D(Scale.LOGARITHM, "slow_resolution", "fast_resolution"),
  REOPENED_TICKETS_90D(Scale.LOGARITHM, "reopened_tickets", "no_reopened_tickets"),
  BROKEN_PROMISES_90D(Scale.LOGARITHM, "broken_promises", "no_broken_promises"),
  NPS_365D(Scale.AS_IT_IS, "high_nps", "low_nps"),
  CSAT_365D(Scale.AS_IT_IS, "high_csat", "low_csat"),
  CES_365D(Scale.AS_IT_IS, "low_effort", "high_effort"),
  CONTACTS_90D(Scale.LOGARITHM, "many_contacts", "few_contacts"),
  PLAN(Scale.ATTRIBUTE, "plan", "plan"),
  INDUSTRY(Scale.ATTRIBUTE, "industry", "industry"),
  ACQUISITION_CHANNEL(Scale.ATTRIBUTE, "acquisition_channel", "acquisition_channel"),
  REGION(Scale.ATTRIBUTE, "region", "region"),
  COUNTRY(Scale.ATTRIBUTE, "country", "country");

  private static final List<HealthFeature> ALL = List.of(values());

  /** How a value enters a model. */
  private enum Scale {
    /** Counts, times and money, of which a few are very large. */
    LOGARITHM,
    AS_IT_IS,
    /** A text, of which the model has the log-odds of leaving. */
    ATTRIBUTE
  }

  private final Scale scale;
  private final String above;
  private final String below;

  HealthFeature(Scale scale, String above, String below) {
    this.scale = scale;
    this.above = above;
    this.below = below;
  }

  public static List<HealthFeature> all() {
    return ALL;
  }

  /** Names of the columns. */
  public static List<String> columns() {
    return Arrays.stream(values()).map(HealthFeature::column).toList();
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isAttribute() {
    return scale == Scale.ATTRIBUTE;
  }

  /** The value on the scale of the model. */
  public double scaled(double value) {
    return scale == Scale.LOGARITHM ? Math.log1p(Math.max(value, 0)) : value;
  }

  /** What is said where lying on this side of the average raises the risk. */
  public String reason(boolean isAbove) {
    return isAbove ? above : below;
  }
}
