package io.cxwarehouse.generate;

/**
 * A help desk that came with a firm bought: arrays as its API returns them, conversations as lines.
 */
final class FreshdeskWriter implements SourceWriter {

  private final Part part;
  private final Feed contacts;
  private final Feed agents;
  private final FreshdeskTickets tickets;

  FreshdeskWriter(Part part) {
    this.part = part;
    this.tickets = new FreshdeskTickets(part);
    this.contacts = part.feed("contacts", EntityFormat.arrays(), true);
    this.agents = part.feed("agents", EntityFormat.arrays(), true);
  }

  @Override
  public void company() {
    long at = part.calendar().at(part.company().historyStart(), 0);
    for (Company.Agent agent : part.company().agents()) {
      if (agents.fixture().version(at, Feed.LAST)) {
        JsonRow json = agents.json().object().field("id", FreshdeskJson.agentId(agent.number()));
        json.name("contact").object().field("name", agent.name());
        json.field("email", agent.email()).field("active", true).end();
        json.field("type", "support_agent").field("available", true).field("occasional", false);
        json.name("group_ids").array().number(FreshdeskJson.groupId(agent.group())).endArray();
        FreshdeskJson.stamps(json, at, at);
        agents.end();
      }
    }
  }

  @Override
  public void customer(CustomerLife life) {
    long firstAt = SupportTickets.first(life, Ticket.Home.FRESHDESK);
    if (firstAt == Long.MAX_VALUE) {
      return;
    }
    contact(life.person(), firstAt);
    for (Ticket ticket : life.tickets()) {
      if (ticket.home == Ticket.Home.FRESHDESK) {
        tickets.write(life.person(), ticket);
      }
    }
  }

  private void contact(Person person, long at) {
    if (contacts.record().version(at, Feed.LAST)) {
      JsonRow json = contacts.json().object().field("id", FreshdeskJson.contactId(person));
      json.field("name", person.first() + " " + person.last());
      json.field("email", person.supportEmail()).name("phone").nothing();
      json.field("mobile", person.phone()).field("active", true);
      json.field("unique_external_id", person.hasCrm() ? person.contactId() : null);
      json.name("company_id").nothing().name("other_emails").array().endArray();
      FreshdeskJson.stamps(json, at, at);
      contacts.end();
    }
    if (contacts.bad(at)) {
      JsonRow json = contacts.json().object().name("id").nothing().field("name", "Nobody");
      FreshdeskJson.stamps(json, at, at);
      contacts.endBad("missing_required");
    }
  }
}
