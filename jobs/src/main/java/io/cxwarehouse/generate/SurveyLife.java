package io.cxwarehouse.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * Invitations and answers: a relationship survey every quarter of a customer's life, and one after
 * some solved tickets. Scores follow the feelings of the moment.
 */
final class SurveyLife {
  private static final int DAY = 86_400;
  private static final int EVERY_DAYS = 91;

  /** Standard normal quantiles between the scores: NPS about 35, CSAT 0.8, CES 0.75. */
  static final double[] NPS_CUTS = {
    -2.170, -2.054, -1.881, -1.695, -1.514, -1.200, -0.954, -0.553, -0.050, 0.583
  };

  static final double[] CSAT_CUTS = {-1.645, -1.282, -0.842, 0.126};
  static final double[] CES_CUTS = {-1.881, -1.476, -1.126, -0.674, 0, 0.842};
  private static final String[] PRAISE = {
    "Great service, thank you!", "Fast and friendly.", "Works as promised, \"as always\".", "Top 👍"
  };
  private static final String[] COMPLAINTS = {
    "Took far too long.",
    "Nobody answers the phone.\nI had to write three times.",
    "Too expensive for what it does; the invoice was wrong, too.",
    "Die Antwort kam erst nach Tagen."
  };

  private final Company company;

  SurveyLife(Company company) {
    this.company = company;
  }

  List<Survey> live(
      Person person, List<Ticket> tickets, Feelings feelings, long silentFrom, Draw draw) {
    List<Survey> surveys = new ArrayList<>();
    if (person.hasBilling()) {
      long at = person.acquiredAt() + draw.between(25, 40) * (long) DAY;
      while (at < Math.min(silentFrom, company.endTime())) {
        double score = 0.62 * feelings.mood() + feelings.afterSupport(at) + 0.75 * draw.normal();
        surveys.add(survey(surveys.size(), null, at, 0.32, score, draw));
        at += (EVERY_DAYS + draw.between(-5, 5)) * (long) DAY;
      }
    }
    for (Ticket ticket : tickets) {
      if (ticket.solvedAt > 0 && draw.chance(0.5)) {
        double score = 0.45 * feelings.mood() + 1.1 * ticket.experience + 0.75 * draw.normal();
        long at = ticket.solvedAt + 2 * 3600 + draw.below(600);
        surveys.add(survey(surveys.size(), ticket, at, 0.3, score, draw));
      }
    }
    return surveys;
  }

  private static Survey survey(
      int number, Ticket ticket, long sentAt, double answerChance, double score, Draw draw) {
    boolean isBounced = draw.chance(0.02);
    boolean isAnswered = !isBounced && draw.chance(answerChance);
    boolean isOpened = isAnswered || (!isBounced && draw.chance(0.35));
    long openedAt = isOpened ? sentAt + (long) (3600 * draw.exponential(14)) : 0;
    if (!isAnswered) {
      return new Survey(
          number, ticket, sentAt, isBounced, openedAt, 0, null, -1, -1, -1, false, 0, -1, null);
    }
    long answeredAt = openedAt + 30 + (long) (60 * draw.exponential(6));
    boolean isRelation = ticket == null;
    String status = draw.chance(0.09) ? "partial" : "completed";
    status = draw.chance(0.01) ? "disqualified" : status;
    status = draw.chance(0.005) ? "overquota" : status;
    boolean isDismissed = isRelation && draw.chance(0.03);
    int nps = isRelation && !isDismissed ? scale(0, NPS_CUTS, score) : -1;
    boolean asksMore = !isRelation || draw.chance(0.4);
    boolean isPartial = status.equals("partial");
    int csat = asksMore ? scale(1, CSAT_CUTS, score + 0.4 * draw.normal()) : -1;
    int ces = asksMore && !isPartial ? scale(1, CES_CUTS, score + 0.5 * draw.normal()) : -1;
    boolean isEdited = nps >= 0 && draw.chance(0.04);
    long editedAt = isEdited ? answeredAt + draw.between(1, 4) * (long) DAY : 0;
    int editedScore = isEdited ? Math.max(0, Math.min(10, nps + draw.between(-2, 2))) : -1;
    String comment = null;
    if (draw.chance(0.25)) {
      comment = draw.pick(score > -0.6 ? PRAISE : COMPLAINTS);
    }
    return new Survey(
        number,
        ticket,
        sentAt,
        false,
        openedAt,
        answeredAt,
        status,
        nps,
        csat,
        ces,
        isDismissed,
        editedAt,
        editedScore,
        comment);
  }

  /** The score of a feeling: the lowest, and one more for each cut below it. */
  static int scale(int lowest, double[] cuts, double value) {
    int score = lowest;
    for (double cut : cuts) {
      if (value > cut) {
        score++;
      }
    }
    return score;
  }
}
