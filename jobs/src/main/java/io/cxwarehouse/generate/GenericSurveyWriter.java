package io.cxwarehouse.generate;

import java.time.LocalDate;

/**
 * A tool of no known make, in the columns that the warehouse names: a question in the company's app
 * some time after winning a customer, and one to all employees every month.
 */
final class GenericSurveyWriter implements SourceWriter {
  static final String ONBOARDING = "onboarding";
  static final String PULSE = "pulse";

  private static final int DAY = 86_400;
  private static final int BAD_ROWS = 4;

  private final Part part;
  private final Feed responses;

  GenericSurveyWriter(Part part) {
    this.part = part;
    this.responses =
        part.feed(
            "responses",
            EntityFormat.csv(
                "response_id,survey_id,question_id,respondent_id,email,score,comment,"
                    + "submitted_at,status,touchpoint,channel,ticket_id,audience"),
            true);
  }

  /** Employees answer in the first days of a month. */
  @Override
  public void company() {
    Company company = part.company();
    for (Staff.Employee employee : Staff.of(company)) {
      Draw draw = Draw.of(company.options().seed(), "pulse".hashCode(), employee.id().hashCode());
      for (int day = company.historyStart(); day <= company.endDay(); day++) {
        boolean isAsked = LocalDate.ofEpochDay(day).getDayOfMonth() == 1;
        if (isAsked && day >= employee.hiredDay() && day < employee.leftDay()) {
          pulse(employee, day, draw);
        }
      }
    }
  }

  private void pulse(Staff.Employee employee, int day, Draw draw) {
    boolean isAnswered = draw.chance(0.7);
    double mood = 0.8 * employee.mood() + 0.6 * draw.normal() - 0.3;
    int score = SurveyLife.scale(0, SurveyLife.NPS_CUTS, mood);
    long at = part.calendar().at(day, 9 * 3600) + draw.below(3 * DAY);
    if (isAnswered && responses.record().version(at, Feed.LAST)) {
      CsvRow row = responses.csv().text("P-" + employee.id() + "-" + day).text(PULSE).text("enps");
      row.text(employee.id()).empty().number(score).empty().instant(at, "Z").text("completed");
      row.empty().text("intranet").empty().text("employee");
      responses.end();
    }
  }

  @Override
  public void customer(CustomerLife life) {
    Person person = life.person();
    Draw draw = Draw.of(part.company().options().seed(), "app".hashCode(), person.number());
    if (!person.hasBilling() || !draw.chance(0.5)) {
      return;
    }
    long at = person.acquiredAt() + draw.between(3, 14) * (long) DAY;
    double mood = 0.6 * person.mood() + 0.8 * draw.normal();
    String id = "A-" + person.billingId();
    String status = draw.chance(0.05) ? "partial" : draw.chance(0.02) ? "test" : "completed";
    String csat = String.valueOf(SurveyLife.scale(1, SurveyLife.CSAT_CUTS, mood));
    String ces = String.valueOf(SurveyLife.scale(1, SurveyLife.CES_CUTS, mood));
    if (responses.record().version(at, Feed.LAST)) {
      row(id, "satisfaction", person, csat, at, status);
      responses.end();
    }
    // The second question of the same submission: asked, and not always answered.
    if (responses.record().version(at + 20, Feed.LAST)) {
      row(id, "ease", person, draw.chance(0.1) ? null : ces, at + 20, status);
      responses.end();
    }
    if (responses.bad(at)) {
      badRow(person, at);
    }
  }

  private void row(
      String id, String question, Person person, String score, long at, String status) {
    CsvRow row = responses.csv().text(id).text(ONBOARDING).text(question).text(person.billingId());
    row.text(person.email()).text(score).empty();
    if (at > 0) {
      row.instant(at, "Z");
    } else {
      row.empty();
    }
    row.text(status).text("onboarding").text("app").empty().text("customer");
  }

  private void badRow(Person person, long at) {
    int kind = part.chaos().below(BAD_ROWS);
    String id = "X-" + person.billingId();
    switch (kind) {
      case 0 -> row(id, null, person, "4", at, "completed");
      case 1 -> row(id, "satisfaction", person, "6", at, "completed");
      case 2 -> row(id, "satisfaction", person, "4", 0, "completed");
      default -> row(id, "satisfaction", person, "4", at, "abgeschickt");
    }
    responses.endBad(
        switch (kind) {
          case 0, 2 -> "missing_required";
          case 1 -> "out_of_scale";
          default -> "bad_type";
        });
  }
}
