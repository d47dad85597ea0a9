package io.cxwarehouse.generate;

import java.time.LocalDate;

/**
 * Marketing: what was spent by day, channel and campaign. Advertising runs every day, an event is
 * paid for once a month; what the other channels cost, nobody delivers.
 */
final class MarketingWriter implements SourceWriter {
  /**
   * What winning a customer of billing costs by each channel, over the whole life of the company.
   */
  static final int PAID_CENTS = 12_000;

  static final int EVENT_CENTS = 30_000;

  private static final int EVENT_DAY = 10;
  private static final String CURRENCY = "EUR";

  private final Part part;
  private final Feed spend;

  MarketingWriter(Part part) {
    this.part = part;
    this.spend =
        part.feed("spend", EntityFormat.csv("date,channel,campaign,amount,currency"), false);
  }

  @Override
  public void company() {
    Company company = part.company();
    double days = company.endDay() + 1.0 - company.historyStart();
    double paid = PAID_CENTS * company.wonBy("paid") / days;
    double event = EVENT_CENTS * company.wonBy("event") / days;
    Draw draw = Draw.of(company.options().seed(), "marketing".hashCode());
    for (int day = company.historyStart(); day <= company.endDay(); day++) {
      LocalDate date = LocalDate.ofEpochDay(day);
      // More is bid for on some days than on others.
      row(day, "paid", "search", Math.round(paid * (0.7 + 0.6 * draw.uniform())));
      if (date.getDayOfMonth() == EVENT_DAY) {
        row(day, "event", "fair", Math.round(event * date.lengthOfMonth()));
      }
    }
  }

  private void row(int day, String channel, String campaign, long cents) {
    long at = part.calendar().at(day, 23 * 3600);
    if (spend.record().version(at, Feed.LAST)) {
      spend.csv().date(day).text(channel).text(campaign).money(cents).text(CURRENCY);
      spend.end();
    }
    if (spend.bad(at)) {
      boolean isTypo = part.chaos().chance(0.5);
      CsvRow row = spend.csv().date(day).text(channel).text(campaign + " again");
      (isTypo ? row.text("12,5O") : row.money(-1 - cents)).text(CURRENCY);
      spend.endBad(isTypo ? "bad_type" : "out_of_scale");
    }
  }

  @Override
  public void customer(CustomerLife life) {}
}
