package io.cxwarehouse.generate;

/**
 * A survey after some orders: exports with three header rows, labels with line breaks and quotes,
 * times without a zone, and the contacts that it was sent to.
 */
final class QualtricsWriter implements SourceWriter {
  static final String SURVEY = "SV_3nAfterOrder";

  private static final String HEADER =
      """
      StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,\
      ResponseId,RecipientLastName,RecipientFirstName,RecipientEmail,ExternalReference,\
      LocationLatitude,LocationLongitude,DistributionChannel,UserLanguage,Q1,Q2_1,Q3
      Anfangsdatum,Enddatum,Antworttyp,IP-Adresse,Aktueller Stand,Dauer (in Sekunden),Beendet,\
      Erfassungsdatum,Antwort-ID,Nachname des Empfängers,Vorname des Empfängers,\
      E-Mail des Empfängers,Externe Datenreferenz,Breitengrad des Standorts,\
      Längengrad des Standorts,Verteilungskanal,Benutzersprache,"Wie zufrieden sind Sie mit Ihrer
      Bestellung, alles in allem?","Wie viel Mühe hat Sie ""unser"" Bestellweg gekostet? - Mühe",\
      Was sollen wir besser machen?
      """;
  private static final String[] IMPORT_IDS = {
    "startDate",
    "endDate",
    "status",
    "ipAddress",
    "progress",
    "duration",
    "finished",
    "recordedDate",
    "_recordId",
    "recipientLastName",
    "recipientFirstName",
    "recipientEmail",
    "externalDataReference",
    "locationLatitude",
    "locationLongitude",
    "distributionChannel",
    "userLanguage",
    "QID1",
    "QID2_1",
    "QID3_TEXT"
  };
  private static final int DAY = 86_400;
  private static final int ORDERS_PER_CUSTOMER = 4_096;
  private static final int BAD_RESPONSES = 4;
  private static final int HARDEST = 7;

  private final Part part;
  private final Feed responses;
  private final Feed contacts;

  QualtricsWriter(Part part) {
    this.part = part;
    this.responses = part.feed("responses", EntityFormat.csv(header(), SURVEY), true);
    this.contacts =
        part.feed(
            "distribution_contacts",
            EntityFormat.csv(
                "contact_id,email,external_reference,status,sent_at,opened_at,finished_at,"
                    + "response_id",
                SURVEY),
            false);
  }

  private static String header() {
    TextBuffer ids = new TextBuffer(1024);
    CsvRow row = new CsvRow(ids);
    for (String id : IMPORT_IDS) {
      row.text("{\"ImportId\":\"" + id + "\"}");
    }
    return HEADER + ids;
  }

  @Override
  public void company() {}

  @Override
  public void customer(CustomerLife life) {
    Person person = life.person();
    Draw draw = Draw.of(part.company().options().seed(), "after order".hashCode(), person.number());
    for (Order order : life.orders()) {
      if (draw.chance(0.3)) {
        invitation(person, order, draw);
      }
    }
  }

  /** What one invitation came to; 0 for what did not happen. */
  private record Invitation(String number, long sentAt, String state, long openedAt, long doneAt) {}

  private void invitation(Person person, Order order, Draw draw) {
    String number =
        Long.toString((long) person.number() * ORDERS_PER_CUSTOMER + order.number(), 36);
    long sentAt = order.deliveredAt() + DAY;
    boolean isBounced = draw.chance(0.03);
    boolean isOpened = !isBounced && draw.chance(0.5);
    boolean isAnswered = isOpened && draw.chance(0.5);
    long openedAt = isOpened ? sentAt + (long) (3600 * draw.exponential(10)) : 0;
    long doneAt = isAnswered ? openedAt + 40 + draw.below(400) : 0;
    String sent = isBounced ? "Hard Bounce" : "Success";
    contacts.record();
    long end = part.company().endTime();
    long next = isAnswered && doneAt < end ? doneAt : Feed.LAST;
    contact(person, new Invitation(number, sentAt, sent, 0, 0), sentAt, next);
    if (next != Feed.LAST) {
      Invitation done = new Invitation(number, sentAt, "SurveyFinished", openedAt, doneAt);
      contact(person, done, doneAt, Feed.LAST);
    }
    if (contacts.bad(sentAt)) {
      badContact(person, "X" + number);
    }
    if (isAnswered) {
      response(person, number, openedAt, doneAt, draw);
    }
  }

  private void contact(Person person, Invitation invitation, long at, long next) {
    if (!contacts.version(at, next)) {
      return;
    }
    CsvRow row = contacts.csv().text("CID_" + invitation.number()).text(person.email());
    row.text(reference(person)).text(invitation.state()).instant(invitation.sentAt(), "Z");
    if (invitation.doneAt() == 0) {
      row.empty().empty().empty();
    } else {
      row.instant(invitation.openedAt(), "Z").instant(invitation.doneAt(), "Z");
      row.text("R_" + invitation.number());
    }
    contacts.end();
  }

  private static String reference(Person person) {
    return person.hasBilling() ? person.billingId() : null;
  }

  private void badContact(Person person, String number) {
    CsvRow row = contacts.csv().text("CID_" + number).text(person.email()).text(reference(person));
    row.text("Success").text("yesterday").empty().empty().empty();
    contacts.endBad("bad_type");
  }

  private void response(Person person, String number, long startedAt, long doneAt, Draw draw) {
    double score = 0.6 * person.mood() + 0.8 * draw.normal();
    int csat = SurveyLife.scale(1, SurveyLife.CSAT_CUTS, score);
    int ease = SurveyLife.scale(1, SurveyLife.CES_CUTS, score + 0.5 * draw.normal());
    boolean isPartial = draw.chance(0.08);
    // 8: the tool takes it for spam; 1: a colleague looked at the survey through a customer's link.
    int status = draw.chance(0.02) ? 8 : draw.chance(0.01) ? 1 : 0;
    boolean isUnanswered = draw.chance(0.02);
    String remark = draw.chance(0.2) ? "Alles gut,\nnur der Karton war \"zu groß\"." : null;
    if (responses.record().version(doneAt, Feed.LAST)) {
      CsvRow row = head(person, "R_" + number, startedAt, doneAt, status, isPartial);
      row.number(isUnanswered ? -99 : csat);
      // Asked the hard way round: 7 is much effort.
      row.text(isPartial ? null : String.valueOf(HARDEST + 1 - ease)).text(remark);
      responses.end();
    }
    if (responses.bad(doneAt)) {
      badResponse(person, "R_X" + number, startedAt, doneAt);
    }
  }

  private CsvRow head(
      Person person, String id, long startedAt, long doneAt, int status, boolean isPartial) {
    CsvRow row = responses.csv().dateTime(startedAt).dateTime(doneAt).number(status);
    row.text("192.0.2.1").number(isPartial ? 50 : 100).number(doneAt - startedAt);
    row.number(isPartial ? 0 : 1).dateTime(doneAt).text(id).text(person.last());
    row.text(person.first()).text(person.email()).text(reference(person)).empty().empty();
    return row.text("email").text("DE");
  }

  /** One bad answer in each, so that answers and rows count alike. */
  private void badResponse(Person person, String id, long startedAt, long doneAt) {
    int kind = part.chaos().below(BAD_RESPONSES);
    CsvRow row = head(person, kind == 0 ? null : id, startedAt, doneAt, 0, true);
    row.text(kind == 1 ? "9" : kind == 2 ? "sehr zufrieden" : "4");
    if (kind != 3) {
      row.empty().empty();
    }
    responses.endBad(
        switch (kind) {
          case 0 -> "missing_required";
          case 1 -> "out_of_scale";
          case 2 -> "bad_type";
          default -> "malformed_row";
        });
  }
}
