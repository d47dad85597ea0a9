package io.cxwarehouse.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import io.cxwarehouse.catalog.KpiDefinition;
import io.cxwarehouse.catalog.TableId;
import io.cxwarehouse.functions.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The relation {@code config.kpi}: what the files {@code kpi.conf} and {@code recompute.sql} say.
 */
public final class Kpis {
  /** Its name for queries. */
  public static final String RELATION = "config.kpi";

  private static final String COLUMNS =
      "kpi STRING, label STRING, definition STRING, statistic STRING, numerator STRING, denominator STRING,"
          + " row_filter STRING, survey_metric STRING, source_table STRING, date_column STRING,"
          + " unit STRING, direction STRING,"
          + " additivity STRING, is_zero_when_empty BOOLEAN, period STRING, maturity_lag_days INT, pillar STRING,"
          + " recompute_sql STRING";
  private static final String PAGE = "docs/add-a-kpi.md";
  private static final String NAME = "[a-z][a-z0-9_]*";
  private static final Pattern PARAMETER = Pattern.compile(":(" + NAME + ")");
  private static final List<String> STATISTICS =
      List.of("share", "nps", "mean", "median", "p90", "p95", "ratio", "total");

  /** What answers can be counted to. */
  private static final List<String> OF_ANSWERS = List.of("share", "nps", "mean");

  private final Map<String, Object> parameters;
  private final Problems problems = new Problems(PAGE);

  private Kpis(Map<String, Object> parameters) {
    this.parameters = parameters;
  }

  /**
   * One row per KPI.
   *
   * @param parameters the settings that the files may name as {@code :name}; readers of the
   *     published texts do not have them, so their values are written in
   */
  public static Relation relation(Collection<KpiDefinition> kpis, Map<String, Object> parameters) {
    Kpis reader = new Kpis(parameters);
    List<Object[]> rows = new ArrayList<>();
    for (KpiDefinition kpi : kpis) {
      rows.add(reader.row(kpi));
    }
    reader.problems.throwIfAny();
    return Relation.of(COLUMNS, rows);
  }

  /** The published table of which each KPI is made; its file is one that {@link #relation} read. */
  public static TableId sourceTable(KpiDefinition kpi) {
    return TableId.of(parsed(kpi).toConfig().getString("source-table"));
  }

  private Object[] row(KpiDefinition kpi) {
    Node node = new Node(parsed(kpi), problems);
    if (!kpi.name().matches(NAME)) {
      node.wrong(kpi.name(), "the name of a KPI has small letters, digits and _ only");
    }
    String statistic = node.oneOf("statistic", STATISTICS);
    return new Object[] {
      kpi.name(),
      node.optionalText("label").orElse(Labels.words(kpi.name())),
      node.text("definition"),
      statistic,
      filled(node.text("numerator")),
      node.optionalText("denominator").map(this::filled).orElse(null),
      node.optionalText("row-filter").map(this::filled).orElse(null),
      surveyMetric(node, kpi, statistic),
      node.text("source-table", "gold\\." + NAME, "a published table such as gold.fct_order"),
      filled(node.text("date-column")),
      node.text("unit"),
      node.oneOf("direction", List.of("up", "down")),
      node.oneOf("additivity", List.of("additive", "semi-additive", "non-additive")),
      isZeroWhenEmpty(node, statistic),
      node.oneOf("period", List.of("day", "month", "month_to_date", "date")),
      lag(node),
      node.oneOf(
          "pillar", List.of("reliability", "responsiveness", "personalisation", "innovation")),
      filled(kpi.recompute())
    };
  }

  /** The metric all of whose answers it counts; null: it counts something else. */
  private static String surveyMetric(Node node, KpiDefinition kpi, String statistic) {
    Optional<String> metric = node.optionalOneOf("survey-metric", List.of("nps", "csat", "ces"));
    if (metric.isPresent() && !OF_ANSWERS.contains(statistic)) {
      node.wrong("survey-metric", "the statistic of answers is one of " + OF_ANSWERS);
    }
    if (metric.isPresent() && !kpi.parts().isEmpty()) {
      node.wrong("survey-metric", "answers would count twice: its folder has parts of its own");
    }
    return metric.orElse(null);
  }

  private static boolean isZeroWhenEmpty(Node node, String statistic) {
    boolean isZero =
        node.optionalOneOf("empty", List.of("zero", "unknown")).orElse("unknown").equals("zero");
    if (isZero && !statistic.equals("total")) {
      node.wrong("empty", "only a total of nothing is 0");
    }
    return isZero;
  }

  /** A number of days, or the setting that says it. */
  private int lag(Node node) {
    return node.parsed(
        "maturity-lag-days",
        0,
        text -> Integer.valueOf(filled(text)),
        "a number of days, or a setting that holds one, such as \":fcr_window_days\"");
  }

  /** The text with the values of settings in place of their names. */
  private String filled(String text) {
    return PARAMETER
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    parameters.containsKey(found.group(1))
                        ? literal(parameters.get(found.group(1)))
                        : found.group()));
  }

  private static String literal(Object value) {
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : "'" + value.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static ConfigObject parsed(KpiDefinition kpi) {
    try {
      return ConfigFactory.parseString(
              kpi.conf(),
              ConfigParseOptions.defaults()
                  .setOriginDescription(kpi.folder().resolve("kpi.conf").toString())
                  .setIncluder(new LocalIncluder(null)))
          .resolve()
          .root();
    } catch (ConfigException e) {
      throw Problems.unusable(e.getMessage(), PAGE, e);
    }
  }
}
