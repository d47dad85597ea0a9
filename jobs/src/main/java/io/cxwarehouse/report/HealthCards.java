package io.cxwarehouse.report;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.ForecastRows.Health;
import io.cxwarehouse.report.ForecastRows.HealthModel;
import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Text;
import java.util.List;

/** Who is likely to leave and why, and how well the models told it before. */
final class HealthCards {
  private final ReportContext context;

  HealthCards(ReportContext context) {
    this.context = context;
  }

  List<Card> cards() {
    return List.of(
        Cards.table(
            "health",
            "Who is likely to leave",
            "Subscribers by what raises their risk of leaving within 90 days most; at risk are those with at least health.at-risk-lift (2) times the average risk. Reasons are associations, not causes; amounts in "
                + context.currency()
                + ".",
            "full",
            Cards.rows(
                context.data().health().stream().map(HealthCards::reason).toList(),
                "Main reason",
                "Customers#",
                "At risk#",
                "Mean probability#",
                "Recurring revenue at risk#"),
            Missing.HEALTH),
        Cards.table(
            "health-models",
            "How well leaving is told",
            "The models on customers of a later date than they learnt from. A Brier score below that of the average serves, if chance does not explain it.",
            "full",
            Cards.rows(
                context.data().healthModels().stream().map(HealthCards::model).toList(),
                "Model",
                "State",
                "Customers tested#",
                "left#",
                "Brier score#",
                "of the average#",
                "AUC-PR#",
                "Calibration slope#",
                "Why not"),
            Missing.HEALTH));
  }

  private static List<Text> reason(Health h) {
    return List.of(
        Cards.text(
            h.reason() == null
                ? "Nothing raises it"
                : h.reason().equals("all") ? "All subscribers" : Labels.words(h.reason())),
        Cards.text(Formats.count(h.customers())),
        Cards.text(Formats.count(h.atRisk())),
        Cards.text(Formats.share(h.probability())),
        Cards.text(h.mrr() == null ? Formats.NONE : Formats.decimal(h.mrr(), 0)));
  }

  private static List<Text> model(HealthModel m) {
    boolean isOk = m.fitStatus().equals("ok");
    return List.of(
        Cards.text(Labels.words(m.model())),
        Cards.text(
            isOk && m.isPublished() ? "ok, serves" : Labels.words(m.fitStatus()),
            isOk ? "good" : "unsure"),
        Cards.text(Formats.count(m.testRows())),
        Cards.text(m.baseRate() == null ? Formats.NONE : Formats.share(m.baseRate())),
        Cards.text(number(m.brierScore(), 4)),
        Cards.text(number(m.baseRateBrierScore(), 4)),
        Cards.text(number(m.aucPr(), 3)),
        Cards.text(number(m.calibrationSlope(), 2)),
        Cards.text(m.message() == null ? "" : m.message()));
  }

  private static String number(Double value, int digits) {
    return value == null ? Formats.NONE : Formats.decimal(value, digits);
  }
}
