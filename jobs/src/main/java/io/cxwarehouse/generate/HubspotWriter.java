package io.cxwarehouse.generate;

/**
 * Marketing's CRM: pages of objects whose properties are strings. It knows every fourth customer,
 * and whoever writes to its inbox.
 */
final class HubspotWriter implements SourceWriter {
  private static final long DAY = 86_400;
  private static final long FIRST_TWIN = 900_001;
  private static final long FIRST_OLDER_TWIN = 950_000_001;

  private final Part part;
  private final Feed contacts;
  private final Feed companies;
  private final Feed deals;
  private final HubspotTickets tickets;

  HubspotWriter(Part part) {
    this.part = part;
    this.contacts = pages("contacts");
    this.companies = pages("companies");
    this.deals = pages("deals");
    this.tickets = new HubspotTickets(part);
  }

  private Feed pages(String objects) {
    return part.feed(objects, EntityFormat.hubspotPages(objects), true);
  }

  private static long companyId(Person person) {
    return 700_001 + person.account();
  }

  @Override
  public void company() {
    // Owners and pipelines are not exported.
  }

  @Override
  public void customer(CustomerLife life) {
    Person person = life.person();
    long firstAt = SupportTickets.first(life, Ticket.Home.HUBSPOT);
    if (!person.isWonByMarketing() && firstAt == Long.MAX_VALUE) {
      return;
    }
    long at = person.isWonByMarketing() ? person.acquiredAt() : firstAt;
    if (person.isWonByMarketing()) {
      company(person, at);
    }
    contacts(person, at);
    if (!person.hasCrm()) {
      life.opportunities().forEach(deal -> deal(person, deal));
    }
    for (Ticket ticket : life.tickets()) {
      if (ticket.home == Ticket.Home.HUBSPOT) {
        tickets.write(person, ticket);
      }
    }
    if (person.isWonByMarketing()) {
      tickets.relationSurvey(person, at);
    }
  }

  private void company(Person person, long at) {
    if (companies.record().version(at, Feed.LAST)) {
      Draw draw = Draw.of(part.company().options().seed(), "firm".hashCode(), person.account());
      JsonRow json = HubspotJson.open(companies, companyId(person)).field("name", Names.firm(draw));
      json.field("country", person.market().country()).field("industry", person.industry());
      HubspotJson.close(json, at, at, false);
      json.end();
      companies.end();
    }
  }

  /** Some fill in a form twice, with another address; somebody merges the two weeks later. */
  private void contacts(Person person, long at) {
    boolean hasTwin = person.isWonByMarketing() && person.number() % 20 == 1;
    long twinAt = at + 5 * DAY;
    long mergedAt = at + 40 * DAY;
    contacts.record();
    if (contacts.version(at, hasTwin ? mergedAt : Feed.LAST)) {
      contact(person, HubspotJson.contactId(person), person.email(), at, at, 0);
      contacts.end();
    }
    if (hasTwin && contacts.version(mergedAt, Feed.LAST)) {
      contact(
          person,
          HubspotJson.contactId(person),
          person.email(),
          at,
          mergedAt,
          person.number() % 40);
      contacts.end();
    }
    if (hasTwin && contacts.record().version(twinAt, Feed.LAST)) {
      contact(person, FIRST_TWIN + person.number(), "form." + person.email(), twinAt, twinAt, 0);
      contacts.end();
    }
    if (contacts.bad(at)) {
      boolean isNameless = part.chaos().chance(0.5);
      JsonRow json = contacts.json().object();
      json.field("id", isNameless ? null : String.valueOf(800_000_000L + person.number()));
      json.name("properties").object().field("email", "lost." + person.email()).end();
      json.field("createdAt", isNameless ? "2026-01-05T08:00:00Z" : "05/01/2026");
      json.name("updatedAt").instant(at, HubspotJson.UTC).field("archived", false).end();
      contacts.endBad(isNameless ? "missing_required" : "bad_type");
    }
  }

  private void contact(
      Person person, long id, String email, long createdAt, long updatedAt, int merged) {
    JsonRow json = HubspotJson.open(contacts, id).field("email", email);
    json.field("phone", person.phone()).field("firstname", person.first());
    json.field("lastname", person.last()).field("country", person.market().country());
    json.field("lifecyclestage", person.hasBilling() ? "customer" : "lead");
    json.field("hs_analytics_source", person.acquisition().toUpperCase(java.util.Locale.ROOT));
    long twin = FIRST_TWIN + person.number();
    if (merged == 1) {
      // One id comes as a number, several as a text.
      json.field("hs_merged_object_ids", twin);
    } else if (merged > 1) {
      String older = String.valueOf(FIRST_OLDER_TWIN + person.number());
      json.field("hs_merged_object_ids", twin + ";" + older);
    }
    HubspotJson.close(json, createdAt, updatedAt, false);
    json.name("associations").object();
    if (person.isWonByMarketing()) {
      HubspotJson.link(json, "companies", companyId(person), "contact_to_company");
    }
    json.end().end();
  }

  private void deal(Person person, Opportunity deal) {
    long id = 8_000_000_000L + person.number() * 16L + deal.number();
    deals.record();
    for (int i = 0; i < deal.stages().size(); i++) {
      Opportunity.Stage stage = deal.stages().get(i);
      boolean isLast = i + 1 == deal.stages().size();
      if (deals.version(stage.at(), isLast ? Feed.LAST : deal.stages().get(i + 1).at())) {
        deal(id, person, deal, stage, false);
        deals.end();
      }
      if (isLast && deals.bad(stage.at())) {
        deal(id + 900_000_000L, person, deal, stage, true);
        deals.endBad("bad_type");
      }
    }
  }

  private void deal(
      long id, Person person, Opportunity deal, Opportunity.Stage stage, boolean isBad) {
    String cents = String.format(java.util.Locale.ROOT, "%02d", deal.cents() % 100);
    JsonRow json = HubspotJson.open(deals, id);
    json.field("amount", isBad ? "1.234,50" : deal.cents() / 100 + "." + cents);
    json.field("deal_currency_code", person.market().currency());
    json.field("dealstage", stage(stage));
    json.field("hs_is_closed_won", String.valueOf(isBad || stage.isWon())).name("closedate");
    json.instant(part.calendar().at(stage.closeDay(), 15 * 3600), HubspotJson.UTC);
    HubspotJson.close(json, deal.createdAt(), stage.at(), false);
    HubspotJson.link(
        json.name("associations").object(),
        "contacts",
        HubspotJson.contactId(person),
        "deal_to_contact");
    json.end().end();
  }

  private static String stage(Opportunity.Stage stage) {
    return switch (stage.name()) {
      case "Prospecting" -> "appointmentscheduled";
      case "Qualification" -> "qualifiedtobuy";
      case "Closed Won" -> "closedwon";
      case "Closed Lost" -> "closedlost";
      default -> "presentationscheduled";
    };
  }
}
