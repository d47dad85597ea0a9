package io.cxwarehouse.report;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.ChannelRows.Chatbot;
import io.cxwarehouse.report.ChannelRows.Experience;
import io.cxwarehouse.report.ChannelRows.Social;
import io.cxwarehouse.report.ChannelRows.Web;
import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Chart;
import io.cxwarehouse.report.Page.Series;
import io.cxwarehouse.report.Page.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Website, social networks, chatbots and experiments. */
final class ChannelCards {
  private final ReportContext context;

  ChannelCards(ReportContext context) {
    this.context = context;
  }

  List<Card> cards() {
    return List.of(
        Cards.chart(
            "web",
            "Website",
            "Sessions that were engaged, and checkouts that were begun and not paid, by month.",
            "half",
            web(),
            Missing.WEB),
        Cards.chart(
            "chatbot",
            "Chatbot",
            "Conversations never handed over to an agent, turns in which the bot did not understand, and answers rated thumbs up.",
            "half",
            chatbot(),
            Missing.CHATBOT),
        Cards.chart(
            "mentions",
            "What is said on social networks",
            "Mentions of the company by sentiment, by month.",
            "half",
            mentions(),
            Missing.SOCIAL),
        Cards.chart(
            "engagement",
            "How posts are received",
            "Likes, shares and comments per impression, by network and month.",
            "half",
            engagement(),
            Missing.SOCIAL),
        Cards.table(
            "experiments",
            "Experiments",
            "Conversion against the control. The interval may be looked at every day; it comes once both sides have ten conversions and the windows of all users are over. The numbers are those up to the date that is named.",
            "full",
            experiments(),
            Missing.EXPERIMENTS),
        new ReasonCards(context).journey());
  }

  private Chart web() {
    Map<LocalDate, Web> rows = new LinkedHashMap<>();
    context.data().web().forEach(w -> rows.put(w.month().toLocalDate(), w));
    return months(
        "line",
        "share",
        rows,
        shares("Engaged sessions", "a", rows, Web::engaged, Web::engagementKnown),
        shares(
            "Checkouts abandoned", "b", rows, w -> w.checkouts() - w.purchases(), Web::checkouts));
  }

  private Chart chatbot() {
    Map<LocalDate, Chatbot> rows = new LinkedHashMap<>();
    context.data().chatbot().forEach(c -> rows.put(c.month().toLocalDate(), c));
    return months(
        "line",
        "share",
        rows,
        shares("Contained", "a", rows, Chatbot::contained, Chatbot::handoverKnown),
        shares("Not understood", "b", rows, Chatbot::fallbacks, Chatbot::fallbackKnown),
        shares("Thumbs up", "c", rows, Chatbot::thumbsUp, Chatbot::ratings));
  }

  private Chart mentions() {
    Map<LocalDate, List<Social>> rows = new LinkedHashMap<>();
    context.data().social().stream()
        .filter(s -> s.mentions() != null)
        .forEach(s -> rows.computeIfAbsent(s.month().toLocalDate(), m -> new ArrayList<>()).add(s));
    return months(
        "stack",
        "mentions",
        rows,
        sums("Negative", "bad", rows, Social::negative),
        sums("Neutral", "neutral", rows, Social::neutral),
        sums("Positive", "good", rows, Social::positive));
  }

  private Chart engagement() {
    List<Series> series = new ArrayList<>();
    Map<LocalDate, Social> months = new java.util.TreeMap<>();
    List<Social> rated =
        context.data().social().stream().filter(s -> s.impressions() != null).toList();
    rated.forEach(s -> months.put(s.month().toLocalDate(), s));
    List<String> networks = rated.stream().map(Social::network).distinct().sorted().toList();
    for (String network : networks) {
      Map<LocalDate, Social> rows = new LinkedHashMap<>();
      months.keySet().forEach(month -> rows.put(month, null));
      rated.stream()
          .filter(s -> s.network().equals(network))
          .forEach(s -> rows.put(s.month().toLocalDate(), s));
      series.add(
          shares(
              Labels.words(network),
              List.of("a", "b", "c", "d").get(networks.indexOf(network) % 4),
              rows,
              Social::engagements,
              Social::impressions));
    }
    return months("line", "share", months, series.toArray(Series[]::new));
  }

  private static <R> Series shares(
      String name,
      String role,
      Map<LocalDate, R> rows,
      Function<R, Long> part,
      Function<R, Long> whole) {
    List<Double> values = new ArrayList<>();
    List<Long> counted = new ArrayList<>();
    for (R row : months(rows)) {
      Long of = row == null ? null : whole.apply(row);
      values.add(of == null || of == 0 ? null : (double) part.apply(row) / of);
      counted.add(of);
    }
    return new Series(name, role, values, null, null, counted);
  }

  private static Series sums(
      String name, String role, Map<LocalDate, List<Social>> rows, Function<Social, Long> count) {
    List<Double> values = new ArrayList<>();
    for (List<Social> row : months(rows)) {
      values.add(
          row == null
              ? null
              : row.stream()
                  .map(count)
                  .filter(Objects::nonNull)
                  .reduce(Long::sum)
                  .map(Long::doubleValue)
                  .orElse(null));
    }
    return Charts.series(name, role, values);
  }

  private static <R> List<R> months(Map<LocalDate, R> rows) {
    return Charts.each(axis(rows), rows, Function.identity());
  }

  private static List<LocalDate> axis(Map<LocalDate, ?> rows) {
    return Charts.months(rows.keySet().stream().map(java.sql.Date::valueOf));
  }

  private static Chart months(String kind, String unit, Map<LocalDate, ?> rows, Series... series) {
    return rows.isEmpty()
        ? null
        : new Chart(
            kind,
            unit,
            "Month",
            axis(rows).stream().map(Formats::month).toList(),
            Charts.uncut(Stream.of(series).toArray(Series[]::new)));
  }

  private Page.Table experiments() {
    List<List<Text>> rows = new ArrayList<>();
    for (Experience e : context.data().experiences()) {
      rows.add(
          List.of(
              Cards.text(named(e.experienceId())),
              Cards.text(named(e.variationId()) + (e.isControl() ? " (control)" : "")),
              Cards.text(Formats.day(e.metricDate().toLocalDate())),
              Cards.text(Formats.count(e.users())),
              Cards.text(Formats.count(e.converted())),
              Cards.text(
                  e.users() == null || e.users() == 0 || e.converted() == null
                      ? Formats.NONE
                      : Formats.share((double) e.converted() / e.users())),
              Cards.text(e.uplift() == null ? Formats.NONE : uplift(e.uplift())),
              Cards.text(
                  e.low() == null || e.high() == null
                      ? Formats.NONE
                      : uplift(e.low()) + " to " + uplift(e.high())),
              verdict(e)));
    }
    return Cards.rows(
        rows,
        "Experience",
        "Variation",
        "Up to",
        "Users#",
        "Converted#",
        "Rate#",
        "Uplift#",
        "95 % interval#",
        "Verdict");
  }

  private static Text verdict(Experience e) {
    if (e.isControl()) {
      return Cards.text("");
    }
    if (e.isSampleRatioMismatch()) {
      return Cards.text("void: users are not split as planned", "bad");
    }
    if (e.converted() == null) {
      return Cards.text("unknown: no activities are delivered", "unsure");
    }
    if (e.low() == null || e.high() == null) {
      return Cards.text("too early to tell", "unsure");
    }
    return e.low() > 0
        ? Cards.text("better than the control", "good")
        : e.high() < 0
            ? Cards.text("worse than the control", "bad")
            : Cards.text("not decided", "unsure");
  }

  private static String uplift(double value) {
    return Formats.change(value, "share", "").replace("pts", "%");
  }

  /** Without the source that stands before it. */
  private static String named(String id) {
    return id.substring(id.indexOf(':') + 1);
  }
}
