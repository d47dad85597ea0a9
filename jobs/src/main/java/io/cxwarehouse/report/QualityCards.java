package io.cxwarehouse.report;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Chart;
import io.cxwarehouse.report.Page.Series;
import io.cxwarehouse.report.Page.Text;
import io.cxwarehouse.report.SurveyRows.Employees;
import io.cxwarehouse.report.TrustRows.CheckFound;
import io.cxwarehouse.report.TrustRows.Deliveries;
import io.cxwarehouse.report.TrustRows.Rejected;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Employees, and whether the numbers can be trusted. */
final class QualityCards {
  private static final int CHECKS = 25;

  private final ReportContext context;
  private final Charts charts;

  QualityCards(ReportContext context, Charts charts) {
    this.context = context;
    this.charts = charts;
  }

  List<Card> employees() {
    return List.of(
        Cards.chart(
            "enps-months",
            "eNPS by month",
            "Employees' promoters less detractors per 100 answers of closed months, with the 95 % interval.",
            "half",
            charts.course("score", "enps"),
            Missing.EMPLOYEES),
        Cards.table(
            "enps-groups",
            "eNPS by department and location",
            "The latest closed month. Groups that could be told apart are hidden, and with them others of the same total.",
            "half",
            groups(),
            Missing.EMPLOYEES));
  }

  private Page.Table groups() {
    List<List<Text>> rows = new ArrayList<>();
    for (Employees e : context.data().employees()) {
      if (!e.segmentName().equals("all")) {
        rows.add(
            List.of(
                Cards.text(Labels.words(e.segmentName())),
                Cards.text(e.segmentValue()),
                Cards.text(e.suppressed() ? Formats.NONE : Formats.count(e.answers())),
                e.suppressed()
                    ? Cards.text("hidden", "unsure")
                    : Cards.text(Formats.value(e.enps(), "score", "")),
                Cards.text(Formats.interval(e.low(), e.high(), "score", ""))));
      }
    }
    return Cards.rows(rows, "By", "Group", "Answers#", "eNPS#", "95 % interval#");
  }

  List<Card> quality() {
    int checked = context.data().checks().size();
    long found = context.data().checks().stream().filter(c -> c.offences() > 0).count();
    boolean isEmpty = context.data().deliveries().isEmpty();
    return List.of(
        Cards.table(
            "freshness",
            "Freshness",
            "The newest delivery of each source up to now, and how many days it lies before the date of the report.",
            "half",
            freshness(),
            Missing.DELIVERIES),
        context.data().rejected().isEmpty() && !isEmpty
            ? Card.none("rejected", "Rejected rows by reason", "No row was rejected.")
            : Cards.chart(
                "rejected",
                "Rejected rows by reason",
                "Rows that could not be read or conformed, since the first delivery. They are in ops.rejected_record, with what is wrong.",
                "half",
                rejected(),
                Missing.DELIVERIES),
        found == 0 && checked > 0
            ? Card.none("checks", "Checks", "All " + checked + " checks passed.")
            : Cards.table(
                "checks",
                "Checks that found something",
                "Of "
                    + checked
                    + " checks "
                    + found
                    + " found something. Failed ones hold tables back; warnings do not.",
                "half",
                checks(),
                Missing.DELIVERIES),
        context.data().restatements().isEmpty() && !isEmpty
            ? Card.none(
                "restatements", "Restatements", "No published number has changed afterwards.")
            : Cards.table(
                "restatements",
                "Restatements",
                "Published numbers that changed afterwards, the latest runs first.",
                "half",
                restatements(),
                Missing.DELIVERIES));
  }

  private Page.Table freshness() {
    List<List<Text>> rows = new ArrayList<>();
    for (Deliveries d : context.data().deliveries()) {
      Long days =
          d.newest() == null
              ? null
              : ChronoUnit.DAYS.between(d.newest().toLocalDate(), context.asOf());
      rows.add(
          List.of(
              Cards.text(d.source()),
              Cards.text(days == null ? Formats.NONE : Formats.day(d.newest().toLocalDate())),
              Cards.text(
                  days == null ? Formats.NONE : Formats.count(Math.max(days, 0)),
                  days == null || days > 7 ? "bad" : days > 2 ? "unsure" : "good"),
              Cards.text(Formats.count(d.files())),
              Cards.text(Formats.count(d.taken())),
              Cards.text(Formats.count(d.refused()), d.refused() > 0 ? "bad" : "")));
    }
    return Cards.rows(
        rows, "Source", "Newest delivery", "Days before#", "Files#", "Rows#", "Files refused#");
  }

  private Chart rejected() {
    List<Rejected> all = context.data().rejected();
    List<String> reasons = all.stream().map(Rejected::reason).distinct().toList();
    List<String> sources = all.stream().map(Rejected::source).distinct().toList();
    List<Series> series = new ArrayList<>();
    List<String> largest = sources.size() > 4 ? sources.subList(0, 4) : sources;
    for (String source : largest) {
      series.add(
          rejected(
              source,
              roles(series.size()),
              reasons,
              all.stream().filter(r -> source.equals(r.source())).toList()));
    }
    if (largest.size() < sources.size()) {
      series.add(
          rejected(
              "others",
              "neutral",
              reasons,
              all.stream().filter(r -> !largest.contains(r.source())).toList()));
    }
    return reasons.isEmpty()
        ? null
        : new Chart(
            "rows",
            "rows",
            "Reason",
            reasons.stream().map(Labels::words).toList(),
            Map.of("", series));
  }

  private static String roles(int place) {
    return List.of("a", "b", "c", "d").get(place);
  }

  private static Series rejected(
      String name, String role, List<String> reasons, List<Rejected> rows) {
    Double[] counts = new Double[reasons.size()];
    for (Rejected row : rows) {
      int at = reasons.indexOf(row.reason());
      counts[at] = (counts[at] == null ? 0 : counts[at]) + row.records();
    }
    return Charts.series(name, role, Arrays.asList(counts));
  }

  private Page.Table checks() {
    List<List<Text>> rows = new ArrayList<>();
    for (CheckFound c : context.data().checks()) {
      if (c.offences() > 0 && rows.size() < CHECKS) {
        rows.add(
            List.of(
                Cards.text(c.table()),
                Cards.text(
                    c.severity().equals("fail") ? "failed" : "warning",
                    c.severity().equals("fail") ? "bad" : "unsure"),
                Cards.text(Formats.count(c.offences())),
                Cards.text(c.description())));
      }
    }
    return Cards.rows(rows, "Table", "Kind", "Rows#", "What it says");
  }

  private Page.Table restatements() {
    List<List<Text>> rows = new ArrayList<>();
    context
        .data()
        .restatements()
        .forEach(
            r ->
                rows.add(
                    List.of(
                        Cards.text(r.runId()),
                        Cards.text(r.table()),
                        Cards.text(r.cause()),
                        Cards.text(Formats.count(r.changes())))));
    return Cards.rows(rows, "Run", "Table", "What moved", "Values#");
  }
}
