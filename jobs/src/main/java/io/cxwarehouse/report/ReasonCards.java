package io.cxwarehouse.report;

import io.cxwarehouse.functions.Labels;
import io.cxwarehouse.report.Page.Card;
import io.cxwarehouse.report.Page.Text;
import io.cxwarehouse.report.SupportRows.Stage;
import io.cxwarehouse.report.SupportRows.Topic;
import java.sql.Date;
import java.util.List;
import java.util.Optional;

/** What customers write about, and where on their way they stay behind. */
final class ReasonCards {
  private static final String SHARE = "share";

  private final ReportContext context;

  ReasonCards(ReportContext context) {
    this.context = context;
  }

  Card topics() {
    List<Topic> topics = context.data().topics();
    return Cards.table(
        "topics",
        "What tickets are about",
        "Tickets of "
            + month(topics.stream().findFirst().map(Topic::month))
            + ", and the change of their share against the month before. A ticket may have several topics.",
        "full",
        Cards.rows(
            topics.stream().map(ReasonCards::topic).toList(),
            "Topic",
            "Tickets#",
            "Share of all#",
            "Change#",
            "95 % interval#",
            "Satisfied#",
            "Rated#"),
        Missing.TOPICS);
  }

  private static List<Text> topic(Topic t) {
    boolean isSure = t.low() != null && t.high() != null && (t.low() > 0 || t.high() < 0);
    return List.of(
        Cards.text(
            (t.topic() == null ? "No topic known" : Labels.words(t.topic()))
                + (t.isNew()
                    ? " (new)"
                    : t.topic() != null && t.tickets() == 0 ? " (vanished)" : "")),
        Cards.text(Formats.count(t.tickets())),
        Cards.text(Formats.share(t.share())),
        Cards.text(Formats.change(t.change(), SHARE, ""), isSure ? "" : "unsure"),
        Cards.text(interval(t)),
        Cards.text(t.ratings() == 0 ? null : Formats.share((double) t.satisfied() / t.ratings())),
        Cards.text(Formats.count(t.ratings())));
  }

  private static String interval(Topic t) {
    return t.low() == null || t.high() == null
        ? null
        : Formats.change(t.low(), SHARE, "") + " to " + Formats.change(t.high(), SHARE, "");
  }

  Card journey() {
    List<Stage> stages = context.data().stages();
    return Cards.table(
        "journey",
        "The journey by stage",
        "Customers with a contact of their own in "
            + month(stages.stream().findFirst().map(Stage::month))
            + ", and who of them went on to a later stage.",
        "full",
        Cards.rows(
            stages.stream().map(ReasonCards::stage).toList(),
            "Stage",
            "Customers#",
            "Moved on#",
            "Share#",
            "95 % interval#",
            "Median days#",
            "NPS#",
            "Easy (CES)#"),
        Missing.JOURNEY);
  }

  private static List<Text> stage(Stage s) {
    boolean isKnown = s.movedOn() != null && s.customers() > 0;
    return List.of(
        Cards.text(Labels.words(s.stage())),
        Cards.text(Formats.count(s.customers())),
        Cards.text(Formats.count(s.movedOn())),
        Cards.text(isKnown ? Formats.share((double) s.movedOn() / s.customers()) : null),
        Cards.text(Formats.interval(s.low(), s.high(), SHARE, "")),
        Cards.text(s.medianDays() == null ? null : Formats.decimal(s.medianDays(), 1)),
        Cards.text(said(s.nps(), "score", s.npsAnswers())),
        Cards.text(said(s.ces(), SHARE, s.cesAnswers())));
  }

  private static String said(Double value, String unit, Long answers) {
    return value == null ? null : Formats.value(value, unit, "") + " of " + Formats.count(answers);
  }

  private static String month(Optional<Date> month) {
    return month.map(date -> Formats.month(date.toLocalDate())).orElse("");
  }
}
