package io.cxwarehouse.generate;

/**
 * Google Analytics 4: its export to BigQuery, one file a day, delivered the day after; of even days
 * as Parquet. The last day of a delivery is there as intraday export, without its evening. Nothing
 * is exported of what happened before the first delivered day.
 */
final class Ga4Writer implements SourceWriter {
  private static final int DAILY_AT = 6 * 3600;
  private static final int INTRADAY_UNTIL = 20 * 3600;
  private static final String[] PAGES = {"Home", "Products", "Gateway G1", "Support"};
  private static final EntityFormat LINES = EntityFormat.packedLines();
  private static final EntityFormat PARQUET =
      new ParquetFormat(
          """
          message events {
            optional binary event_date (STRING);
            optional int64 event_timestamp;
            optional binary event_name (STRING);
            repeated group event_params {
              optional binary key (STRING);
              optional group value {
                optional binary string_value (STRING);
                optional int64 int_value;
              }
            }
            optional binary user_id (STRING);
            optional binary user_pseudo_id (STRING);
            optional group device { optional binary category (STRING); }
            optional group geo { optional binary country (STRING); }
            optional group traffic_source {
              optional binary medium (STRING);
              optional binary source (STRING);
            }
            optional group ecommerce {
              optional binary transaction_id (STRING);
              optional double purchase_revenue;
            }
          }
          """);

  private final Part part;
  private final Feed events;
  private final WebLife web;

  Ga4Writer(Part part) {
    this.part = part;
    this.events = part.feed("events", LINES, false);
    this.web = new WebLife(part.company());
  }

  @Override
  public void company() {}

  @Override
  public void customer(CustomerLife life) {
    for (WebVisit visit : web.visits(life)) {
      event(life.person(), visit, 0, "session_start", 0);
      for (int page = 0; page < visit.pages(); page++) {
        event(life.person(), visit, 30 * page, "page_view", page);
      }
      if (visit.hasCheckout()) {
        event(life.person(), visit, WebVisit.CHECKOUT_AFTER, "begin_checkout", 1);
      }
      if (visit.order() != null) {
        event(life.person(), visit, WebVisit.PURCHASE_AFTER, "purchase", 1);
      }
    }
  }

  private void event(Person person, WebVisit visit, int after, String name, int page) {
    long at = visit.at() + after;
    int day = part.calendar().dayOf(at);
    boolean isLastOfDelivery =
        part.schedule().deliveryOf(day) != part.schedule().deliveryOf(day + 1);
    if (isLastOfDelivery && at < part.calendar().at(day, INTRADAY_UNTIL)) {
      events.file("events_intraday_" + compact(day), format(day));
      if (events.record().version(at, Feed.LAST)) {
        row(events.json().object(), person, visit, at, name, page, true);
        events.end();
      }
    }
    events.file("events_" + compact(day), format(day));
    long exportedAt = part.calendar().at(day + 1, DAILY_AT);
    if (events.record().version(exportedAt, Feed.LAST)) {
      row(events.json().object(), person, visit, at, name, page, false);
      events.end();
    }
    if (format(day) == LINES && events.bad(exportedAt)) {
      bad(person, visit, at, name, page);
    }
  }

  private static EntityFormat format(int day) {
    return day % 2 == 0 ? PARQUET : LINES;
  }

  private static String compact(int day) {
    return new TextBuffer(16).date(day).toString().replace("-", "");
  }

  private void row(
      JsonRow json,
      Person person,
      WebVisit visit,
      long at,
      String name,
      int page,
      boolean isIntraday) {
    json.field("event_date", compact(part.calendar().dayOf(at)));
    json.name("event_timestamp").quoted(at * 1_000_000 + page).field("event_name", name);
    rest(json, person, visit, page);
    if (!isIntraday) {
      // Attribution is known only once the day is over.
      json.name("traffic_source").object().field("medium", visit.medium());
      json.field("source", visit.source()).end();
    }
    if (name.equals("purchase")) {
      json.name("ecommerce").object();
      json.field("transaction_id", "web-" + person.number() + "-" + visit.order().number());
      json.name("purchase_revenue").money(visit.order().cents()).end();
    }
    json.end();
  }

  private static void rest(JsonRow json, Person person, WebVisit visit, int page) {
    json.name("event_params").array();
    json.object().field("key", "ga_session_id").name("value").object();
    json.name("int_value").quoted(visit.at()).end().end();
    json.object().field("key", "session_engaged").name("value").object();
    json.field("string_value", visit.isEngaged() && page > 0 ? "1" : "0").end().end();
    json.object().field("key", "page_title").name("value").object();
    json.field("string_value", PAGES[page % PAGES.length]).end().end().endArray();
    if (visit.isLoggedIn()) {
      json.field("user_id", person.billingId());
    }
    json.field("user_pseudo_id", visit.browser());
    json.name("device").object().field("category", visit.isMobile() ? "mobile" : "desktop").end();
    json.name("geo").object().field("country", person.market().country()).end();
  }

  private void bad(Person person, WebVisit visit, long at, String name, int page) {
    JsonRow json = events.json().object();
    int kind = part.chaos().below(3);
    json.field("event_date", compact(part.calendar().dayOf(at)));
    if (kind == 0) {
      json.field("event_timestamp", "about " + at).field("event_name", name);
    } else {
      json.name("event_timestamp").quoted(at * 1_000_000 + page).name("event_name").nothing();
    }
    rest(json, person, visit, page);
    if (kind == 2) {
      json.name("traffic_source").object().name("medium");
    } else {
      json.end();
    }
    events.endBad(
        switch (kind) {
          case 0 -> "bad_type";
          case 1 -> "missing_required";
          default -> "malformed_row";
        });
  }
}
