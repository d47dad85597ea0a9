package io.cxwarehouse.report;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Chart;
import io.cxwarehouse.report.Page.Series;
import io.cxwarehouse.report.Page.Table;
import io.cxwarehouse.report.Page.Text;
import io.cxwarehouse.report.SurveyRows.Answers;
import io.cxwarehouse.report.SurveyRows.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What customers answer, and how many of them do. */
final class SurveyCards {
  private static final int SCORES = 11;
  private static final int FROM_PASSIVE = 7;
  private static final int FROM_PROMOTER = 9;

  private final ReportContext context;
  private final Charts charts;

  SurveyCards(ReportContext context, Charts charts) {
    this.context = context;
    this.charts = charts;
  }

  List<Card> cards() {
    List<Card> cards = new ArrayList<>();
    cards.add(
        Cards.chart(
            "nps-answers",
            "How likely to recommend",
            "Answers to NPS questions in the last 28 days: 0 to 6 detractors, 7 and 8 passive, 9 and 10 promoters.",
            "half",
            answers(),
            Missing.SURVEYS));
    cards.add(
        Cards.chart(
            "nps-months",
            "NPS by month",
            "Promoters less detractors per 100 answers, with the 95 % interval.",
            "half",
            charts.course("score", "nps"),
            Missing.SURVEYS));
    cards.add(
        Cards.chart(
            "csat-ces-months",
            "Satisfaction and ease by month",
            "Share of satisfied (CSAT) and of easy answers (CES), with 95 % intervals.",
            "half",
            charts.course("share", "csat", "ces"),
            Missing.SURVEYS));
    cards.add(
        Cards.chart(
            "response-months",
            "Response rate by month",
            "Delivered invitations that were answered, by the month of sending; the latest weeks are left out until they are decided.",
            "half",
            charts.course("share", "survey_response_rate"),
            Missing.INVITATIONS));
    cards.add(
        Cards.table(
            "respondents",
            "Who answers",
            "Delivered invitations of the latest decided month, and who answered them. Weighted: NPS as if all kinds of customers had answered alike.",
            "full",
            respondents(),
            Missing.RESPONDENTS));
    return cards;
  }

  private Table respondents() {
    List<List<Text>> rows = new ArrayList<>();
    for (Group g : context.data().respondents()) {
      boolean isAll = g.segmentName().equals("all");
      rows.add(
          List.of(
              Cards.text(isAll ? "All" : Labels.words(g.segmentName())),
              Cards.text(isAll ? "" : g.segmentValue()),
              Cards.text(Formats.month(g.month().toLocalDate())),
              Cards.text(Formats.count(g.invited())),
              Cards.text(Formats.count(g.responded())),
              Cards.text(Formats.share((double) g.responded() / g.invited())),
              Cards.text(Formats.interval(g.low(), g.high(), "share", "")),
              Cards.text(g.nps() == null ? null : score(g.nps()) + " of " + g.npsAnswers()),
              Cards.text(weighted(g))));
    }
    return Cards.rows(
        rows,
        "By",
        "Group",
        "Month",
        "Invited#",
        "Answered#",
        "Share#",
        "95 % interval#",
        "NPS#",
        "NPS weighted#");
  }

  private static String weighted(Group g) {
    if (g.npsPostStratified() == null) {
      return null;
    }
    String interval =
        Formats.interval(g.npsPostStratifiedCiLow(), g.npsPostStratifiedCiHigh(), "score", "");
    return score(g.npsPostStratified()) + (interval.isEmpty() ? "" : " (" + interval + ")");
  }

  private static String score(Double nps) {
    return Formats.value(nps, "score", "");
  }

  private Chart answers() {
    Map<String, List<Series>> cuts = new LinkedHashMap<>();
    charts
        .cuts(context.data().answers())
        .forEach(
            (segment, rows) -> {
              List<Double> counts =
                  Charts.counts(SCORES, rows, Answers::score, row -> row.answers().doubleValue());
              cuts.put(
                  segment.key(),
                  List.of(
                      part("Detractors", "bad", counts, 0, FROM_PASSIVE),
                      part("Passives", "neutral", counts, FROM_PASSIVE, FROM_PROMOTER),
                      part("Promoters", "good", counts, FROM_PROMOTER, SCORES)));
            });
    return cuts.isEmpty()
        ? null
        : new Chart(
            "stack",
            "answers",
            "Score",
            IntStream.range(0, SCORES).mapToObj(String::valueOf).toList(),
            cuts);
  }

  private static Series part(String name, String role, List<Double> counts, int from, int to) {
    List<Double> values = new ArrayList<>(java.util.Collections.nCopies(SCORES, (Double) null));
    IntStream.range(from, to).forEach(score -> values.set(score, counts.get(score)));
    return Charts.series(name, role, values);
  }
}
