package io.cxwarehouse.generate;

/**
 * An invitation to a survey and its answer. Scores are -1 where not given.
 *
 * @param ticket the ticket asked about, or null for the relationship survey
 * @param openedAt 0 if the mail was not opened
 * @param answeredAt 0 if there was no answer
 * @param status response_status as SurveyMonkey names it
 * @param isDismissed the respondent chose "prefer not to say" for the NPS question
 * @param editedAt 0, or when the respondent changed the first score to {@code editedScore}
 */
record Survey(
    int number,
    Ticket ticket,
    long sentAt,
    boolean isBounced,
    long openedAt,
    long answeredAt,
    String status,
    int nps,
    int csat,
    int ces,
    boolean isDismissed,
    long editedAt,
    int editedScore,
    String comment) {}
