package io.cxwarehouse.config;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Everything a deployment configures, checked and immutable. Field names are the keys of
 * docs/configuration.md. {@link #toString} shows no secret, so that it may be logged.
 */
public record Settings(
    Landing landing,
    Warehouse warehouse,
    Privacy privacy,
    Identity identity,
    Customers customers,
    Churn churn,
    Clv clv,
    Health health,
    Support support,
    Surveys surveys,
    Behaviour behaviour,
    Journey journey,
    List<Topic> topics,
    Map<String, Source> sources,
    List<Goal> benchmarks,
    List<Goal> targets,
    Map<String, Bounds> alerts,
    Scorecard scorecard,
    Publish publish,
    Observe observe,
    Maintain maintain,
    Spark spark) {

  /**
   * How the scorecard judges.
   *
   * @param minN things counted below which a value is neither judged nor alerted about
   */
  public record Scorecard(int minN) {}

  /**
   * Where deliveries land: any path that Hadoop can read.
   *
   * @param listDays date folders that are older than so many days are listed only if their own time
   *     moved; empty: all are listed
   * @param closedAfterDays the same where folders have no times: there they need not be listed
   */
  public record Landing(String root, OptionalInt listDays, OptionalInt closedAfterDays) {}

  /** Where tables are and how the business counts days, weeks, years and money. */
  public record Warehouse(
      String root,
      ZoneId timezone,
      String reportingCurrency,
      int fiscalYearStart,
      String weekStart,
      int maxDaysAhead,
      LockKind lock,
      List<String> extra) {}

  /**
   * Who keeps the warehouse's lock: files beside its tables, or the PostgreSQL of {@link Publish}.
   */
  public enum LockKind {
    FILES,
    POSTGRES
  }

  /**
   * How persons are protected.
   *
   * @param key secret key of pseudonyms
   * @param oldKey the one before it, needed once after a rotation
   * @param isDemoKey the key is the published one of the demo, so pseudonyms protect nobody
   */
  public record Privacy(
      String keyEnv, String key, Optional<String> oldKey, boolean isDemoKey, int minGroupSize) {
    @Override
    public String toString() {
      return "Privacy[keyEnv=%s, key=%s, oldKey=%s, isDemoKey=%s, minGroupSize=%d]"
          .formatted(keyEnv, Secrets.HIDDEN, Secrets.hidden(oldKey), isDemoKey, minGroupSize);
    }
  }

  /** Which records make one customer. */
  public record Identity(
      int maxRecordsPerKey, double maxUnresolvedShare, List<Reference> references) {}

  /** {@code field} of {@code source}'s records holds ids of {@code targetSource}. */
  public record Reference(String source, String field, String targetSource) {}

  /**
   * What customers are told apart by.
   *
   * @param acquisitionChannels how sources write a channel, without case and punctuation, to our
   *     word
   */
  public record Customers(Map<String, String> acquisitionChannels) {}

  public record Churn(
      int inactiveAfterDays,
      boolean onOrders,
      boolean onSubscriptions,
      boolean nrrIncludesReactivation,
      Optional<LocalDate> firstMonth,
      List<ReasonQuestion> reasonQuestions) {}

  /** A question of a survey that asks, with a list to choose from, why a customer cancels. */
  public record ReasonQuestion(String source, String survey, String question) {}

  public record Clv(
      String refit,
      List<String> models,
      String publish,
      String segment,
      int holdoutWeeks,
      int horizonMonths,
      double annualDiscount,
      double margin,
      int minRepeaters,
      List<String> exclude) {}

  /**
   * Who is likely to leave.
   *
   * @param protectedAttributes columns that no model may use
   * @param atRiskLift how many times the average risk is low health
   * @param minChurned customers who left (and who stayed) that each part of the examples needs
   * @param maxExamples customers and dates above which only some are drawn
   */
  public record Health(
      String refit,
      List<String> protectedAttributes,
      double atRiskLift,
      int minChurned,
      int maxExamples) {}

  /**
   * @param zoneNames a help desk's own names of zones, to IANA's
   * @param statusMap source, then its own name of a status, to ours
   * @param channels source, or {@code *} for any, then its own name or number of a channel, without
   *     case and punctuation, to our word
   */
  public record Support(
      int fcrWindowDays,
      int defaultFirstReplyTargetMinutes,
      List<String> digitalChannels,
      Map<String, String> defaultSchedules,
      Map<String, ZoneId> zoneNames,
      Map<String, Map<String, String>> statusMap,
      Map<String, Map<String, String>> channels) {}

  /**
   * How answers are counted.
   *
   * @param employeeCloseDays how long after its end a month of employees' answers closes
   */
  public record Surveys(
      String counting,
      int responseMaturityDays,
      int employeeCloseDays,
      List<SurveyQuestion> questions) {}

  /**
   * What a question measures. {@code highIs} is set for ces only; {@code favorableFrom} overrides
   * the metric's own rule.
   */
  public record SurveyQuestion(
      String source,
      String survey,
      String question,
      String metric,
      double scaleMin,
      double scaleMax,
      Optional<String> highIs,
      Optional<Double> favorableFrom,
      String kind,
      Optional<String> touchpoint,
      Optional<String> channel,
      String audience) {}

  /**
   * What counts on the website.
   *
   * @param keyEvents names of the events that are conversions
   * @param conversionWindowDays how long after the first exposure a conversion counts for an
   *     experience
   * @param allocation experience, then variation, to the share of users it was planned to get;
   *     experiences that are not named share equally
   */
  public record Behaviour(
      List<String> keyEvents,
      int conversionWindowDays,
      Map<String, Map<String, Double>> allocation) {}

  /**
   * What customers pass through.
   *
   * @param stages touchpoints, each with the stage of the journey in which it lies
   * @param order stages, the first of the journey first
   * @param moveOnDays how long after the first contact in a stage one in a later stage is a step
   */
  public record Journey(Map<String, String> stages, List<String> order, int moveOnDays) {}

  /**
   * What a ticket may be about.
   *
   * @param values of tags, categories and form fields, by the name of the field: a ticket with one
   *     of them has the topic
   * @param keywords words in what the customer wrote that give it to a ticket, too
   */
  public record Topic(String topic, Map<String, List<String>> values, List<String> keywords) {}

  /**
   * What a KPI's value is held against, from a date on.
   *
   * @param segmentName all: for the total, and for segments that have none of their own
   * @param range of a target, both ends are its value
   */
  public record Goal(
      String kpi, String segmentName, String segmentValue, LocalDate validFrom, Bounds range) {}

  /** A lower and an upper bound; null where there is none. */
  public record Bounds(Double low, Double high) {}

  public record Publish(OnCheckFailure onCheckFailure, Postgres postgres, List<Export> exports) {}

  /** What readers see while a check fails: the last good tables, or the new ones. */
  public enum OnCheckFailure {
    HOLD,
    PUBLISH
  }

  /**
   * Where Postgres is; without a url nothing is written there.
   *
   * @param readerRole role that may read what is published
   */
  public record Postgres(
      Optional<String> url,
      Optional<String> user,
      Optional<String> password,
      String schema,
      String readerRole) {
    @Override
    public String toString() {
      return "Postgres[url=%s, user=%s, password=%s, schema=%s, readerRole=%s]"
          .formatted(Secrets.hidden(url), user, Secrets.hidden(password), schema, readerRole);
    }
  }

  /**
   * What {@code cxw maintain} leaves.
   *
   * @param keepPublications so many of the latest can be shown again, and runs after them taken
   *     back
   * @param retention what readers began to read so long ago can still be read
   * @param targetFileRows rows of a file that small ones become
   * @param opsDays how long records of runs are kept one by one
   */
  public record Maintain(
      int keepPublications, Duration retention, int targetFileRows, int opsDays) {}

  /** Tables copied as files after each publication. */
  public record Export(String name, List<String> tables, String format, String path) {}

  /** Settings of Spark under their full names, {@code spark.…}. */
  public record Spark(Map<String, String> settings) {
    @Override
    public String toString() {
      Map<String, String> shown = new TreeMap<>(settings);
      shown.replaceAll((name, value) -> isSecret(name) ? Secrets.HIDDEN : value);
      return "Spark" + shown;
    }

    private static boolean isSecret(String name) {
      return name.matches(
          "(?i).*(secret|password|passwd|token|credential|access.?key|account.key).*");
    }
  }
}
