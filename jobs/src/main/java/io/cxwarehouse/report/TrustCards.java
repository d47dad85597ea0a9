package io.cxwarehouse.report;

import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Text;
import io.cxwarehouse.report.TrustRows.Agreement;
import io.cxwarehouse.report.TrustRows.Settling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Why other screens say otherwise, and how much young numbers still move. */
final class TrustCards {
  private static final Map<String, String> SYSTEMS =
      Map.of(
          "zendesk_explore", "Zendesk Explore",
          "freshdesk_analytics", "Freshdesk Analytics",
          "stripe_billing", "Stripe",
          "chartmogul", "ChartMogul");

  private final ReportContext context;

  TrustCards(ReportContext context) {
    this.context = context;
  }

  List<Card> cards() {
    return List.of(agreement(), settling());
  }

  private Card agreement() {
    return Cards.table(
        "agreement",
        "Agreement with the vendors' screens",
        "The latest whole month under the vendors' definitions beside ours. gold.kpi_reconciliation_item names the tickets and customers that are counted differently.",
        "full",
        Cards.rows(
            context.data().agreements().stream().map(this::agreement).toList(),
            "Screen",
            "Month",
            "Measure",
            "There#",
            "Here#",
            "Difference#",
            "Counted differently#",
            "Why"),
        Missing.AGREEMENT);
  }

  private List<Text> agreement(Agreement a) {
    return List.of(
        Cards.text(SYSTEMS.getOrDefault(a.system(), a.system())),
        Cards.text(Formats.month(a.month().toLocalDate())),
        Cards.text(context.label(a.measure())),
        Cards.text(Formats.value(a.vendorValue(), a.unit(), context.currency())),
        Cards.text(Formats.value(a.ourValue(), a.unit(), context.currency())),
        Cards.text(Formats.change(a.difference(), a.unit(), context.currency())),
        Cards.text(Formats.count(a.differingIds())),
        Cards.text(a.reasons() == null ? null : a.reasons().replace('_', ' ')));
  }

  private Card settling() {
    Map<String, List<Settling>> byKpi = new LinkedHashMap<>();
    context
        .data()
        .settling()
        .forEach(s -> byKpi.computeIfAbsent(s.kpi(), kpi -> new ArrayList<>()).add(s));
    List<List<Text>> rows = new ArrayList<>();
    byKpi.forEach(
        (kpi, ages) -> {
          if (ages.stream().anyMatch(s -> s.most() > 0)) {
            rows.add(settling(kpi, ages));
          }
        });
    return rows.isEmpty() && !byKpi.isEmpty()
        ? Card.none("settling", "How much young numbers still move", "No number has moved.")
        : Cards.table(
            "settling",
            "How much young numbers still move",
            "Totals over 28 days as they were told at the age that the scorecard shows, and later, beside what they are now: the usual movement (median of the nights), and what nine of ten do not exceed.",
            "full",
            Cards.rows(
                rows,
                "KPI",
                "Age, days#",
                "Usually#",
                "9 of 10#",
                "7 days later#",
                "14#",
                "28#",
                "Nights#"),
            Missing.SETTLING);
  }

  private List<Text> settling(String kpi, List<Settling> ages) {
    Settling first = ages.get(0);
    return List.of(
        Cards.text(context.label(kpi)),
        Cards.text(first.later() == 0 ? Formats.count(first.age().longValue()) : null),
        Cards.text(usual(ages, 0)),
        Cards.text(most(ages, 0)),
        Cards.text(usual(ages, 7)),
        Cards.text(usual(ages, 14)),
        Cards.text(usual(ages, 28)),
        Cards.text(Formats.count(first.nights())));
  }

  private String usual(List<Settling> ages, int later) {
    return at(ages, later, Settling::usual);
  }

  private String most(List<Settling> ages, int later) {
    return at(ages, later, Settling::most);
  }

  private String at(List<Settling> ages, int later, Function<Settling, Double> which) {
    return ages.stream()
        .filter(s -> s.later() == later)
        .findFirst()
        .map(s -> "±" + Formats.change(which.apply(s), s.unit(), context.currency()).substring(1))
        .orElse(null);
  }
}
