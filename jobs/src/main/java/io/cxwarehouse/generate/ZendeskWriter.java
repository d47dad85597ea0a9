package io.cxwarehouse.generate;

/** The help desk: incremental export pages, audits as JSON lines. */
final class ZendeskWriter implements SourceWriter {

  private final Part part;
  private final Feed users;
  private final Feed organizations;
  private final Feed groups;
  private final Feed brands;
  private final ZendeskTickets tickets;
  private final ZendeskRules rules;

  ZendeskWriter(Part part) {
    this.part = part;
    this.tickets = new ZendeskTickets(part);
    this.users = pages("users");
    this.organizations = pages("organizations");
    this.rules = new ZendeskRules(part, pages("schedules"), pages("sla_policies"));
    this.groups = pages("groups");
    this.brands = pages("brands");
  }

  private Feed pages(String entity) {
    return part.feed(entity, EntityFormat.zendeskPages(entity), true);
  }

  @Override
  public void company() {
    long at = part.calendar().at(part.company().historyStart(), 0);
    for (Company.Agent agent : part.company().agents()) {
      String role = agent.number() == 0 ? "admin" : "agent";
      if (users.fixture().version(at, Feed.LAST)) {
        JsonRow json = users.json().object().field("id", ZendeskJson.agentId(agent.number()));
        json.field("name", agent.name()).field("email", agent.email()).field("role", role);
        json.field("active", true).name("external_id").nothing();
        ZendeskJson.stamps(json, at, at);
        users.end();
      }
    }
    for (int i = 0; i < Company.GROUPS.length; i++) {
      named(groups, ZendeskJson.groupId(i), Company.GROUPS[i], "deleted", false, at);
    }
    for (int i = 0; i < Company.BRANDS.length; i++) {
      named(brands, 30_001 + i, Company.BRANDS[i], "active", true, at);
    }
    rules.write(at);
  }

  private static void named(Feed feed, long id, String name, String flag, boolean value, long at) {
    if (feed.fixture().version(at, Feed.LAST)) {
      JsonRow json = feed.json().object().field("id", id).field("name", name);
      ZendeskJson.stamps(json.field(flag, value), at, at);
      feed.end();
    }
  }

  @Override
  public void customer(CustomerLife life) {
    Person person = life.person();
    if (person.opensAccount(part.company())) {
      organization(person);
    }
    long firstAt = SupportTickets.first(life, Ticket.Home.ZENDESK);
    if (firstAt == Long.MAX_VALUE) {
      return;
    }
    user(person, firstAt);
    for (Ticket ticket : life.tickets()) {
      if (ticket.home == Ticket.Home.ZENDESK) {
        tickets.write(person, ticket);
      }
    }
  }

  private void organization(Person person) {
    if (organizations.record().version(person.acquiredAt(), Feed.LAST)) {
      Draw draw = Draw.of(part.company().options().seed(), "firm".hashCode(), person.account());
      JsonRow json = organizations.json().object().field("id", person.organizationId());
      json.field("name", Names.firm(draw)).field("external_id", person.accountId());
      ZendeskJson.stamps(
          json.name("tags").array().endArray(), person.acquiredAt(), person.acquiredAt());
      organizations.end();
    }
  }

  /** The CRM's id is entered at once, or weeks later, when somebody notices. */
  private void user(Person person, long firstAt) {
    boolean isLinkedLater = person.hasCrm() && person.number() % 8 == 3;
    long linkedAt = firstAt + 21L * 86_400;
    users.record();
    if (users.version(firstAt, isLinkedLater ? linkedAt : Feed.LAST)) {
      user(person, firstAt, firstAt, person.hasCrm() && !isLinkedLater);
      users.end();
    }
    if (isLinkedLater && users.version(linkedAt, Feed.LAST)) {
      user(person, firstAt, linkedAt, true);
      users.end();
    }
    if (users.bad(firstAt)) {
      JsonRow json = users.json().object().name("id").nothing();
      json.field("name", "Nobody").name("email").nothing().field("role", "end-user");
      ZendeskJson.stamps(json, firstAt, firstAt);
      users.endBad("missing_required");
    }
  }

  private void user(Person person, long createdAt, long updatedAt, boolean isLinked) {
    JsonRow json = users.json().object().field("id", person.zendeskId());
    json.field("name", person.first() + " " + person.last());
    json.field("email", person.supportEmail()).field("phone", person.phone());
    json.field("role", "end-user").field("active", true);
    json.field("external_id", isLinked ? person.contactId() : null);
    json.field("organization_id", person.organizationId());
    ZendeskJson.stamps(json, createdAt, updatedAt);
  }
}
