package io.cxwarehouse.generate;

/**
 * Dynamic Yield: the raw data of two experiences as Parquet. A banner is served in every visit, one
 * of three helps in the checkout from the twentieth day on; half of the users are in the control of
 * the first, a third in that of the second.
 */
final class DynamicYieldWriter implements SourceWriter {
  private static final int HELP_FROM_DAY = 20;
  private static final String[] BANNERS = {"banner-control", "banner-new"};
  private static final String[] HELPS = {"help-control", "help-chat", "help-video"};
  private static final EntityFormat PARQUET =
      new ParquetFormat(
          """
          message events {
            optional binary interactionId (STRING);
            optional binary eventType (STRING);
            optional binary engagementType (STRING);
            optional binary contextType (STRING);
            optional binary experienceId (STRING);
            optional binary variationId (STRING);
            optional boolean isControl;
            optional binary userId (STRING);
            optional int64 timestamp (TIMESTAMP(MILLIS,true));
            optional double revenue;
          }
          """);

  private final Part part;
  private final Feed events;
  private final WebLife web;

  DynamicYieldWriter(Part part) {
    this.part = part;
    this.events = part.feed("events", PARQUET, false);
    this.web = new WebLife(part.company());
  }

  @Override
  public void company() {}

  @Override
  public void customer(CustomerLife life) {
    Person person = life.person();
    Draw draw = Draw.of(part.company().options().seed(), "experiences".hashCode(), person.number());
    int banner = draw.below(BANNERS.length);
    int help = draw.below(HELPS.length);
    for (WebVisit visit : web.visits(life)) {
      shown(person, visit, visit.at(), "HOMEPAGE", "banner", BANNERS, banner, 0.1, draw);
      int day = part.calendar().dayOf(visit.at());
      long checkoutAt = visit.at() + WebVisit.CHECKOUT_AFTER;
      if (visit.hasCheckout() && day >= part.startDay() + HELP_FROM_DAY) {
        shown(person, visit, checkoutAt, "CART", "checkout-help", HELPS, help, 0.2, draw);
      }
      if (visit.hasCheckout()) {
        activity(person, visit, checkoutAt, "CART", -1);
      }
      if (visit.order() != null) {
        long at = visit.at() + WebVisit.PURCHASE_AFTER;
        activity(person, visit, at, "OTHER", visit.order().cents());
      }
    }
  }

  private void shown(
      Person person,
      WebVisit visit,
      long at,
      String context,
      String experience,
      String[] variations,
      int variation,
      double clicks,
      Draw draw) {
    String[] types = {"DPX", "VARIATION_ENGAGEMENT"};
    // The new ones are clicked more often than the control.
    int rows = draw.chance(variation == 0 ? clicks : 1.5 * clicks) ? 2 : 1;
    for (int i = 0; i < rows; i++) {
      if (events.record().version(at, Feed.LAST)) {
        JsonRow json = head(person, visit, at + 5L * i, types[i], context, "");
        if (i > 0) {
          json.field("engagementType", "CLICK");
        }
        json.field("experienceId", experience).field("variationId", variations[variation]);
        json.field("isControl", variation == 0).end();
        events.end();
      }
    }
  }

  private void activity(Person person, WebVisit visit, long at, String context, long cents) {
    if (events.record().version(at, Feed.LAST)) {
      JsonRow json = head(person, visit, at, "UIA", context, "");
      if (cents >= 0) {
        json.name("revenue").money(cents);
      }
      json.end();
      events.end();
    }
    if (events.bad(at)) {
      boolean isUnknown = part.chaos().chance(0.5);
      String type = isUnknown ? "LEGACY_EVENT" : "UIA";
      JsonRow json = head(person, visit, at, type, context, "-B");
      if (!isUnknown) {
        json.name("revenue").money(-100);
      }
      json.end();
      events.endBad(isUnknown ? "bad_type" : "out_of_scale");
    }
  }

  private JsonRow head(
      Person person, WebVisit visit, long at, String type, String context, String suffix) {
    JsonRow json = events.json().object();
    json.field("interactionId", person.number() + "-" + visit.number() + "-" + context + suffix);
    json.field("eventType", type).field("contextType", context);
    json.field("userId", person.hasBilling() ? person.billingId() : "dy-" + visit.browser());
    return json.field("timestamp", at * 1_000);
  }
}
