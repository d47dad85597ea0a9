package io.cxwarehouse.generate;

/** What visitors of the website say: a survey whose questions are its columns, and a widget. */
final class HotjarWriter implements SourceWriter {
  static final String SURVEY = "website-nps";
  static final String WIDGET = "website-feedback";
  static final String QUESTION = "How likely are you to recommend us?";

  private static final String HEAD =
      "Number,User,Date Submitted,Country,Source URL,Device,Browser,OS,Hotjar User ID,user_id";
  private static final String REASON = "Was war der \"Hauptgrund\" für Ihre Bewertung?";
  private static final String[] PAGES = {"/", "/checkout", "/account", "/products/sensor-s1"};
  private static final double DAYS_BETWEEN = 160;
  private static final int ANSWERS_PER_CUSTOMER = 64;
  private static final int DAY = 86_400;

  private final Part part;
  private final Feed survey;
  private final Feed feedback;

  HotjarWriter(Part part) {
    this.part = part;
    String questions = ",\"" + QUESTION + "\",\"" + REASON.replace("\"", "\"\"") + "\"";
    this.survey = part.feed("survey", EntityFormat.csv(HEAD + questions, SURVEY), false);
    this.feedback =
        part.feed("feedback", EntityFormat.csv(HEAD + ",Emotion,Message", WIDGET), false);
  }

  @Override
  public void company() {}

  @Override
  public void customer(CustomerLife life) {
    Person person = life.person();
    Draw draw = Draw.of(part.company().options().seed(), "website".hashCode(), person.number());
    long end = Math.min(part.company().endTime(), life.leftAt());
    long at = person.acquiredAt();
    for (int i = 0; i < ANSWERS_PER_CUSTOMER; i++) {
      at += 3600 + (long) (DAY * draw.exponential(DAYS_BETWEEN));
      if (at >= end) {
        return;
      }
      int number = 1 + person.number() * ANSWERS_PER_CUSTOMER + i;
      if (draw.chance(0.6)) {
        answer(person, number, at, draw);
      } else {
        emotion(person, number, at, draw);
      }
    }
  }

  private void answer(Person person, int number, long at, Draw draw) {
    double score = 0.6 * person.mood() + 0.8 * draw.normal();
    int nps = SurveyLife.scale(0, SurveyLife.NPS_CUTS, score);
    boolean isKnown = draw.chance(0.5);
    int page = draw.below(PAGES.length);
    String reason = draw.chance(0.3) ? "Schnell, freundlich; \"gerne wieder\"." : null;
    if (survey.record().version(at, Feed.LAST)) {
      head(survey, person, isKnown, page, number, at).number(nps).text(reason);
      survey.end();
    }
    if (survey.bad(at)) {
      boolean isBeyond = part.chaos().chance(0.5);
      CsvRow row = head(survey, person, isKnown, page, -number, at);
      row.text(isBeyond ? "11" : "ten").empty();
      survey.endBad(isBeyond ? "out_of_scale" : "bad_type");
    }
  }

  private void emotion(Person person, int number, long at, Draw draw) {
    double score = 0.6 * person.mood() + 0.8 * draw.normal();
    int emotion = SurveyLife.scale(1, SurveyLife.CSAT_CUTS, score);
    boolean isKnown = draw.chance(0.3);
    int page = draw.below(PAGES.length);
    if (feedback.record().version(at, Feed.LAST)) {
      head(feedback, person, isKnown, page, number, at).number(emotion).text("Search\nis slow");
      feedback.end();
    }
    if (feedback.bad(at)) {
      boolean isEmpty = part.chaos().chance(0.5);
      head(feedback, person, isKnown, page, -number, at).text(isEmpty ? null : "6").empty();
      feedback.endBad(isEmpty ? "missing_required" : "out_of_scale");
    }
  }

  private static CsvRow head(
      Feed feed, Person person, boolean isKnown, int page, int number, long at) {
    CsvRow row = feed.csv().number(number).text("visitor-" + Math.abs(number)).dateTime(at);
    row.text(person.market().country()).text("https://shop.nordwind.example" + PAGES[page]);
    row.text(page == 0 ? "phone" : "desktop").text("Chrome").text("Linux");
    row.text("hj-" + Math.abs(number));
    return row.text(isKnown && person.hasBilling() ? person.billingId() : null);
  }
}
