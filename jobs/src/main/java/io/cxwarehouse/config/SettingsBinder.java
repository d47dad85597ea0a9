package io.cxwarehouse.config;

import com.typesafe.config.Config;
import io.cxwarehouse.functions.Channels;
import io.cxwarehouse.functions.health.HealthFeature;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reads every section of the configuration; all that is wrong is told at once. */
final class SettingsBinder {

  private static final Duration LEAST_RETENTION = Duration.ofDays(1);
  private static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final List<String> WEEKDAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final List<String> BASES = List.of("orders", "subscriptions");
  private static final List<String> CLV_SEGMENTS =
      List.of("none", "country", "region", "industry", "plan", "acquisition_channel");
  private static final List<String> REFITS = List.of("month-end", "every-run");
  private static final List<String> MODELS = List.of("bgnbd", "mbgnbd", "pareto_nbd");
  private static final List<String> STATUSES =
      List.of("new", "open", "pending", "hold", "solved", "closed");

  /** Acquisition channels that KPIs tell apart. */
  private static final Set<String> COUNTED_BY = Set.of("referral");

  private SettingsBinder() {}

  static Settings bind(Config config, Map<String, String> environment) {
    Problems problems = new Problems();
    Node root = new Node(config.root(), problems);
    Settings.Warehouse warehouse = warehouse(root.object("warehouse"));
    Settings settings =
        new Settings(
            landing(root.object("landing")),
            warehouse,
            PrivacyBinder.bind(root.object("privacy"), environment),
            identity(root.object("identity")),
            customers(root.object("customers")),
            churn(root.object("churn")),
            clv(root.object("clv")),
            health(root.object("health")),
            support(root.object("support")),
            SurveysBinder.bind(root.object("surveys")),
            behaviour(root.object("behaviour")),
            JourneyBinder.bind(root.object("journey")),
            TopicsBinder.bind(root),
            SourcesBinder.bind(root.object("sources"), warehouse.reportingCurrency()),
            GoalsBinder.benchmarks(root.object("benchmarks")),
            GoalsBinder.targets(root.object("targets")),
            kpis(root.object("alerts"), (node, kpi) -> alert(node.object(kpi))),
            new Settings.Scorecard(root.object("scorecard").integer("min-n", 1, 1_000_000)),
            PublishBinder.bind(root.object("publish")),
            ObserveBinder.bind(root.object("observe")),
            maintain(root.object("maintain")),
            spark(root));
    problems.throwIfAny();
    PrivacyBinder.requireKey(settings.privacy());
    return settings;
  }

  private static Settings.Landing landing(Node node) {
    return new Settings.Landing(
        node.text("root"), days(node, "list-days"), days(node, "closed-after-days"));
  }

  private static OptionalInt days(Node node, String key) {
    return node.has(key) ? OptionalInt.of(node.integer(key, 0, 36_500)) : OptionalInt.empty();
  }

  private static Settings.Warehouse warehouse(Node node) {
    return new Settings.Warehouse(
        node.text("root"),
        node.parsed("timezone", ZoneId.of("UTC"), Texts::zone, "a time zone such as Europe/Berlin"),
        node.parsed(
            "reporting-currency",
            "EUR",
            code -> Currency.getInstance(code).getCurrencyCode(),
            "a currency code of ISO 4217 such as EUR"),
        node.integer("fiscal-year-start", 1, 12),
        node.oneOf("week-start", WEEKDAYS),
        node.integer("max-days-ahead", 0, 36_500),
        node.oneOf("lock", Settings.LockKind.class),
        node.texts("extra"));
  }

  private static Settings.Identity identity(Node given) {
    Node node = given.withDefaults("max-unresolved-share = 0.1");
    Map<String, String> references = node.flattened("references");
    return new Settings.Identity(
        node.integer("max-records-per-key", 1, NO_LIMIT),
        node.number("max-unresolved-share", 0, 1),
        references.entrySet().stream()
            .filter(entry -> reference(node, entry.getKey()))
            .map(entry -> reference(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static boolean reference(Node node, String path) {
    boolean isSourceAndField = path.indexOf('.') > 0;
    if (!isSourceAndField) {
      node.wrong("references", path + " is not of the form source.field = source");
    }
    return isSourceAndField;
  }

  private static Settings.Reference reference(String path, String target) {
    int dot = path.indexOf('.');
    return new Settings.Reference(path.substring(0, dot), path.substring(dot + 1), target);
  }

  private static Settings.Customers customers(Node node) {
    Node channels = node.object("acquisition-channels");
    return new Settings.Customers(WordsBinder.bind(channels, channels.keys(), COUNTED_BY));
  }

  private static Settings.Churn churn(Node node) {
    List<String> basis = node.textsAmong("basis", BASES);
    if (basis.isEmpty()) {
      node.wrong("basis", "names none of " + String.join(", ", BASES));
    }
    return new Settings.Churn(
        node.integer("inactive-after-days", 1, 3650),
        basis.contains("orders"),
        basis.contains("subscriptions"),
        node.flag("nrr-includes-reactivation"),
        node.optionalParsed("first-month", SettingsBinder::month, "a month such as 2026-01"),
        node.list(
            "reason-questions",
            question ->
                new Settings.ReasonQuestion(
                    question.text("source", Texts.NAME, "the name of a source"),
                    question.text("survey"),
                    question.text("question"))));
  }

  private static LocalDate month(String text) {
    return YearMonth.parse(text.replaceFirst("-01$", text.length() > 7 ? "" : "-01")).atDay(1);
  }

  private static Settings.Clv clv(Node node) {
    List<String> models = node.textsAmong("models", MODELS);
    String publish = node.text("publish");
    if (!publish.equals("best") && !models.contains(publish)) {
      node.wrong("publish", "“" + publish + "” is neither best nor one of clv.models " + models);
    }
    if (models.isEmpty()) {
      node.wrong("models", "names none of " + String.join(", ", MODELS));
    }
    return new Settings.Clv(
        node.oneOf("refit", REFITS),
        models,
        publish,
        node.oneOf("segment", CLV_SEGMENTS),
        node.integer("holdout-weeks", 1, 520),
        node.integer("horizon-months", 1, 120),
        node.number("annual-discount", 0, 10),
        node.number("margin", 0, Double.POSITIVE_INFINITY),
        node.integer("min-repeaters", 2, NO_LIMIT),
        node.texts("exclude"));
  }

  private static Settings.Health health(Node node) {
    return new Settings.Health(
        node.oneOf("refit", REFITS),
        node.textsAmong("protected-attributes", HealthFeature.columns()),
        node.number("at-risk-lift", 1, 1000),
        node.integer("min-churned", 10, NO_LIMIT),
        node.integer("max-examples", 1_000, 500_000));
  }

  private static Settings.Support support(Node node) {
    Map<String, Map<String, String>> channels = ChannelsBinder.bind(node.object("channels"));
    return new Settings.Support(
        node.integer("fcr-window-days", 0, 365),
        node.integer("default-first-reply-target-minutes", 1, NO_LIMIT),
        node.texts("digital-channels").stream()
            .map(channel -> ChannelsBinder.word(channels.get(Channels.ANY), channel))
            .distinct()
            .toList(),
        node.flattened("default-schedules"),
        zones(node.object("zone-names")),
        node.objects("status-map", SettingsBinder::statuses),
        channels);
  }

  private static Map<String, ZoneId> zones(Node node) {
    Map<String, ZoneId> zones = new TreeMap<>();
    for (String name : node.keys()) {
      zones.put(
          name,
          node.parsed(name, ZoneId.of("UTC"), Texts::zone, "a time zone such as Europe/Berlin"));
    }
    return zones;
  }

  private static Map<String, String> statuses(Node node) {
    Map<String, String> statuses = new TreeMap<>();
    node.keys().forEach(name -> statuses.put(name, node.oneOf(name, STATUSES)));
    return statuses;
  }

  private static Settings.Behaviour behaviour(Node node) {
    return new Settings.Behaviour(
        node.texts("key-events"),
        node.integer("conversion-window-days", 1, 365),
        node.objects("allocation", SettingsBinder::shares));
  }

  private static Map<String, Double> shares(Node node) {
    Map<String, Double> shares = new TreeMap<>();
    node.keys().forEach(name -> shares.put(name, node.number(name, 0, 1)));
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(sum - 1) > 1e-6) {
      node.wrong("", "the shares of its variations sum to " + sum + ", not to 1");
    }
    return shares;
  }

  private static <T> Map<String, T> kpis(Node node, BiFunction<Node, String, T> reader) {
    Map<String, T> values = new TreeMap<>();
    for (String kpi : node.keys()) {
      if (!kpi.matches(Texts.NAME)) {
        node.wrong(kpi, "the name of a KPI has small letters, digits and _ only");
      }
      values.put(kpi, reader.apply(node, kpi));
    }
    return values;
  }

  private static Settings.Bounds alert(Node node) {
    return new Settings.Bounds(
        node.optionalNumber("below").orElse(null), node.optionalNumber("above").orElse(null));
  }

  private static Settings.Maintain maintain(Node node) {
    Duration retention = node.duration("retention");
    if (retention.compareTo(LEAST_RETENTION) < 0) {
      node.wrong(
          "retention", "less than 1 day: files would be removed that somebody may be reading");
    }
    return new Settings.Maintain(
        node.integer("keep-publications", 1, 100_000),
        retention,
        node.integer("target-file-rows", 1_000, 200_000),
        node.integer("ops-days", 31, 36_500));
  }

  private static Settings.Spark spark(Node root) {
    Map<String, String> settings = new TreeMap<>();
    root.flattened("spark").forEach((key, value) -> settings.put("spark." + key, value));
    return new Settings.Spark(settings);
  }
}
