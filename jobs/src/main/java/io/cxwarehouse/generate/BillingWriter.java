package io.cxwarehouse.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** The billing system: CSV without a change stamp; the later delivery of a record is the newer. */
final class BillingWriter implements SourceWriter {
  private static final String[] CURRENCIES = {"USD", "GBP", "CHF"};
  private static final double[] RATES = {0.92, 1.17, 1.05};
  private static final int BAD_ORDERS = 5;
  private static final String UTC = "Z";

  private final Part part;
  private final Feed orders;
  private final Feed subscriptions;
  private final Feed customers;
  private final Feed rates;

  BillingWriter(Part part) {
    this.part = part;
    this.orders =
        feed(
            "orders",
            "order_id,customer_id,ordered_at,quantity,amount,currency,type,refund_of,product,"
                + "channel,promised_at,delivered_at");
    this.subscriptions =
        feed(
            "subscriptions",
            "subscription_id,customer_id,start_date,end_date,amount,interval,currency,plan,"
                + "end_reason,reason");
    this.customers =
        feed(
            "customers",
            "customer_id,email,phone,name,created_at,country,region,industry,plan,"
                + "acquisition_channel,external_ids");
    this.rates = feed("fx_rates", "date,currency,rate");
  }

  private Feed feed(String entity, String header) {
    return part.feed(entity, EntityFormat.csv(header), false);
  }

  /** Rates of working days, as central banks publish them; a slow walk around a level. */
  @Override
  public void company() {
    Company company = part.company();
    for (int c = 0; c < CURRENCIES.length; c++) {
      Draw walk = Draw.of(company.options().seed(), CURRENCIES[c].hashCode());
      double drift = 0;
      for (int day = company.ratesStart(); day <= company.endDay(); day++) {
        DayOfWeek weekday = LocalDate.ofEpochDay(day).getDayOfWeek();
        if (weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY) {
          continue;
        }
        drift = 0.98 * drift + 0.003 * walk.normal();
        long rate = Math.round(RATES[c] * (1 + drift) * 1_000_000);
        long at = company.calendar().at(day, 17 * 3600);
        if (rates.record().version(at, Feed.LAST)) {
          rates.csv().date(day).text(CURRENCIES[c]);
          rates.raw().put(',').number(rate / 1_000_000).put('.').padded(rate % 1_000_000, 6);
          rates.end();
        }
        if (rates.bad(at)) {
          rates.csv().date(day).text("SEK").text("n/a");
          rates.endBad("bad_type");
        }
      }
    }
  }

  @Override
  public void customer(CustomerLife life) {
    if (!life.person().hasBilling()) {
      return;
    }
    customers(life);
    for (Subscription contract : life.subscriptions()) {
      subscription(life.person(), contract);
    }
    for (Order order : life.orders()) {
      order(life.person(), order);
    }
  }

  private void customers(CustomerLife life) {
    Person person = life.person();
    customers.record();
    for (int i = 0; i < life.changes().size(); i++) {
      CustomerLife.Change change = life.changes().get(i);
      boolean isLast = i + 1 == life.changes().size();
      if (customers.version(change.at(), isLast ? Feed.LAST : life.changes().get(i + 1).at())) {
        CsvRow row = customers.csv().text(person.billingId()).text(person.email());
        row.text(localPhone(person)).text(person.first() + " " + person.last());
        row.instant(person.acquiredAt(), UTC).text(change.country()).text(change.region());
        row.text(person.industry()).text(change.plan()).text(person.acquisition());
        row.text(externalIds(life));
        customers.end();
      }
    }
    if (customers.bad(person.acquiredAt())) {
      CsvRow row = customers.csv().empty().text("lost." + person.email()).empty().text("No Number");
      row.instant(person.acquiredAt(), UTC).text("DE").text("DACH").empty().empty().empty().empty();
      customers.endBad("missing_required");
    }
  }

  /** Germans often write their numbers without the country. */
  private static String localPhone(Person person) {
    String phone = person.phone();
    boolean isLocal = phone != null && phone.startsWith("+49 ") && person.number() % 5 == 0;
    return isLocal ? "0" + phone.substring(4) : phone;
  }

  private static String externalIds(CustomerLife life) {
    Person person = life.person();
    if (!person.hasCrm()) {
      return null;
    }
    // The help desk's number is entered by hand, for some.
    boolean isHelpDeskKnown = person.number() % 4 == 0 && SupportTickets.hasZendesk(life);
    String reference = "salesforce:" + person.contactId();
    return isHelpDeskKnown ? reference + ";zendesk:" + person.zendeskId() : reference;
  }

  private void subscription(Person person, Subscription contract) {
    String id = "S-" + person.billingId().substring(2) + "-" + (contract.number() + 1);
    subscriptions.record();
    for (int i = 0; i < contract.versions().size(); i++) {
      Subscription.Version version = contract.versions().get(i);
      boolean isLast = i + 1 == contract.versions().size();
      long next = isLast ? Feed.LAST : contract.versions().get(i + 1).knownAt();
      if (subscriptions.version(version.knownAt(), next)) {
        subscription(id, person, contract, version);
        subscriptions.end();
      }
      if (subscriptions.bad(version.knownAt())) {
        badSubscription(id + "-B" + i, person, contract, version);
      }
    }
  }

  private void subscription(
      String id, Person person, Subscription contract, Subscription.Version version) {
    CsvRow row = subscriptions.csv().text(id).text(person.billingId()).date(version.startDay());
    if (version.endDay() == Subscription.OPEN) {
      row.empty();
    } else {
      row.date(version.endDay());
    }
    row.money(version.cents()).text(contract.isYearly() ? "year" : "month");
    row.text(person.market().currency()).text(version.plan());
    row.text(version.endReason()).text(version.reason());
  }

  private void badSubscription(
      String id, Person person, Subscription contract, Subscription.Version version) {
    int kind = part.chaos().below(3);
    int endDay = kind == 0 ? version.startDay() - 30 : version.endDay();
    Subscription.Version bad =
        new Subscription.Version(
            version.knownAt(),
            version.startDay(),
            version.plan(),
            version.cents(),
            endDay,
            "voluntary",
            null);
    if (kind == 2) {
      CsvRow row = subscriptions.csv().text(id).text(person.billingId()).date(version.startDay());
      row.empty().text("twenty-nine").text("month").text("EUR").text("basic").empty().empty();
      subscriptions.endBad("bad_type");
      return;
    }
    subscription(kind == 1 ? "" : id, person, contract, bad);
    subscriptions.endBad(kind == 1 ? "missing_required" : "bad_period");
  }

  private void order(Person person, Order order) {
    String id = "O-" + person.billingId().substring(2) + "-" + (order.number() + 1);
    orders.record();
    boolean isShipped = order.deliveredAt() < part.company().endTime();
    if (orders.version(order.knownAt(), isShipped ? order.deliveredAt() : Feed.LAST)) {
      sale(id, person, order, false);
      orders.end();
    }
    if (isShipped && orders.version(order.deliveredAt(), Feed.LAST)) {
      sale(id, person, order, true);
      orders.end();
    }
    if (orders.bad(order.knownAt())) {
      badOrder("X" + id.substring(1), person, order);
    }
    if (order.refundedAt() > 0 && orders.record().version(order.refundedAt(), Feed.LAST)) {
      refund(id, person, order);
      orders.end();
    }
  }

  private void sale(String id, Person person, Order order, boolean isShipped) {
    CsvRow row = orders.csv().text(id).text(person.billingId()).instant(order.orderedAt(), UTC);
    row.number(order.quantity()).money(order.cents()).text(person.market().currency());
    row.text("sale").empty().text(Company.PRODUCTS[order.product()].name()).text(order.channel());
    row.instant(order.promisedAt(), UTC);
    if (isShipped) {
      row.instant(order.deliveredAt(), UTC);
    } else {
      row.empty();
    }
  }

  private void refund(String id, Person person, Order order) {
    CsvRow row = orders.csv().text(id + "-R").text(person.billingId());
    row.instant(order.refundedAt(), UTC).number(order.quantity());
    // Older and newer versions of such systems disagree about the sign.
    row.money(person.number() % 2 == 0 ? order.refundCents() : -order.refundCents());
    row.text(person.market().currency()).text("refund");
    // Few refunds do not say what they refund.
    row.text(order.refundCents() % 20 == 0 ? null : id);
    row.text(Company.PRODUCTS[order.product()].name()).text(order.channel()).empty().empty();
  }

  private void badOrder(String id, Person person, Order order) {
    int kind = part.chaos().below(BAD_ORDERS);
    CsvRow row = orders.csv().text(id).text(person.billingId());
    switch (kind) {
      case 0 -> row.instant(order.orderedAt(), UTC).number(1).text("12,5O");
      case 1 -> row.text("2026-02-30T10:00:00Z").number(1).money(order.cents());
      case 2 -> row.empty().number(1).money(order.cents());
      default -> row.instant(order.orderedAt(), UTC).number(1).money(order.cents());
    }
    row.text(kind == 3 ? "JPY" : "EUR").text("sale").empty().text("Cable set").text("web");
    if (kind != 4) {
      row.empty().empty();
    }
    orders.endBad(
        switch (kind) {
          case 0, 1 -> "bad_type";
          case 2 -> "missing_required";
          case 3 -> "missing_fx_rate";
          default -> "malformed_row";
        });
  }
}
