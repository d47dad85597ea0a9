package io.cxwarehouse.report;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.ForecastRows.Model;
import io.cxwarehouse.report.ForecastRows.Stake;
import io.cxwarehouse.report.ForecastRows.Tier;
import io.cxwarehouse.report.ForecastRows.Week;
import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Chart;
import io.cxwarehouse.report.Page.Series;
import io.cxwarehouse.report.Page.Text;
import io.cxwarehouse.report.ScoreRows.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What customers are worth, and whether to trust the forecast. */
final class ValueCards {
  private static final List<String> TIERS = List.of("high", "medium", "low", "unknown");

  private final ReportContext context;
  private final Charts charts;

  ValueCards(ReportContext context, Charts charts) {
    this.context = context;
    this.charts = charts;
  }

  List<Card> cards() {
    return List.of(
        Cards.chart(
            "tiers",
            "Who is expected to bring the value",
            "Share of customers and of the margin expected of them in the next twelve months; high are the top 20 %, medium the next 30 %.",
            "half",
            tiers(),
            Missing.VALUE),
        Cards.chart(
            "tracking",
            "Expected against actual orders",
            "Repeat orders since the first one, and what the model expected from first orders alone; it never saw the last weeks (forecast)."
                + tracked(),
            "half",
            tracking(),
            Missing.VALUE),
        Cards.table(
            "tier-table",
            "Tiers in numbers",
            "All customers; amounts in " + context.currency() + ".",
            "full",
            tierRows(),
            Missing.VALUE),
        Cards.table(
            "stake",
            "Revenue at stake",
            "Customers who were let down in the last 90 days (detractors whom nobody answered, promises broken) or are likely to leave (low health). Who is in several stands in each and once in the last row; amounts in "
                + context.currency()
                + ".",
            "full",
            stakes(),
            Missing.STAKE),
        Cards.table(
            "models",
            "Health of the models",
            "Only fits that are ok ever serve scores.",
            "full",
            models(),
            Missing.VALUE));
  }

  private Chart tiers() {
    Map<String, List<Series>> cuts = new LinkedHashMap<>();
    charts
        .cuts(context.data().tiers())
        .forEach(
            (segment, rows) -> {
              double customers = rows.stream().mapToDouble(Tier::customers).sum();
              double value =
                  rows.stream().map(Tier::clv).filter(Objects::nonNull).mapToDouble(v -> v).sum();
              Double[] ofCustomers = new Double[TIERS.size() - 1];
              Double[] ofValue = new Double[TIERS.size() - 1];
              for (Tier tier : rows) {
                int at = TIERS.indexOf(tier.tier());
                if (at < ofValue.length) {
                  ofCustomers[at] = tier.customers() / customers;
                  ofValue[at] = value > 0 && tier.clv() != null ? tier.clv() / value : null;
                }
              }
              cuts.put(
                  segment.key(),
                  List.of(
                      Charts.series("Customers", "neutral", Arrays.asList(ofCustomers)),
                      Charts.series("Expected margin", "a", Arrays.asList(ofValue))));
            });
    return context.data().tiers().stream().allMatch(t -> t.clv() == null)
        ? null
        : new Chart("bars", "share", "Tier", List.of("High", "Medium", "Low"), cuts);
  }

  private Page.Table tierRows() {
    List<List<Text>> rows = new ArrayList<>();
    for (String name : TIERS) {
      context.data().tiers().stream()
          .filter(t -> t.segment().isAll() && t.tier().equals(name))
          .forEach(
              t ->
                  rows.add(
                      List.of(
                          Cards.text(name.equals("unknown") ? "Not scored" : Labels.words(name)),
                          Cards.text(Formats.count(t.customers())),
                          Cards.text(amount(t.clv())),
                          Cards.text(amount(t.clv() == null ? null : t.clv() / t.customers())),
                          Cards.text(t.pAlive() == null ? Formats.NONE : Formats.share(t.pAlive())),
                          Cards.text(amount(t.historicalValue())))));
    }
    return Cards.rows(
        rows,
        "Tier",
        "Customers#",
        "Expected margin#",
        "per customer#",
        "Still buying#",
        "Revenue so far#");
  }

  private Page.Table stakes() {
    Double all =
        context.data().scores().stream()
            .filter(s -> s.kpi().equals("mrr") && s.segment().isAll())
            .findFirst()
            .map(Score::value)
            .orElse(null);
    List<List<Text>> rows = new ArrayList<>();
    for (Stake stake : context.data().stakes()) {
      rows.add(
          List.of(
              Cards.text(
                  stake.reason().equals("any") ? "Any of them" : Labels.words(stake.reason())),
              Cards.text(Formats.count(stake.customers())),
              Cards.text(Formats.count(stake.customersKnown())),
              Cards.text(amount(stake.mrr())),
              Cards.text(
                  stake.mrr() == null || all == null || all <= 0
                      ? Formats.NONE
                      : Formats.share(stake.mrr() / all)),
              Cards.text(amount(stake.clv())),
              Cards.text(Formats.count(stake.clvCustomers()))));
    }
    return Cards.rows(
        rows,
        "Why",
        "Customers#",
        "of whom it is known#",
        "Recurring revenue#",
        "of all#",
        "Expected margin#",
        "known of#");
  }

  private static String amount(Double value) {
    return value == null ? Formats.NONE : Formats.decimal(value, 0);
  }

  /** The model that is drawn. */
  private String model() {
    return context.data().tracking().stream().findFirst().map(Week::model).orElse("");
  }

  private String tracked() {
    boolean isServing =
        context.data().models().stream()
            .anyMatch(m -> m.model().equals(model()) && m.isPublished());
    return " Model: " + model() + (isServing ? "." : ", which serves no scores.");
  }

  private Chart tracking() {
    String model = model();
    List<Week> weeks =
        context.data().tracking().stream().filter(w -> w.model().equals(model)).toList();
    List<Double> actual =
        weeks.stream().map(w -> (Double) w.actualCumulative().doubleValue()).toList();
    List<Double> fitted = new ArrayList<>();
    List<Double> forecast = new ArrayList<>();
    for (int i = 0; i < weeks.size(); i++) {
      boolean isNextHoldout = i + 1 < weeks.size() && weeks.get(i + 1).isHoldout();
      fitted.add(weeks.get(i).isHoldout() ? null : weeks.get(i).expectedCumulative());
      forecast.add(
          weeks.get(i).isHoldout() || isNextHoldout ? weeks.get(i).expectedCumulative() : null);
    }
    return weeks.isEmpty()
        ? null
        : new Chart(
            "line",
            "orders",
            "Week up to",
            weeks.stream().map(w -> Formats.day(w.weekEnd().toLocalDate())).toList(),
            Charts.uncut(
                Charts.series("Actual", "a", actual),
                Charts.series("Expected", "neutral", fitted),
                Charts.series("Forecast", "b", forecast)));
  }

  private Page.Table models() {
    List<List<Text>> rows = new ArrayList<>();
    for (Model m : context.data().models()) {
      rows.add(
          List.of(
              Cards.text(m.model()),
              Cards.text(
                  m.fitStatus().equals("ok") && m.isPublished()
                      ? "ok, serves"
                      : Labels.words(m.fitStatus()),
                  m.fitStatus().equals("ok") ? "good" : "unsure"),
              Cards.text(Formats.count(m.customers())),
              Cards.text(
                  m.holdoutBias() == null
                      ? Formats.NONE
                      : Formats.change(m.holdoutBias(), "share", "").replace("pts", "%")),
              Cards.text(
                  m.holdoutCorrelation() == null
                      ? Formats.NONE
                      : Formats.decimal(m.holdoutCorrelation(), 2)),
              Cards.text(m.message() == null ? "" : m.message())));
    }
    return Cards.rows(
        rows, "Model", "State", "Customers#", "Forecast off by#", "Correlation#", "Why not");
  }
}
