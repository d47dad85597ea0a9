package io.cxwarehouse.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what the questions of surveys measure. */
final class SurveysBinder {
  private static final List<String> METRICS = List.of("nps", "csat", "ces", "enps");

  private SurveysBinder() {}

  static Settings.Surveys bind(Node node) {
    Set<List<String>> seen = new HashSet<>();
    return new Settings.Surveys(
        node.oneOf("counting", List.of("answer", "respondent")),
        node.integer("response-maturity-days", 0, 365),
        node.integer("employee-close-days", 0, 365),
        node.list("questions", question -> question(question, seen)));
  }

  private static Settings.SurveyQuestion question(Node given, Set<List<String>> seen) {
    Node node = given.withDefaults("kind = relational");
    String metric = node.oneOf("metric", METRICS);
    Settings.Bounds scale = node.bounds("scale");
    Settings.SurveyQuestion question =
        new Settings.SurveyQuestion(
            node.text("source", Texts.NAME, "the name of a source"),
            node.text("survey"),
            node.text("question"),
            metric,
            orNaN(scale.low()),
            orNaN(scale.high()),
            highIs(node, metric),
            node.optionalNumber("favorable-from"),
            node.oneOf("kind", List.of("relational", "transactional")),
            node.optionalText("touchpoint"),
            node.optionalText("channel"),
            audience(node, metric));
    check(node, question, scale);
    if (!seen.add(List.of(question.source(), question.survey(), question.question()))) {
      node.wrong("question", "“" + question.question() + "” of this survey is listed twice");
    }
    return question;
  }

  private static Optional<String> highIs(Node node, String metric) {
    boolean isEffort = metric.equals("ces");
    Optional<String> highIs = node.optionalOneOf("high-is", List.of("easy", "hard"));
    if (highIs.isPresent() && !isEffort) {
      node.wrong("high-is", "is for metric ces only");
    }
    return isEffort ? highIs.or(() -> Optional.of("easy")) : Optional.empty();
  }

  private static String audience(Node node, String metric) {
    boolean isEmployees = metric.equals("enps");
    Optional<String> audience = node.optionalOneOf("audience", List.of("customer", "employee"));
    if (isEmployees && audience.filter("customer"::equals).isPresent()) {
      node.wrong("audience", "metric enps is of employees; customers have nps");
    }
    return audience.orElse(isEmployees ? "employee" : "customer");
  }

  private static void check(Node node, Settings.SurveyQuestion question, Settings.Bounds scale) {
    if (scale.low() == null || scale.high() == null) {
      return; // told already
    }
    boolean isPromoterScore = question.metric().endsWith("nps");
    if (isPromoterScore && (scale.low() != 0 || scale.high() != 10)) {
      node.wrong("scale", question.metric() + " is asked on [0, 10] only");
    }
    question
        .favorableFrom()
        .filter(from -> from < scale.low() || from > scale.high())
        .ifPresent(from -> node.wrong("favorable-from", from + " is outside the scale"));
  }

  private static double orNaN(Double bound) {
    return bound == null ? Double.NaN : bound;
  }
}
