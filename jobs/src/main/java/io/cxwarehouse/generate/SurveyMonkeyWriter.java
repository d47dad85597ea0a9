package io.cxwarehouse.generate;

/** The survey tool: bulk pages; scores are choice ids that the survey's details explain. */
final class SurveyMonkeyWriter implements SourceWriter {
  static final String SURVEY = "900001";
  static final int NPS = 800_001;
  static final int CSAT = 800_002;
  static final int CES = 800_003;
  static final int COMMENT = 800_004;

  private static final String UTC = "+00:00";
  private static final int RELATION = 700_001;
  private static final int AFTER_TICKET = 700_002;
  private static final int CHOICES_PER_QUESTION = 100;
  private static final int DISMISSAL = 99;

  /** A choice that somebody added to the form by mistake: no score of its scale. */
  private static final int BEYOND_SCALE = 9;

  private static final int UNKNOWN = 77;
  private static final long SURVEYS_PER_CUSTOMER = 512;

  private final Part part;
  private final Feed responses;
  private final Feed details;
  private final Feed recipients;

  SurveyMonkeyWriter(Part part) {
    this.part = part;
    String survey = "surveys/" + SURVEY;
    this.responses =
        part.feed("responses", EntityFormat.surveyMonkeyPages(survey + "/responses/bulk"), true);
    this.details = part.feed("survey_details", EntityFormat.lines(), true);
    this.recipients =
        part.feed(
            "recipients", EntityFormat.surveyMonkeyPages("collectors/700001/recipients"), false);
  }

  @Override
  public void company() {
    long at = part.calendar().at(part.company().historyStart(), 0);
    if (!details.fixture().version(at, Feed.LAST)) {
      return;
    }
    JsonRow json = details.json().object().field("id", SURVEY);
    json.field("title", "How are we doing?").field("language", "en").field("question_count", 4);
    json.name("date_created").instant(at, "").name("date_modified").instant(at, "");
    json.name("pages").array();
    json.object().field("id", "600001").field("position", 1).name("questions").array();
    question(json, NPS, "matrix", "rating", "How likely are you to recommend us?");
    choices(json, NPS, 0, 10, -1);
    json.endArray().end();
    json.object().field("id", "600002").field("position", 2).name("questions").array();
    question(json, CSAT, "single_choice", "vertical", "How satisfied are you?");
    choices(json, CSAT, 1, 5, BEYOND_SCALE);
    question(json, CES, "single_choice", "vertical", "Was it easy to get help?");
    choices(json, CES, 1, 7, BEYOND_SCALE);
    question(json, COMMENT, "open_ended", "essay", "Anything else?");
    json.end().endArray().end().endArray().end();
    details.end();
  }

  private static void question(JsonRow json, int id, String family, String subtype, String text) {
    json.object().name("id").quoted(id).field("family", family).field("subtype", subtype);
    json.name("headings").array().object().field("heading", text).end().endArray();
  }

  private static void choices(JsonRow json, int question, int low, int high, int beyond) {
    json.name("answers").object().name("choices").array();
    for (int score = low; score <= high; score++) {
      // The tool weights its NPS question by group; other questions by position.
      int weight = question != NPS ? score : score >= 9 ? 100 : score >= 7 ? 0 : -100;
      choice(json, question, score, String.valueOf(score), weight, false);
    }
    if (beyond >= 0) {
      choice(json, question, beyond, String.valueOf(beyond), beyond, false);
    }
    choice(json, question, DISMISSAL, "Prefer not to say", 0, true);
    json.endArray().end().end();
  }

  private static void choice(
      JsonRow json, int question, int number, String text, int weight, boolean isNa) {
    json.object().name("id").quoted(choiceId(question, number)).field("text", text);
    json.field("position", number + 1).field("visible", true).field("weight", weight);
    json.field("is_na", isNa).end();
  }

  private static long choiceId(int question, int number) {
    return (long) question * CHOICES_PER_QUESTION + number;
  }

  @Override
  public void customer(CustomerLife life) {
    for (Survey survey : life.surveys()) {
      recipient(life.person(), survey);
      if (survey.answeredAt() > 0) {
        response(life.person(), survey);
      }
    }
  }

  private static long number(Person person, Survey survey) {
    return person.number() * SURVEYS_PER_CUSTOMER + survey.number();
  }

  private static long recipientId(Person person, Survey survey) {
    return 5_000_000_000L + number(person, survey);
  }

  private static int collector(Survey survey) {
    return survey.ticket() == null ? RELATION : AFTER_TICKET;
  }

  private void recipient(Person person, Survey survey) {
    recipients.record();
    boolean isOpened = survey.openedAt() > 0;
    boolean isAnswered = survey.answeredAt() > 0;
    long end = part.company().endTime();
    long openedAt = isOpened && survey.openedAt() < end ? survey.openedAt() : Feed.LAST;
    long answeredAt = isAnswered && survey.answeredAt() < end ? survey.answeredAt() : Feed.LAST;
    recipient(person, survey, survey.sentAt(), openedAt, "not_responded");
    if (openedAt != Feed.LAST) {
      recipient(person, survey, openedAt, answeredAt, "not_responded");
    }
    if (answeredAt != Feed.LAST) {
      boolean isPartial = "partial".equals(survey.status());
      String state = isPartial ? "partially_responded" : "completely_responded";
      recipient(person, survey, answeredAt, Feed.LAST, state);
    }
  }

  private void recipient(Person person, Survey survey, long at, long next, String state) {
    if (!recipients.version(at, next)) {
      return;
    }
    JsonRow json = recipients.json().object().name("id").quoted(recipientId(person, survey));
    json.field("survey_id", SURVEY).name("collector_id").quoted(collector(survey));
    json.field("email", person.supportEmail());
    json.field("mail_status", survey.isBounced() ? "bounced" : "sent");
    json.field("survey_response_status", state);
    json.name("sent_at").instant(survey.sentAt(), UTC).name("opened_at");
    if (survey.openedAt() > 0 && survey.openedAt() <= at) {
      json.instant(survey.openedAt(), UTC);
    } else {
      json.nothing();
    }
    json.name("date_modified").instant(at, UTC).end();
    recipients.end();
  }

  private void response(Person person, Survey survey) {
    long id = 118_000_000_000L + number(person, survey);
    responses.record();
    boolean isEdited = survey.editedAt() > 0 && survey.editedAt() < part.company().endTime();
    if (responses.version(survey.answeredAt(), isEdited ? survey.editedAt() : Feed.LAST)) {
      response(id, person, survey, survey.answeredAt(), survey.nps());
      responses.end();
    }
    if (isEdited && responses.version(survey.editedAt(), Feed.LAST)) {
      response(id, person, survey, survey.editedAt(), survey.editedScore());
      responses.end();
    }
    if (responses.bad(survey.answeredAt())) {
      badResponse(id + 1_000_000_000_000L, person, survey);
    }
  }

  private void response(long id, Person person, Survey survey, long modifiedAt, int nps) {
    JsonRow json = responses.json().object();
    head(json.name("id").quoted(id), person, survey, modifiedAt);
    json.name("pages").array();
    if (survey.ticket() == null) {
      json.object().field("id", "600001").name("questions").array();
      answer(json, NPS, survey.isDismissed() ? DISMISSAL : nps);
      json.endArray().end();
    }
    json.object().field("id", "600002").name("questions").array();
    answer(json, CSAT, survey.csat());
    answer(json, CES, survey.ces());
    if (survey.comment() != null) {
      json.object().name("id").quoted(COMMENT).name("answers").array().object();
      json.field("text", survey.comment()).end().endArray().end();
    }
    json.endArray().end().endArray().end();
  }

  /** Everything before the answers; empty texts are the tool's nulls. */
  private static void head(JsonRow json, Person person, Survey survey, long modifiedAt) {
    json.field("survey_id", SURVEY).name("collector_id").quoted(collector(survey));
    json.name("recipient_id").quoted(recipientId(person, survey));
    json.field("response_status", survey.status()).field("collection_mode", "default");
    json.field("custom_value", "").field("email_address", person.supportEmail());
    json.name("custom_variables").object();
    if (person.hasCrm()) {
      json.field("contact_id", person.contactId());
    }
    Ticket ticket = survey.ticket();
    if (ticket != null) {
      boolean isCase = ticket.home == Ticket.Home.SALESFORCE;
      String id = isCase ? SalesforceId.of("500", ticket.id()) : String.valueOf(ticket.id());
      json.field("ticket_id", id);
    }
    json.end().field("total_time", survey.answeredAt() - survey.openedAt());
    json.name("date_created").instant(survey.answeredAt(), UTC);
    json.name("date_modified").instant(modifiedAt, UTC);
  }

  private static void answer(JsonRow json, int question, int number) {
    if (number < 0) {
      return;
    }
    json.object().name("id").quoted(question).name("answers").array().object();
    json.name("choice_id").quoted(choiceId(question, number)).end().endArray().end();
  }

  /** One bad answer in each, so that answers and rows count alike. */
  private void badResponse(long id, Person person, Survey survey) {
    int kind = part.chaos().below(3);
    JsonRow json = responses.json().object().name("id");
    if (kind == 0) {
      json.nothing();
    } else {
      json.quoted(id);
    }
    head(json, person, survey, survey.answeredAt());
    json.name("pages").array().object().field("id", "600002").name("questions").array();
    answer(json, kind == 1 ? CES : CSAT, kind == 2 ? UNKNOWN : BEYOND_SCALE);
    json.endArray().end().endArray().end();
    responses.endBad(
        switch (kind) {
          case 0 -> "missing_required";
          case 1 -> "out_of_scale";
          default -> "unknown_reference";
        });
  }
}
