package io.cxwarehouse.report;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.CustomerRows.Driver;
import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Text;
import java.util.List;

/** What customers met, beside what they did afterwards. */
final class DriverCards {
  private static final double SURE = 0.05;

  private final ReportContext context;

  DriverCards(ReportContext context) {
    this.context = context;
  }

  Card drivers() {
    return Cards.table(
        "drivers",
        "What goes with leaving, and with buying again",
        "What customers met in 90 days, and what they did after these. Above 1 the outcome is likelier, below 1 less likely, where a customer met one"
            + " standard deviation more; customers of equal tenure, orders and plan are compared. This is association, not cause."
            + " What chance may explain stands in grey.",
        "full",
        Cards.rows(
            context.data().drivers().stream().map(DriverCards::driver).toList(),
            "Outcome",
            "What customers met",
            "Customers#",
            "Odds ratio#",
            "95 % interval#",
            "q value#",
            "Correlation#",
            "To know"),
        Missing.DRIVERS);
  }

  private static List<Text> driver(Driver d) {
    String tone = d.qValue() == null || d.qValue() > SURE ? "unsure" : "";
    return List.of(
        Cards.text(
            Labels.words(d.outcome()) + " after " + Formats.day(d.windowEnd().toLocalDate())),
        Cards.text(Labels.words(d.driver()), tone),
        Cards.text(Formats.count(d.customers())),
        Cards.text(number(d.oddsRatio(), 2), tone),
        Cards.text(
            d.low() == null || d.high() == null
                ? null
                : number(d.low(), 2) + " to " + number(d.high(), 2),
            tone),
        Cards.text(
            d.qValue() != null && d.qValue() < 0.001 ? "below 0.001" : number(d.qValue(), 3), tone),
        Cards.text(number(d.correlation(), 2)),
        Cards.text(remark(d)));
  }

  private static String number(Double value, int places) {
    return value == null ? null : Formats.decimal(value, places);
  }

  private static String remark(Driver d) {
    if (!d.fitStatus().equals("ok")) {
      return Labels.words(d.fitStatus()) + ": " + d.message();
    }
    return d.reversedBy() == null
        ? ""
        : "The other way round within values of " + d.reversedBy().replace('_', ' ');
  }
}
