package io.cxwarehouse.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.CustomerRows.Churn;
import io.cxwarehouse.report.CustomerRows.Cohort;
import io.cxwarehouse.report.CustomerRows.Reason;
import io.cxwarehouse.report.CustomerRows.Survival;
import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Chart;
import io.cxwarehouse.report.Page.Series;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who stays, who leaves, and what that is worth. */
final class RetentionCards {
  private static final String SUBSCRIPTIONS = "subscriptions";
  private static final int REASONS = 10;

  private final ReportContext context;
  private final Charts charts;

  RetentionCards(ReportContext context, Charts charts) {
    this.context = context;
    this.charts = charts;
  }

  List<Card> cards() {
    String basis =
        context.data().cohorts().stream().anyMatch(c -> c.basis().equals(SUBSCRIPTIONS))
            ? SUBSCRIPTIONS
            : "orders";
    String month =
        context.data().churn().stream()
            .findFirst()
            .map(c -> Formats.month(c.month().toLocalDate()))
            .orElse("");
    return List.of(
        Cards.chart(
            "cohorts",
            "Cohorts: who is still there",
            "Share of the customers of each month ("
                + (basis.equals(SUBSCRIPTIONS) ? "first subscription" : "first order")
                + ") who were active again that many months later. Whole months only.",
            "full",
            cohorts(basis),
            Missing.PURCHASES),
        Cards.chart(
            "mrr-waterfall",
            "What moved recurring revenue" + (month.isEmpty() ? "" : " in " + month),
            "Monthly recurring revenue from the first to the last day of the month, in "
                + context.currency()
                + ". The axis does not begin at 0.",
            "half",
            waterfall(),
            Missing.SUBSCRIPTIONS),
        Cards.chart(
            "revenue-retention",
            "Revenue retention by month",
            "Recurring revenue of a month's start that was kept, without (gross) and with expansion (net).",
            "half",
            charts.course("share", "gross_revenue_retention", "net_revenue_retention"),
            Missing.SUBSCRIPTIONS),
        Cards.chart(
            "reasons",
            "Why customers left",
            "Customers who cancelled in the last twelve whole months, and contacts of deals that were lost.",
            "half",
            reasons(),
            Missing.REASONS),
        Cards.chart(
            "survival",
            "How long customers stay",
            "Share expected to stay longer (Kaplan–Meier, " + basis + "), with the 95 % interval.",
            "half",
            survival(basis),
            Missing.PURCHASES),
        new DriverCards(context).drivers());
  }

  private Chart cohorts(String basis) {
    List<Cohort> all =
        context.data().cohorts().stream().filter(c -> c.basis().equals(basis)).toList();
    int periods = 1 + all.stream().mapToInt(Cohort::period).max().orElse(-1);
    Map<String, List<Series>> cuts = new LinkedHashMap<>();
    charts
        .cuts(all)
        .forEach(
            (segment, rows) -> {
              Map<LocalDate, List<Cohort>> cohorts = new java.util.TreeMap<>();
              rows.forEach(
                  c ->
                      cohorts
                          .computeIfAbsent(c.cohortStart().toLocalDate(), d -> new ArrayList<>())
                          .add(c));
              List<Series> series = new ArrayList<>();
              cohorts.forEach((start, of) -> series.add(cohort(start, of, periods)));
              cuts.put(segment.key(), series);
            });
    return cuts.isEmpty()
        ? null
        : new Chart(
            "heat",
            "share",
            "Months since",
            IntStream.range(0, periods).mapToObj(String::valueOf).toList(),
            cuts);
  }

  private static Series cohort(LocalDate start, List<Cohort> rows, int periods) {
    Double[] rates = new Double[periods];
    Long[] active = new Long[periods];
    for (Cohort row : rows) {
      rates[row.period()] = row.retentionRate();
      active[row.period()] = row.activeCustomers();
    }
    return new Series(
        Formats.month(start) + " · " + Formats.count(rows.get(0).cohortSize()),
        "a",
        Arrays.asList(rates),
        null,
        null,
        Arrays.asList(active));
  }

  private Chart waterfall() {
    Map<String, List<Series>> cuts = new LinkedHashMap<>();
    charts
        .cuts(context.data().churn())
        .forEach(
            (segment, rows) -> {
              Churn c = rows.get(0);
              List<Double> steps = new ArrayList<>();
              steps.add(c.mrrStart());
              steps.add(c.mrrNew());
              steps.add(c.mrrExpansion());
              steps.add(c.mrrReactivation());
              steps.add(negative(c.mrrContraction()));
              steps.add(negative(c.mrrChurn()));
              steps.add(segment.isAll() ? null : c.mrrMoved());
              steps.add(c.mrrEnd());
              cuts.put(segment.key(), List.of(Charts.series("MRR", "a", steps)));
            });
    return cuts.isEmpty()
        ? null
        : new Chart(
            "waterfall",
            "amount",
            "Movement",
            List.of(
                "Start", "New", "Expansion", "Back again", "Contraction", "Churn", "Moved", "End"),
            cuts);
  }

  private static Double negative(Double amount) {
    return amount == null ? null : 0 - amount;
  }

  /** The reasons of most customers, and the rest as one. */
  private static Stream<Reason> most(List<Reason> ofKind) {
    if (ofKind.size() <= REASONS) {
      return ofKind.stream();
    }
    long rest = ofKind.stream().skip(REASONS).mapToLong(Reason::customers).sum();
    Reason other = new Reason(ofKind.get(0).kind(), "other", rest, null, null);
    return Stream.concat(ofKind.stream().limit(REASONS), Stream.of(other));
  }

  private Chart reasons() {
    List<Reason> rows =
        context.data().reasons().stream()
            .filter(r -> !r.kind().equals("survey") && r.customers() != null)
            .collect(groupingBy(Reason::kind, TreeMap::new, toList()))
            .values()
            .stream()
            .flatMap(RetentionCards::most)
            .toList();
    List<String> kinds = List.of("voluntary", "involuntary", "unknown", "lost_deal");
    List<String> roles = List.of("a", "b", "neutral", "d");
    List<String> names =
        rows.stream()
            .sorted(
                java.util.Comparator.comparingInt((Reason r) -> kinds.indexOf(r.kind()))
                    .thenComparing(Reason::customers, java.util.Comparator.reverseOrder()))
            .map(r -> Labels.words(r.reason()))
            .distinct()
            .toList();
    List<Series> series = new ArrayList<>();
    for (String kind : kinds) {
      List<Reason> of = rows.stream().filter(r -> r.kind().equals(kind)).toList();
      if (!of.isEmpty()) {
        Double[] counts = new Double[names.size()];
        of.forEach(
            r -> {
              int at = names.indexOf(Labels.words(r.reason()));
              counts[at] = (counts[at] == null ? 0 : counts[at]) + r.customers();
            });
        series.add(
            Charts.series(
                Labels.words(kind), roles.get(kinds.indexOf(kind)), Arrays.asList(counts)));
      }
    }
    return series.isEmpty()
        ? null
        : new Chart("rows", "customers", "Reason", names, Map.of("", series));
  }

  private Chart survival(String basis) {
    List<Survival> all =
        context.data().survival().stream().filter(s -> s.basis().equals(basis)).toList();
    List<Integer> days = all.stream().map(Survival::day).distinct().sorted().toList();
    Map<String, List<Series>> cuts = new LinkedHashMap<>();
    charts
        .cuts(all)
        .forEach(
            (segment, rows) -> {
              Map<Integer, Survival> byDay = new LinkedHashMap<>();
              rows.forEach(s -> byDay.put(s.day(), s));
              cuts.put(
                  segment.key(),
                  List.of(
                      Charts.series(
                          "Still there",
                          "a",
                          days,
                          byDay,
                          Survival::survival,
                          Survival::low,
                          Survival::high,
                          Survival::atRisk)));
            });
    return cuts.isEmpty()
        ? null
        : new Chart(
            "steps",
            "share",
            "Days since the start",
            days.stream().map(String::valueOf).toList(),
            cuts);
  }
}
