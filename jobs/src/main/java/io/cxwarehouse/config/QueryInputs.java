package io.cxwarehouse.config;

import static java.util.Comparator.naturalOrder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cxwarehouse.functions.Words;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** What queries see of the settings: bound parameters and the relations {@code config.*}. */
public final class QueryInputs {
  private static final String GOAL =
      "kpi STRING, segment_name STRING, segment_value STRING, valid_from DATE";

  private QueryInputs() {}

  /** Values that queries name as {@code :name}; a null value is a SQL null. */
  public static Map<String, Object> parameters(Settings settings, LocalDate asOf) {
    Map<String, Object> values = fixed(settings);
    values.put("as_of", Date.valueOf(asOf));
    // The first instant of the next business day: a day may have 23 or 25 hours.
    values.put(
        "as_of_end",
        Timestamp.from(asOf.plusDays(1).atStartOfDay(settings.warehouse().timezone()).toInstant()));
    return Collections.unmodifiableMap(values);
  }

  /** Those of these values that do not move with the date. */
  public static Map<String, Object> fixed(Settings settings) {
    Map<String, Object> values = new TreeMap<>();
    values.put("timezone", settings.warehouse().timezone().getId());
    values.put("reporting_currency", settings.warehouse().reportingCurrency());
    values.put("fiscal_year_start", settings.warehouse().fiscalYearStart());
    values.put("week_start", settings.warehouse().weekStart());
    values.put("min_group_size", settings.privacy().minGroupSize());
    values.put("max_records_per_key", settings.identity().maxRecordsPerKey());
    values.put("max_unresolved_share", settings.identity().maxUnresolvedShare());
    putChurnAndValue(settings, values);
    values.put("fcr_window_days", settings.support().fcrWindowDays());
    values.put(
        "default_first_reply_target_minutes", settings.support().defaultFirstReplyTargetMinutes());
    values.put("response_maturity_days", settings.surveys().responseMaturityDays());
    values.put("employee_close_days", settings.surveys().employeeCloseDays());
    values.put("survey_counting", settings.surveys().counting());
    values.put("scorecard_min_n", settings.scorecard().minN());
    values.put("conversion_window_days", settings.behaviour().conversionWindowDays());
    values.put("journey_move_on_days", settings.journey().moveOnDays());
    values.put("topic_rules", json(settings.topics()));
    values.put("channel_words", json(settings.support().channels()));
    // A query of one source reads its zone as a value: joined, it would cost each of them a stage.
    settings
        .sources()
        .values()
        .forEach(source -> values.put(source.name() + "_timezone", source.timezone().getId()));
    return values;
  }

  /** All rules as one text, which SQL functions read: topics_of, known_channel. */
  private static String json(Object rules) {
    try {
      return new ObjectMapper().writeValueAsString(rules);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void putChurnAndValue(Settings settings, Map<String, Object> values) {
    Settings.Churn churn = settings.churn();
    values.put("inactive_after_days", churn.inactiveAfterDays());
    values.put("nrr_includes_reactivation", churn.nrrIncludesReactivation());
    values.put("churn_first_month", churn.firstMonth().map(Date::valueOf).orElse(null));
    values.put("churn_on_orders", churn.onOrders());
    values.put("churn_on_subscriptions", churn.onSubscriptions());
    Settings.Clv clv = settings.clv();
    values.put("clv_refit", clv.refit());
    values.put("clv_models", String.join(",", clv.models()));
    values.put("clv_publish", clv.publish());
    values.put("clv_segment", clv.segment());
    values.put("clv_horizon_months", clv.horizonMonths());
    values.put("clv_annual_discount", clv.annualDiscount());
    values.put("clv_margin", clv.margin());
    values.put("clv_min_repeaters", clv.minRepeaters());
    values.put("clv_holdout_weeks", clv.holdoutWeeks());
    Settings.Health health = settings.health();
    values.put("health_refit", health.refit());
    values.put("health_protected_attributes", String.join(",", health.protectedAttributes()));
    values.put("health_at_risk_lift", health.atRiskLift());
    values.put("health_min_churned", health.minChurned());
    values.put("health_max_examples", health.maxExamples());
  }

  /** The relations {@code config.<name>} that queries may read, by full name. */
  public static Map<String, Relation> relations(Settings settings) {
    Map<String, Relation> relations = new TreeMap<>();
    relations.put("config.survey_question", surveyQuestions(settings));
    relations.put(
        "config.status_map",
        bySource("native_status STRING, status STRING", settings.support().statusMap()));
    relations.put(
        "config.channel_name",
        bySource("native_channel STRING, channel STRING", settings.support().channels()));
    relations.put(
        "config.identity_reference",
        relation(
            "source STRING, field STRING, target_source STRING",
            settings.identity().references(),
            r -> row(r.source(), r.field(), r.targetSource())));
    relations.put(
        "config.acquisition_channel",
        relation(
            "said STRING, acquisition_channel STRING",
            settings.customers().acquisitionChannels(),
            QueryInputs::row));
    relations.put(
        "config.journey_stage",
        relation(
            "touchpoint STRING, said STRING, journey_stage STRING",
            settings.journey().stages(),
            (touchpoint, stage) -> row(touchpoint, Words.plain(touchpoint), stage)));
    List<String> order = settings.journey().order();
    relations.put(
        "config.journey_order",
        relation(
            "journey_stage STRING, stage_number INT",
            order,
            stage -> row(stage, order.indexOf(stage) + 1)));
    relations.put(
        "config.benchmark",
        relation(
            GOAL + ", low DOUBLE, high DOUBLE",
            settings.benchmarks(),
            g -> goal(g, g.range().low(), g.range().high())));
    relations.put("config.alert", bounds("below", "above", settings.alerts()));
    relations.put(
        "config.target",
        relation(GOAL + ", target DOUBLE", settings.targets(), g -> goal(g, g.range().low())));
    relations.put("config.source_timezone", timezones(settings));
    relations.put(
        "config.default_schedule",
        relation(
            "source STRING, schedule_id STRING",
            settings.support().defaultSchedules(),
            QueryInputs::row));
    relations.put(
        "config.zone_name",
        relation(
            "name STRING, zone STRING",
            settings.support().zoneNames(),
            (name, zone) -> row(name, zone.getId())));
    relations.put(
        "config.digital_channel",
        relation("channel STRING", settings.support().digitalChannels(), QueryInputs::row));
    relations.put(
        "config.key_event",
        relation("event_name STRING", settings.behaviour().keyEvents(), QueryInputs::row));
    relations.put("config.experience_allocation", allocation(settings));
    relations.put(
        "config.churn_reason_question",
        relation(
            "source STRING, survey_id STRING, question_id STRING",
            settings.churn().reasonQuestions(),
            q -> row(q.source(), q.survey(), q.question())));
    relations.put(
        "config.clv_exclude",
        relation("customer_id STRING", settings.clv().exclude(), QueryInputs::row));
    return Collections.unmodifiableMap(relations);
  }

  private static Object[] goal(Settings.Goal goal, Double... values) {
    List<Object> row =
        new ArrayList<>(
            List.of(
                goal.kpi(),
                goal.segmentName(),
                goal.segmentValue(),
                Date.valueOf(goal.validFrom())));
    Collections.addAll(row, values);
    return row.toArray();
  }

  private static Relation surveyQuestions(Settings settings) {
    return relation(
        "source STRING, survey_id STRING, question_id STRING, metric STRING, scale_min DOUBLE,"
            + " scale_max DOUBLE, high_is STRING, favorable_from DOUBLE, kind STRING,"
            + " touchpoint STRING, channel STRING, audience STRING",
        settings.surveys().questions(),
        q ->
            row(
                q.source(),
                q.survey(),
                q.question(),
                q.metric(),
                q.scaleMin(),
                q.scaleMax(),
                q.highIs().orElse(null),
                q.favorableFrom().orElse(null),
                q.kind(),
                q.touchpoint().orElse(null),
                q.channel().orElse(null),
                q.audience()));
  }

  /** Zones of sources, and of the tools that deliver into one in a folder of their own. */
  private static Relation timezones(Settings settings) {
    List<Object[]> rows = new ArrayList<>();
    for (Source source : settings.sources().values()) {
      rows.add(row(source.name(), source.timezone().getId()));
      for (Source.Entity entity : source.entities().values()) {
        entity
            .folders()
            .forEach(
                (tool, folder) ->
                    folder.timezone().ifPresent(zone -> rows.add(row(tool, zone.getId()))));
      }
    }
    return Relation.of("source STRING, timezone STRING", rows);
  }

  private static Relation allocation(Settings settings) {
    List<Object[]> rows = new ArrayList<>();
    settings
        .behaviour()
        .allocation()
        .forEach(
            (experience, shares) ->
                shares.forEach((variation, share) -> rows.add(row(experience, variation, share))));
    return Relation.of("experience_id STRING, variation_id STRING, share DOUBLE", rows);
  }

  /**
   * What sources call something, in small letters, and what we call it; of two names that are then
   * alike the greater value counts.
   */
  private static Relation bySource(String columns, Map<String, Map<String, String>> names) {
    List<Object[]> rows = new ArrayList<>();
    names.forEach(
        (source, ours) -> {
          Map<String, String> plain = new TreeMap<>();
          ours.forEach(
              (name, value) ->
                  plain.merge(
                      name.toLowerCase(Locale.ROOT), value, BinaryOperator.maxBy(naturalOrder())));
          plain.forEach((name, value) -> rows.add(row(source, name, value)));
        });
    return Relation.of("source STRING, " + columns, rows);
  }

  private static Relation bounds(String low, String high, Map<String, Settings.Bounds> bounds) {
    return relation(
        "kpi STRING, " + low + " DOUBLE, " + high + " DOUBLE",
        bounds,
        (kpi, range) -> row(kpi, range.low(), range.high()));
  }

  private static <T> Relation relation(String columns, List<T> items, Function<T, Object[]> row) {
    return Relation.of(columns, items.stream().map(row).toList());
  }

  private static <V> Relation relation(
      String columns, Map<String, V> items, BiFunction<String, V, Object[]> row) {
    return Relation.of(
        columns, items.entrySet().stream().map(e -> row.apply(e.getKey(), e.getValue())).toList());
  }

  private static Object[] row(Object... values) {
    return values;
  }
}
